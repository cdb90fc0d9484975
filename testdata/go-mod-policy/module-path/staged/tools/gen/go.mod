module github.com/owner/tools/gen

go 1.24
