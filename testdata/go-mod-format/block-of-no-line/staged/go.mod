module example.net/app

go 1.25

tool ()

ignore (
)
