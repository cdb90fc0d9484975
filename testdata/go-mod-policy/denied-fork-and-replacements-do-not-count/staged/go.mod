module example.com/app

go 1.24

require example.com/kept v1.0.0

replace example.com/kept => example.net/fork v1.0.1
