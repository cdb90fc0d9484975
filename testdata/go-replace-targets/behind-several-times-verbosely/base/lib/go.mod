module example.com/lib

go 1.21

require (
	example.com/alpha v1.0.0
	example.com/beta v1.0.0
	example.com/gamma v1.0.0
)
