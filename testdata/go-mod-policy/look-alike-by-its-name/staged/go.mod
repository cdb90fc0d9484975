module example.com/app

go 1.24

require (
	github.com/areknoster/hypert v0.2.0
	github.com/shallowmulti/hypert v0.2.0
)
