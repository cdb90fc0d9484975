module example.net/app/lib

go 1.22
