module example.com/app

go 1.24

require (
	example.com/a v1.0.0
	example.com/b v1.0.0 // indirect
	example.com/bad v1.3.0 // indirect
)
