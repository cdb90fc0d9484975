module example.net/app

go 1.16

require example.net/metrics v1.3.0

require example.net/metrics v1.4.0
