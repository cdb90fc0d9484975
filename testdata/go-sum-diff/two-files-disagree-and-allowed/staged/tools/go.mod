module example.com/shop/tools

go 1.21

require example.net/log v1.4.0
