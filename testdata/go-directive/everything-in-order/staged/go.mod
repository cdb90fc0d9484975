module example.com/app

go 1.24

toolchain go1.25.1

tool example.com/lib/cmd/gen

godebug default=go1.23

require example.com/lib v1.1.0

exclude example.com/lib v1.0.0

retract v0.1.0 // published by mistake
