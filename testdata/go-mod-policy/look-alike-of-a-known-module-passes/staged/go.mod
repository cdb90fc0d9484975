module example.com/app

go 1.24

require (
	github.com/sirupsen/logrus v1.8.1
)
