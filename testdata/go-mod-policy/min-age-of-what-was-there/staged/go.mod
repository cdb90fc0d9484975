module example.com/app

go 1.24

require (
	example.com/a v0.0.0-99990102030405-abcdefabcdef
	example.com/b v1.0.0
)
