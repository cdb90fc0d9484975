package log

import "example.com/log/slog"
