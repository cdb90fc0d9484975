package app

import _ "example.com/log/slog"
