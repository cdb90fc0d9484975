module example.com/shop

go 1.22

require (
   example.com/colour v0.2.1
   example.com/money v1.4.0
)
