module example.com/cmd

go 1.22

require example.com/lib v1.3.0
