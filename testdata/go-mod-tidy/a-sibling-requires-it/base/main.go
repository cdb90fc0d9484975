package main

import "github.com/fatih/color"

func main() { color.Red("hello") }
