package slog
