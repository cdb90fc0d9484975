module example.com/app

go 1.17

require example.com/lib v1.1.0

replace example.com/lib => ./lib
