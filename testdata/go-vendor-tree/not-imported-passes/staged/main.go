//go:build ignore

package main

import _ "example.com/log/slog" // not built

// "example.com/log/slog"
