module example.com/app

go 1.24

tool github.com/google/go-cmp/cmd/cmp

require github.com/fatih/color v1.18.0
