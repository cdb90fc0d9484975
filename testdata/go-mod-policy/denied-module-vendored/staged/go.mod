module example.com/app

go 1.16

require example.com/kept v1.0.0
