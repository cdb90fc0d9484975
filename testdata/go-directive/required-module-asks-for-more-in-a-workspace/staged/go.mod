module example.com/m

go 1.22

require (
	example.com/new v1.1.0
)
