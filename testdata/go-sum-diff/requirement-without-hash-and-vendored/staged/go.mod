module example.net/app

go 1.22

require example.net/metrics v1.4.0
