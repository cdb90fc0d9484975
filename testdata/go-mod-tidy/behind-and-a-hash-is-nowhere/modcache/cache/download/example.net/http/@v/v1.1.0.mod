module example.net/http

go 1.21

require (
	example.net/log v1.1.0
	example.net/wire v1.0.0
)
