"""Texts that an attacker, a broken tool or an accident leaves in a module file."""

from __future__ import annotations

import unicodedata
from collections.abc import Callable
from pathlib import Path
from typing import TypeVar

from hypothesis import HealthCheck, settings
from hypothesis import strategies as st

TESTDATA = Path(__file__).parent.parent.parent / "testdata"
NAMES = ("go.mod", "go.work", "go.sum", "go.work.sum", "vendor/modules.txt")
CONFIG = ".gomod-hooks.toml"

Test = TypeVar("Test", bound=Callable[..., object])

inputs = 0
"""How many inputs each test is to try; 0: a few, the same each time (see conftest)."""


def fuzzed(few: int) -> Callable[[Test], Test]:
    """Settings of a property: a few inputs that are always the same, or as many as asked for."""
    return settings(
        max_examples=inputs or few,
        derandomize=not inputs,
        database=None,
        deadline=None,
        suppress_health_check=list(HealthCheck),
    )


def _real(name: str) -> list[bytes]:
    """The files of that name in testdata, each content once."""
    ending = name.split("/")[-1]
    found = {path.read_bytes() for path in TESTDATA.rglob(ending) if path.is_file()}
    return sorted(found, key=lambda data: (len(data), data))


TOML = b"""\
go = "1.22-"
strict = true
exclude = ["^third_party/"]

[hooks.go-directive]
forbid-bump = true

[[allow]]
code = "REP102"
path = "go.mod"
reason = "meant"

[[deny]]
module = ["example.com/a/...", "*.example.org/*"]
versions = ">=v1.2.0 <v2.0.0-0 || v3.1.0"
until = 2999-12-31

[policy]
min-age = "7d"
replace = ["local"]

[[policy.pseudo-version]]
paths = ["a/"]
"""
# Files that name a version of Go, or set variables of the go command
NAMING = {
    "Dockerfile": b"ARG GO=1.24.1\nFROM --platform=x golang:${GO:-1.2}-alpine\nENV GOSUMDB off\n",
    "ci.yml": b"jobs: {a: {steps: [{uses: actions/setup-go@v5, with: {go-version: '1.24'}}]}}\n",
    ".gitlab-ci.yml": b"variables: {GO: '1.2'}\na: {image: 'golang:$GO'}\n",
    ".tool-versions": b"golang 1.24.1 1.23.9\n",
    "mise.toml": b"[tools]\ngo = ['1.24', {version = '1.23.1'}]\n",
}
REAL = {name: _real(name) for name in NAMES} | {CONFIG: [TOML]}
REAL |= {name: [data] for name, data in NAMING.items()}

ODD: list[str | bytes] = [
    *(b"\0", b"\x1b[2J", b"\x1b]0;title\x07", b"\x9b31m", b"\b\b\b", b"\x7f", b"\r", b"\r\n"),
    *(b"\xff", b"\xfe\xff", b"\xef\xbb\xbf", b"\xed\xa0\x80", b"\xc0\xaf", b"\xf5\x80", b"\xe2"),
    *("\u202e", "\u2066", "\u200b", "\u2028", "\u2029", "\x85", "\xa0", "\u00ad", "\ufeff"),
    *("\u0430", "\u1d41", "é", "e\u0301", "\U000e0001", "\U0001f600", "\ud800", "\u017f", "\u0130"),
    *("१", "٣", "²", "Ⅷ", "一", "9" * 5000, "1." * 3000, "v1." + "0" * 5000, "-1", "1e999"),
    *("<<<<<<< ours\n", "=======\n", ">>>>>>> theirs\n", "||||||| base\n"),
    *("(", ")", "[", "]", "{", "}", '"', "'", "`", ",", "//", "/*", "*/", "\\", "=>", "@", ";"),
    *("\n", "\t", "\v", "\f", " ", "\n\n", "\n(\n", "\n)\n", "(\n" * 50, "[" * 500, '"""', '\\"'),
    *("%s", "{0}", "$(id)", "`id`", "%0A::error::x", "::error::x", "<script>", "</td>", "|"),
    *("../" * 50, "/etc/passwd", "C:\\x", "\\\\host\\x", "~", ".", "..", "-x", "--rev", ":/", "#"),
    *("# a.b/c v1.0.0 => ../../etc\n", "## explicit; go 99999999999999999999\n", "## workspace\n"),
    *("replace a.b/c => /etc\n", "use ../..\n", "go 1.99999999999\n", "toolchain go1.99999\n"),
    *("require a.b/c v1.0.0\n", "require (\n", "retract [v1.0.0, v0.1.0]\n", "module x\n"),
    *("a.b/c v1.0.0 h1:A=\n", "a.b/c v1.0.0/go.mod h1:\n", "a b c d\n", "exclude a.b/c v1.0.0\n"),
]
FRAGMENTS = [one if isinstance(one, bytes) else one.encode("utf-8", "surrogatepass") for one in ODD]
COPIES = 5  # of a slice at most

