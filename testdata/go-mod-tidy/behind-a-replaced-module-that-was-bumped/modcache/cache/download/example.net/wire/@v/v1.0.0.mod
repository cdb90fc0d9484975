module example.net/wire

go 1.21
