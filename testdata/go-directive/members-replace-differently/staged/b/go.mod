module example.com/b

go 1.24

replace example.com/lib => ../y
