package main

import _ "example.net/log"

func main() {}
