module example.com/app

go 1.24

require (
	example.com/a v1.4.0
	example.com/b v1.2.1
	example.com/c v1.0.0
)
