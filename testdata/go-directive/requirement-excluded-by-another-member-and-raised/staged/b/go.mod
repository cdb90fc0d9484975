module example.net/b

go 1.22

exclude example.net/metrics v1.4.0

require example.net/metrics v1.5.0
