module example.net/app/examples/kv

go 1.22

require (
	example.net/app v0.0.0
	example.net/app/lib v0.0.0
)

replace example.net/app => ../../../app

replace example.net/app/lib => ../../../app/lib
