package shop

import _ "example.net/http"
import _ "example.net/log"
