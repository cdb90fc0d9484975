module example.com/app

go 1.21

retract 1.0.0
