module example.com/app

go 1.24

require (
	example.com/a v1.0.0 // first
	// tools
	example.com/b v1.0.0
)

require (
	example.com/c v1.0.0 // indirect
	example.com/d v1.0.0 // indirect
)
