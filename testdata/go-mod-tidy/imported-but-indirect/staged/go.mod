module example.com/app

go 1.22

require (
	github.com/fatih/color v1.18.0
)

require (
	github.com/google/go-cmp v0.6.0 // indirect
	github.com/mattn/go-isatty v0.0.20 // indirect
)
