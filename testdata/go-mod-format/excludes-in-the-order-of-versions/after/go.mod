module example.com/app

go 1.24

exclude (
	example.com/a v1.9.0
	example.com/a v1.10.0
)
