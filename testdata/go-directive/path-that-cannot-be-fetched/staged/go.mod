module example.com/app

go 1.24

require (
	Example.com/lib v1.1.0
	inner v0.0.0
)
