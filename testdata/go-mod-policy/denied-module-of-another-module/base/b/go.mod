module example.com/app/b

go 1.24

require example.com/kept v1.0.0
