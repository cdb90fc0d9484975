package cmp

func Equal(x, y any) bool { return x == y }
