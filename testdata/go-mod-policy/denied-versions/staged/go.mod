module example.com/app

go 1.24

require (
	example.com/lib v1.2.0-rc.1
	example.com/other v1.5.0
)
