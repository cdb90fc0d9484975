module example.com/shop/lib

go 1.22

require example.net/http v1.0.0

require example.net/log v1.1.0 // indirect
