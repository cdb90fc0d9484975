module example.com/b

go 1.21

require example.com/bad v1.3.0
