module example.com/app

go 1.25.0

toolchain go1.25.0

godebug panicnil=1

exclude example.com/x v1.0.0

retract v1.0.0

retract [v1.1.0, v1.2.0] // lost data

tool example.com/x/cmd/x

ignore ./node_modules
