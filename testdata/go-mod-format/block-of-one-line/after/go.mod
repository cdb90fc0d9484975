module example.net/app

go 1.25

tool example.net/x/cmd

ignore ./web // pages

// as before
godebug default=go1.21
