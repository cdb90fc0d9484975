module example.com/app

go 1.24

require example.com/bad v1.3.0 // indirect
