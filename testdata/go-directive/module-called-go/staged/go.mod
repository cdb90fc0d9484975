module go

go 1.21
