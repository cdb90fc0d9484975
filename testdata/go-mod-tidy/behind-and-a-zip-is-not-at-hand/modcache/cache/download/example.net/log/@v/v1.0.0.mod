module example.net/log

go 1.21
