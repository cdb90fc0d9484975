module example.com/app

go 1.24

require (
	example.com/a v1.2.0-rc.1
)
