module example.com/app

go 1.21

require example.com/lib v1.1.0
