// top

// about the module
module example.com/app // here

go 1.24

require (
	example.com/a v1.0.0 // about a
	// about b
	example.com/b v1.0.0
// last
)
