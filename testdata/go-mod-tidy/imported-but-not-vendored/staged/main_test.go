package main

import "github.com/google/go-cmp/cmp/cmpopts"

var _ = cmpopts.EquateEmpty
