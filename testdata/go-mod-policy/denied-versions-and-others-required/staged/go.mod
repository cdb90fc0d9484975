module example.com/app

go 1.24

require (
	example.com/lib v1.3.0
	example.com/other v1.6.0
)
