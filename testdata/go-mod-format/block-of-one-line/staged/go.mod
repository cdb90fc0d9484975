module example.net/app

go 1.25

tool (
	example.net/x/cmd
)

ignore (
	./web // pages
)

godebug (
	// as before
	default=go1.21
)
