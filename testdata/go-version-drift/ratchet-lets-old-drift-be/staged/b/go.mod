module example.com/b

go 1.21

require example.com/dep v1.3.0
