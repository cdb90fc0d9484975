module example.com/app

go 1.21

tool example.com/lib/cmd/gen

require example.com/lib v1.1.0
