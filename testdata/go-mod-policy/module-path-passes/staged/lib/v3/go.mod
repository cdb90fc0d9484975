module github.com/owner/repo/lib/v3

go 1.24
