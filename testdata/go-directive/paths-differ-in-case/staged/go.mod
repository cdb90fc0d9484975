module example.com/app

go 1.24

require (
	github.com/Sirupsen/logrus v1.9.0
	github.com/sirupsen/logrus v1.9.0
)
