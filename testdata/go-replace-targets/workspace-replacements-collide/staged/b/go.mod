module example.com/b

go 1.21

replace example.com/lib v1.0.0 => ../old
