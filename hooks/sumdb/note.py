"""Signed notes and the keys that verify them, https://c2sp.org/signed-note.

    note      = text "\n" { signature } .           the text ends in a newline
    signature = "— " name " " base64(id, signature) "\n" .
    key       = name "+" id "+" base64(algorithm, public key) .

The id of a key is the beginning of a hash of its name and itself. Only Ed25519 (algorithm 1) is
known. A note is believed if a known key signed it; what others signed is ignored.
"""

from __future__ import annotations

import binascii

from .errors import RejectedError

_ED25519 = 1
_LARGEST = 1 << 20  # bytes of a note; real ones have some 200
_MOST_SIGNATURES = 100
_LEAD = "\N{EM DASH} "


class NoteKey:
    """A key that verifies notes: its name, its id, and 32 bytes."""

    __slots__ = ("id", "name", "public")

    def __init__(self, name: str, id: bytes, public: bytes) -> None:
        self.name = name
        self.id = id
        self.public = public


def key_of(text: str, *, is_known: bool = False) -> NoteKey:
    """The key that a text stands for; RejectedError for a text that is none. Of one that
    `is_known` the hash is not worked out again."""
    name, _, rest = text.partition("+")
    id_text, _, encoded = rest.partition("+")
    data = _decoded(encoded)
    if not _is_name(name) or len(data) < 2:
        raise RejectedError("not a key: NAME+HASH+KEY")
    if not is_known and id_text != key_id(name, data).hex():
        raise RejectedError("the hash in it is not that of the name and the key")
    if data[0] != _ED25519 or len(data) != 33:
        raise RejectedError("not an Ed25519 key")
    return NoteKey(name, bytes.fromhex(id_text), data[1:])


def key_id(name: str, data: bytes) -> bytes:
    """The id of a key with a name and these bytes, of which the first names its algorithm."""
    import hashlib  # the public database's key needs none

    return hashlib.sha256(f"{name}\n".encode("utf-8", "surrogateescape") + data).digest()[:4]


def signed_text(note: bytes, key: NoteKey) -> str:
    """The text of a note that a key signed; RejectedError for a note that it did not sign, or of
    which a signature under the key's name and id is wrong."""
    text, signatures = _split(note)
    found = [data for name, data in signatures if name == key.name and data[:4] == key.id]
    if not found:
        raise RejectedError(f"not signed by {key.name}")
    for data in found:
        _verify(key.public, data[4:], text)
    return text.decode()


def _split(note: bytes) -> tuple[bytes, list[tuple[str, bytes]]]:
    """The text that is signed, and name and bytes of each signature."""
    if len(note) > _LARGEST:
        raise RejectedError("not a signed note: too long")
    try:
        whole = note.decode()
    except UnicodeDecodeError:
        raise RejectedError("not a signed note: not UTF-8") from None
    if any(ord(letter) < 32 and letter != "\n" for letter in whole):
        raise RejectedError("not a signed note: control characters")
    head, blank, tail = whole.rpartition("\n\n")
    lines = tail.split("\n")
    if not blank or not head or lines.pop() or not 0 < len(lines) <= _MOST_SIGNATURES:
        raise RejectedError("not a signed note")
    return f"{head}\n".encode(), [_signature(line) for line in lines]


def _signature(line: str) -> tuple[str, bytes]:
    name, _, encoded = line[len(_LEAD) :].partition(" ")
    data = _decoded(encoded)
    if not line.startswith(_LEAD) or not _is_name(name) or len(data) < 5:
        raise RejectedError("not a signed note: a signature line is malformed")
    return name, data


def _is_name(name: str) -> bool:
    return bool(name) and "+" not in name and not any(letter.isspace() for letter in name)


def _decoded(text: str) -> bytes:
    """Standard base64 with padding, as one spelling only; b"" for anything else."""
    try:
        data = binascii.a2b_base64(text.encode("ascii"))
    except ValueError:
        return b""
    return data if binascii.b2a_base64(data, newline=False).decode() == text else b""


def _verify(public: bytes, signature: bytes, text: bytes) -> None:
    """RejectedError unless a key made this signature of a text (Ed25519, RFC 8032)."""
    # The library is an extra, and this is the only place that knows it
    from cryptography.exceptions import InvalidSignature
    from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PublicKey

    try:
        Ed25519PublicKey.from_public_bytes(public).verify(signature, text)
    except (InvalidSignature, ValueError):
        raise RejectedError("the signature is wrong") from None
