"""What this program calls itself. pyproject.toml reads the version here."""

from __future__ import annotations

NAME = "gomod-hooks"
VERSION = "0.1.0"
