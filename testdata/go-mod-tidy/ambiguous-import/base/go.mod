module example.com/app

go 1.22

require (
	example.com/app/lib v0.0.0
	github.com/fatih/color v1.18.0
)

replace example.com/app/lib => ./other
