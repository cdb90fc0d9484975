package log

import _ "embed"

//go:embed levels/*.txt
var levels string
