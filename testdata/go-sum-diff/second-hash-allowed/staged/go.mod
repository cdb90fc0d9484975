module example.com/shop

go 1.21

require (
	example.net/log v1.4.0
	example.net/money v0.9.2
	example.org/text v0.3.8 // indirect
)
