package lib

import _ "example.net/http"
