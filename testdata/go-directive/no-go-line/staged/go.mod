module example.com/app

