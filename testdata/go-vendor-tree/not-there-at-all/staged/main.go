package app

import (
	"example.com/log/slog"
)
