module example.net/app

go 1.22

toolchain go1.24
