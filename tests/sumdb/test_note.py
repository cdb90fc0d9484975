"""Signed notes: https://c2sp.org/signed-note."""

from __future__ import annotations

import pytest

from hooks.sumdb.errors import RejectedError
from hooks.sumdb.note import key_of, signed_text
from hooks.sumdb.records import tree_head
from hooks.sumdb.settings import PUBLIC_KEY
from tests.database import Signer

# A published note and its key, https://pkg.go.dev/golang.org/x/mod/sumdb/note
NEUMANN = "PeterNeumann+c74f20a3+ARpc2QcUPDhMQegwxbzhKqiBfsVkmqq/LDE4izWy10TW"
NOTE = """\
If you think cryptography is the answer to your problem,
then you don't know what your problem is.

— PeterNeumann x08go/ZJkuBS9UG/SffcvIAQxVBtiFupLLr8pAcElZInNIuGUgYN1FFYC2pZSNXgK\
vqfqdngotpRZb6KE6RyyBwJnAM=
"""
# A head of the public checksum database
HEAD = """\
go.sum database tree
71848828
KknkYm4hx0y71VQ4E6FoF3fdumxzXU5QwTwo+kVX+2I=

— sum.golang.org Az3grmKW8+LoW5bY5ihjzgt5Sd07aM7qJWz+4sVUNugEROoYXrHoTxqWhSAEUaEh/w1Go\
BxXuq1GTToTtgsitxYzMgE=
"""
SIGNER, OTHER = Signer(), Signer("other.example.com", b"o" * 32)
TEXT = "some text\n\nwith a blank line\n"


def test_a_published_note() -> None:
    assert signed_text(NOTE.encode(), key_of(NEUMANN)) == NOTE.partition("\n\n")[0] + "\n"


def test_the_hash_in_the_key_of_the_public_database_is_right() -> None:
    """So that it need not be worked out in each run."""
    checked, known = key_of(PUBLIC_KEY), key_of(PUBLIC_KEY, is_known=True)
    assert (checked.name, checked.id, checked.public) == (known.name, known.id, known.public)


def test_a_head_of_the_public_database() -> None:
    head = tree_head(HEAD.encode(), key_of(PUBLIC_KEY))
    assert head.size == 71848828
    assert head.root.hex().startswith("2a49e4626e21c74c")


def test_the_text_may_have_blank_lines() -> None:
    assert signed_text(SIGNER.note(TEXT), key_of(SIGNER.key)) == TEXT


def test_what_unknown_keys_signed_is_ignored() -> None:
    """One that shares the name or the id with the known key is unknown too."""
    namesake = Signer(SIGNER.name, b"n" * 32)
    note = SIGNER.note(TEXT) + OTHER.line(TEXT).encode() + namesake.line(TEXT).encode()
    assert signed_text(note, key_of(SIGNER.key)) == TEXT
    assert signed_text(note, key_of(OTHER.key)) == TEXT


def test_sixteen_signatures() -> None:
    note = SIGNER.note(TEXT) + OTHER.line(TEXT).encode() * 15
    assert signed_text(note, key_of(SIGNER.key)) == TEXT


GOOD = SIGNER.note(TEXT)
LINE = SIGNER.line(TEXT)


@pytest.mark.parametrize(
    "note",
    [
        pytest.param(b"", id="nothing"),
        pytest.param(b"\n\n", id="blank lines"),
        pytest.param(TEXT.encode(), id="no signature"),
        pytest.param(OTHER.note(TEXT), id="signed by another"),
        pytest.param(Signer(SIGNER.name, b"n" * 32).note(TEXT), id="signed by a namesake"),
        pytest.param(GOOD.replace(b"some", b"Some"), id="another text"),
        pytest.param(GOOD + SIGNER.line("other\n").encode(), id="a wrong one beside the right one"),
        pytest.param(GOOD[:-1], id="no newline at the end"),
        pytest.param(GOOD + b"\n", id="a blank line at the end"),
        pytest.param(GOOD.replace("—".encode(), b"-"), id="another dash"),
        pytest.param(GOOD.replace(b"=\n", b"\n"), id="no padding"),
        pytest.param(GOOD.replace(b"text", b"te\0t"), id="a control character"),
        pytest.param(GOOD.replace(b"text", b"te\xff"), id="not UTF-8"),
        pytest.param(GOOD + LINE.encode() * 100, id="too many signatures"),
        pytest.param(b"x" * (1 << 20) + GOOD, id="too long"),
    ],
)
def test_refused(note: bytes) -> None:
    with pytest.raises(RejectedError):
        signed_text(note, key_of(SIGNER.key))


@pytest.mark.parametrize(
    "key",
    [
        pytest.param("", id="nothing"),
        pytest.param("sum.example.com", id="a name alone"),
        pytest.param(SIGNER.key.replace("sum", "som"), id="the hash of another name"),
        pytest.param(SIGNER.key.replace("+A", "+B"), id="another algorithm"),
        pytest.param(SIGNER.key[:-4], id="cut short"),
        pytest.param(SIGNER.key.replace(".com", " com"), id="a blank in the name"),
        pytest.param(SIGNER.key.upper(), id="capital letters"),
    ],
)
def test_no_key(key: str) -> None:
    with pytest.raises(RejectedError):
        key_of(key)


@pytest.mark.parametrize(
    "text",
    [
        pytest.param("go.sum database tree\n1\n", id="no hash"),
        pytest.param("another tree\n1\n" + "A" * 43 + "=\n", id="another title"),
        pytest.param("go.sum database tree\n01\n" + "A" * 43 + "=\n", id="a leading zero"),
        pytest.param("go.sum database tree\n-1\n" + "A" * 43 + "=\n", id="a negative size"),
        pytest.param(f"go.sum database tree\n{1 << 63}\n" + "A" * 43 + "=\n", id="too large"),
        pytest.param("go.sum database tree\n1\n" + "A" * 42 + "==\n", id="a short hash"),
    ],
)
def test_signed_but_no_head(text: str) -> None:
    with pytest.raises(RejectedError):
        tree_head(SIGNER.note(text), key_of(SIGNER.key))


def test_what_follows_the_hash_is_left_to_later_times() -> None:
    text = "go.sum database tree\n1\n" + "A" * 43 + "=\nmore\n"
    assert tree_head(SIGNER.note(text), key_of(SIGNER.key)).size == 1
