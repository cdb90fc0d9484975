package shop

import _ "example.com/shop/lib"
