module example.com/app/lib

go 1.22
