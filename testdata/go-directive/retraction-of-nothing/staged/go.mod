module example.com/app

go 1.24

retract [v1.1.0, v1.0.0]
