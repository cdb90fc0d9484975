package main

import (
	"testing"

	"github.com/google/go-cmp/cmp"
)

func TestMain(t *testing.T) { t.Log(cmp.Equal(1, 1)) }
