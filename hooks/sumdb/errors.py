"""Why an answer of a checksum database proves nothing."""

from __future__ import annotations


class RejectedError(Exception):
    """An answer that does not hold: it is not believed. The text says why, in a few words."""


class AbsentError(Exception):
    """Something that a proof needs is not at hand. The text names it."""
