module example.com/app

go 1.24

require (
	github.com/areknoster/hypert v0.2.0
)
