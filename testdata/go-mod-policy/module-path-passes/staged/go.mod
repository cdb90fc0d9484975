module github.com/owner/repo/v2

go 1.24
