module example.com/app

go 1.24

require (
	example.com/a v0.0.0-20240102030405-abcdefabcdef
)
