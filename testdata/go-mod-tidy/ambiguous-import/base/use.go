package main

import _ "example.com/app/lib"
