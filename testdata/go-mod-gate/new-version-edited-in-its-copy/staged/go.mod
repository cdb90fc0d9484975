module example.com/app

go 1.21

require example.net/log v1.1.0
