module example.com/app

go 1.22

require github.com/fatih/color v1.18.0
