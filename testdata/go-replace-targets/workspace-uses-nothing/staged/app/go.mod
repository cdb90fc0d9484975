module example.net/app

go 1.21
