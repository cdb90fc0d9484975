package main

import "github.com/fatih/color"

func other() { color.Red("hello") }
