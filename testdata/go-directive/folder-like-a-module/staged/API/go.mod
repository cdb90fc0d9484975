module example.com/app

go 1.22

require (
	example.com/log v1.4.0
	example.com/uuid v1.3.0 // indirect
)
