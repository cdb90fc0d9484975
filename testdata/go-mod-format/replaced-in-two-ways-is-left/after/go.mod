module example.com/app

go 1.24

replace (
	example.com/a => ../a
	example.com/a => ../c
	example.com/b => ../b
)
