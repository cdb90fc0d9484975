module  example.net/app

go 1.22

toolchain 1.24.1
