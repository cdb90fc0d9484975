module example.com/app

go 1.24

require (
	example.com/old v1.0.0
	example.com/old/v2 v2.1.0
	example.com/older v1.0.0
	git.example.org/x v1.0.0
)
