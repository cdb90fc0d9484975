module example.com/app

go 1.24

require (
	github.com/shopspring/decimal v1.4.0
	github.com/shopsprint/decimal v1.3.3
)
