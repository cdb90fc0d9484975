module example.com/app

go 1.21

replace (
	example.com/lib => /home/me/lib
	example.com/win => C:/src/win
)