Edit = Callable[[bytes], bytes]


def _at(data: bytes, place: float) -> int:
    return int(place * len(data))


def _inserted(place: float, fragment: bytes) -> Edit:
    return lambda data: data[: _at(data, place)] + fragment + data[_at(data, place) :]


def _truncated(place: float) -> Edit:
    return lambda data: data[: _at(data, place)]


def _removed(one: float, other: float) -> Edit:
    low, high = sorted((one, other))
    return lambda data: data[: _at(data, low)] + data[_at(data, high) :]


def _repeated(one: float, other: float, times: int) -> Edit:
    low, high = sorted((one, other))
    return lambda data: data[: _at(data, high)] + data[_at(data, low) : _at(data, high)] * times


def _spliced(place: float, other: bytes, second: float) -> Edit:
    return lambda data: data[: _at(data, place)] + other[_at(other, second) :]


def _flipped(place: float, mask: int) -> Edit:
    def flip(data: bytes) -> bytes:
        at = _at(data, place)
        return data[:at] + bytes([data[at] ^ mask]) + data[at + 1 :] if at < len(data) else data

    return flip


_PLACE = st.floats(0, 1)
_ANY = [data for some in REAL.values() for data in some]
EDITS: st.SearchStrategy[Edit] = st.one_of(
    st.builds(_inserted, _PLACE, st.sampled_from(FRAGMENTS) | st.binary(max_size=8)),
    st.builds(_truncated, _PLACE),
    st.builds(_removed, _PLACE, _PLACE),
    st.builds(_repeated, _PLACE, _PLACE, st.integers(1, COPIES)),
    st.builds(_spliced, _PLACE, st.sampled_from(_ANY), _PLACE),
    st.builds(_flipped, _PLACE, st.integers(1, 255)),
)


@st.composite
def damaged(draw: st.DrawFn, name: str) -> bytes:
    """A real-looking file of that name with some damage; now and then only noise."""
    if draw(st.integers(0, 9)) == 0:
        return b"".join(draw(st.lists(st.binary(max_size=20) | st.sampled_from(FRAGMENTS))))
    data = draw(st.sampled_from(REAL[name]))
    for edit in draw(st.lists(EDITS, min_size=1, max_size=4)):
        data = edit(data)
    return data


def trees() -> st.SearchStrategy[dict[str, bytes]]:
    """The module files of a commit, some of them damaged, some absent."""
    places = {
        **{name: name for name in NAMES},
        **{
            f"{folder}/{name}": name
            for folder in ("a", "b/c")
            for name in NAMES
            if "work" not in name
        },
        "vendor/a.b/c/x.go": "go.mod",
    }
    return st.fixed_dictionaries(
        {}, optional={place: damaged(name) for place, name in places.items()}
    )


def raw(text: str) -> list[str]:
    """The characters of an output that could move a cursor, hide or turn text around."""
    return sorted({one for one in text if one != "\n" and not _is_visible(one)})


def _is_visible(character: str) -> bool:
    return character.isprintable() and unicodedata.category(character) not in ("Cc", "Cf", "Cs")
