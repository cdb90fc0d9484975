module example.com/app

go 1.24

require (
	example.com/a v0.0.0-20240102030405-abcdefabcdef // indirect
	example.com/b v0.0.0-00010101000000-000000000000
)

replace example.com/b => ./b
