"""Paths and modes as git gives them."""

from __future__ import annotations


def encode(path: str) -> bytes:
    """The bytes of a path."""
    return path.encode("utf-8", "surrogateescape")


def decode(path: bytes) -> str:
    """A path's bytes as text, what is no UTF-8 as surrogates."""
    return path.decode("utf-8", "surrogateescape")


def kind_of(mode: str) -> str:
    """What a mode of git's says of an entry."""
    return {"120": "link", "160": "submodule", "040": "folder"}.get(mode[:3], "file")
