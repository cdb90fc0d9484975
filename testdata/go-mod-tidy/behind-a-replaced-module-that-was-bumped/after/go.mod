module example.com/shop

go 1.22

require example.com/shop/lib v0.0.0-00010101000000-000000000000

require (
	example.net/http v1.1.0 // indirect
	example.net/log v1.1.0 // indirect
	example.net/wire v1.0.0 // indirect
)

replace example.com/shop/lib => ./lib
