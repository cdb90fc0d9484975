"""What this program calls itself. pyproject.toml reads the version here."""

from __future__ import annotations

NAME = "gomod-hooks"
VERSION = "0.1.0"
REPOSITORY = "https://github.com/gomod-hooks/gomod-hooks"
DOCUMENTATION = "https://gomod-hooks.github.io/gomod-hooks/"


def address_of(code: str) -> str:
    """Where the documentation explains a code."""
    return f"{DOCUMENTATION}rules/{code}/"
