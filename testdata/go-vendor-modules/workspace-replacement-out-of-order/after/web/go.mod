module example.com/web

go 1.22

require example.com/uuid v1.3.0

replace example.com/uuid => ../uuid
