package lib

import _ "github.com/google/go-cmp/cmp"
