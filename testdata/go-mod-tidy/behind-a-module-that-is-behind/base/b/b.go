package b

import _ "example.com/a/plain"
import _ "example.net/log"
