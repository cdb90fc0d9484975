"""The hashes of go.sum, https://go.dev/ref/mod#go-sum-files.

"h1:" and the SHA-256 of a list of files, 32 bytes in base64 with padding.
"""

from __future__ import annotations

H1 = "h1:"
LENGTH = 44
_LETTERS = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/"
_ALL = frozenset(_LETTERS)
_LAST = frozenset(_LETTERS[::4])  # 32 bytes leave two bits of the last letter unused


def fault(digest: str) -> str:
    """What is wrong with the form of a hash ("h1:..."), to follow the words "the hash "; "" for
    a hash that is well-formed, or of an algorithm other than h1: those are not judged.
    """
    if not digest.startswith(H1):
        return ""
    text = digest[len(H1) :]
    if len(text) != LENGTH:
        return f"has {len(text)} characters after {H1}, a SHA-256 in base64 has {LENGTH}"
    if text[-1] == "=" and text[-2] in _LAST and _ALL.issuperset(text[:-1]):
        return ""
    import binascii

    try:
        raw = binascii.a2b_base64(text.encode("ascii"))
    except ValueError:
        return "is not base64"
    if len(raw) != 32 or binascii.b2a_base64(raw, newline=False).decode() != text:
        return "is not a SHA-256 in base64"
    return ""
