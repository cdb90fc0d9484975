package cmpopts

import "github.com/google/go-cmp/cmp"

var _ = cmp.Equal
