module example.com/app

go 1.24

require example.com/b v1.2.1
