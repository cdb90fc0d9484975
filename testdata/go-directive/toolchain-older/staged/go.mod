module example.com/shop

go 1.23.4

toolchain go1.23.1
