module example.com/app

go 1.24

require (
	example.com/a v3.2.0+incompatible
)
