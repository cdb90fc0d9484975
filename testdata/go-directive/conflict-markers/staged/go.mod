module example.com/app

go 1.24

require (
<<<<<<< HEAD
	example.com/lib v1.1.0
=======
	example.com/lib v1.2.0
>>>>>>> topic
)
