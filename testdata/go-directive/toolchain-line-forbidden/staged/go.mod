module example.com/app

go 1.24

toolchain go1.24.1
