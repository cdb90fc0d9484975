module github.com/mycorp/app

go 1.24

require (
	github.com/mycorp/lib v1.0.0
	github.com/sirupsen/logrus v1.9.3
	golang.org/x/net v0.30.0
)
