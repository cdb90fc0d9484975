module github.com/owner/repo/tools/gen

go 1.24
