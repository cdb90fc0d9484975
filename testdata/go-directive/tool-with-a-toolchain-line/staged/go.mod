module example.com/app

go 1.21

toolchain go1.24.1

tool example.com/lib/cmd/gen

require example.com/lib v1.1.0
