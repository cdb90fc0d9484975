module example.net/app

go 1.13

require example.net/metrics v1.4.0
