module example.com/b

go 1.22

require (
	example.com/a v0.0.0-00010101000000-000000000000
	example.net/log v1.0.0
)

replace example.com/a => ../a
