"""How the go command lays out its build cache, as observed on caches made by Go 1.19 to 1.26.

    README, trim.txt       what it is; when the go command last deleted what was long unused
    testexpire.txt         test results older than this are not used (go clean -testcache)
    fuzz/                  inputs that fuzzing found; they have no age and no hash
    00/ to ff/             entries, in the folder that their first two digits name
    00/<64 digits>-a       an action entry: this action had that output
    00/<64 digits>-d       an output: a file, or from Go 1.24 on a folder with one program in it;
                           the digits are the SHA-256 of the content

An action entry is one line of 175 bytes: "v1", the action, its output, the size of the output and
the time of its making. The time of modification of an entry is the time of its last use, which
the go command refreshes where it is more than an hour old.

https://pkg.go.dev/cmd/go#hdr-Build_and_test_caching
"""

from __future__ import annotations

from dataclasses import dataclass

ID_LENGTH = 64
ACTION, OUTPUT = "-a", "-d"
ENTRY_SIZE = 175
FOLDERS = tuple(f"{number:02x}" for number in range(256))
README, TRIM, TEST_EXPIRE, FUZZ = "README", "trim.txt", "testexpire.txt", "fuzz"
OWN_FILES = (README, TRIM, TEST_EXPIRE)
_DIGITS = frozenset("0123456789abcdef")


@dataclass(frozen=True, slots=True)
class ActionEntry:
    """An action entry: `used` is its last use in nanoseconds, `size` its bytes on disk, `output`
    the output that it names, which has `output_size` bytes. Where the entry cannot be read as one,
    `output` is "" and `fault` says why."""

    id: str
    used: int
    size: int
    output: str = ""
    output_size: int = 0
    fault: str = ""

    @property
    def path(self) -> str:
        """Its path below the root of the cache."""
        return f"{self.id[:2]}/{self.name}"

    @property
    def name(self) -> str:
        """Its name in its folder."""
        return self.id + ACTION


@dataclass(frozen=True, slots=True)
class OutputEntry:
    """An output: `used` is its last use in nanoseconds, `size` the bytes of its content. `program`
    is the name of the one file in an output that is a folder: None for a file, "" for an empty
    folder."""

    id: str
    used: int
    size: int
    program: str | None = None

    @property
    def path(self) -> str:
        """Its path below the root of the cache."""
        return f"{self.id[:2]}/{self.name}"

    @property
    def name(self) -> str:
        """Its name in its folder."""
        return self.id + OUTPUT


def kind_of(folder: str, name: str) -> str:
    """ACTION or OUTPUT for the name of an entry in its folder; "" for any other name."""
    digits, kind = name[:-2], name[-2:]
    if kind not in (ACTION, OUTPUT) or not is_id(digits) or not digits.startswith(folder):
        return ""
    return kind


def is_id(text: str) -> bool:
    """Whether a text is written as the cache writes a SHA-256."""
    return len(text) == ID_LENGTH and _DIGITS.issuperset(text)


def read_action(id: str, used: int, data: bytes) -> ActionEntry:
    """The action entry with this content; with a `fault` where it is not one of this action."""
    words = data.decode("ascii", "replace").split()
    fault = ""
    if not data.strip(b"\0"):
        fault = "it is empty"
    elif len(data) != ENTRY_SIZE or len(words) != 5 or words[0] != "v1" or data[-1:] != b"\n":
        fault = "it is not an action entry"
    elif words[1] != id:
        fault = "it is the entry of another action"
    elif not (is_id(words[2]) and words[3].isdecimal() and words[4].isdecimal()):
        fault = "it names no output"
    if fault:
        return ActionEntry(id, used, len(data), fault=fault)
    return ActionEntry(id, used, len(data), words[2], int(words[3]))
