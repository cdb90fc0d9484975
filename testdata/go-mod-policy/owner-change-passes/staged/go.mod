module example.com/app

go 1.24

require (
	example.com/kept v1.0.0
	github.com/trusted/money/v2 v2.0.0
)
