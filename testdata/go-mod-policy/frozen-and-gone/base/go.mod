module example.com/app

go 1.24

require example.com/c v1.0.0
