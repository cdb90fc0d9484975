module example.com/app

go 1.24

require example.com/lib v1.1.0

require (
	example.com/lib v1.1.0 // indirect
	example.com/other v1.0.0 // indirect
)
