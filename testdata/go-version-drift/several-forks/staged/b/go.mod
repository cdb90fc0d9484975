module example.com/b

go 1.21

require example.com/dep v1.0.0

replace example.com/dep => example.com/fork v1.0.1
