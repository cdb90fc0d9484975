module example.com/a

go 1.24

replace example.com/lib => ../x
