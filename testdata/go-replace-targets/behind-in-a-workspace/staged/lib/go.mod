module example.com/lib

go 1.21

require example.com/dep v1.2.0
