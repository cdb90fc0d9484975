package main

import _ "example.com/app/internal/own"
