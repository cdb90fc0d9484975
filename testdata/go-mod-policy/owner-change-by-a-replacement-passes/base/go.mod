module example.com/app

go 1.24

require (
	github.com/trusted/money v1.4.0
)
