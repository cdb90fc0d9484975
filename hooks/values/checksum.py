"""The hashes of go.sum, https://go.dev/ref/mod#go-sum-files.

"h1:" and the SHA-256 of a list of files, 32 bytes in base64 with padding.
"""

from __future__ import annotations

import binascii

H1 = "h1:"
LENGTH = 44


def fault(digest: str) -> str:
    """What is wrong with a hash, as an ending of "hash ..."; "" for a good one.

    Of algorithms other than h1 nothing is known, so nothing is said.
    """
    if not digest.startswith(H1):
        return ""
    text = digest[len(H1) :]
    if len(text) != LENGTH:
        return f"has {len(text)} characters after {H1}, a SHA-256 in base64 has {LENGTH}"
    try:
        raw = binascii.a2b_base64(text.encode("ascii"))
    except ValueError:
        return "is not base64"
    if len(raw) != 32 or binascii.b2a_base64(raw, newline=False).decode() != text:
        return "is no SHA-256 in base64"
    return ""
