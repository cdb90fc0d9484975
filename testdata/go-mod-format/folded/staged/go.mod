module example.com/app

go 1.24

// tools
require example.com/b v1.0.0

require (
	example.com/a v1.0.0 // first
	example.com/c v1.0.0 // indirect
)

require example.com/d v1.0.0 // indirect
