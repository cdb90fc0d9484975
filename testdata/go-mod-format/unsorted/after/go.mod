module example.com/app

go 1.24

require (
	example.com/a v1.2.3 // why
	example.com/b v1.0.0 // indirect
)
