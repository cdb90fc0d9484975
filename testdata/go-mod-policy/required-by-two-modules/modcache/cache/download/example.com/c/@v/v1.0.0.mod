module example.com/c

go 1.21

require example.com/bad v1.3.0
