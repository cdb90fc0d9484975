module example.com/app

go 1.24

require (
	example.com/lib v0.0.0-20241301000000-abcdefabcdef
	example.com/other v0.0.0-20240101000000-abcdef
)
