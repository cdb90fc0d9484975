package main

import "github.com/google/go-cmp/cmp"

func main() { println(cmp.Equal(1, 1)) }
