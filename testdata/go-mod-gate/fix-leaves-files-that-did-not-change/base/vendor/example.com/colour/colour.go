package colour
