module example.com/app

go 1.24

require example.com/a v1.4.1
