module m.x/m
