module example.com/a

go 1.22

require (
	example.net/http v1.0.0
	example.net/log v1.0.0
)
