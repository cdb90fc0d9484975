"""The Go releases this version knows, one row each, and what each brought.

A release is written as the go command prints its version without the leading
"go": "1.24.11". Rows follow the release history of the Go project
(https://go.dev/doc/devel/release); what a row brought was observed.
"""

from __future__ import annotations

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Sequence


class Release:
    """One Go release: `minor` 24 and `patch` 11 for Go 1.24.11, its `version` as a go version
    (below 1.21 the first release has no patch number)."""

    __slots__ = ("minor", "patch", "version")

    def __init__(self, minor: int, patch: int) -> None:
        self.minor = minor
        self.patch = patch
        self.version = f"1.{minor}.{patch}" if patch or minor >= 21 else f"1.{minor}"

    def __repr__(self) -> str:
        return f"Release({self.version})"

    def __eq__(self, other: object) -> bool:
        return isinstance(other, Release) and (self.minor, self.patch) == (other.minor, other.patch)

    def __hash__(self) -> int:
        return self.minor * 1000 + self.patch

    def __lt__(self, other: Release) -> bool:
        return (self.minor, self.patch) < (other.minor, other.patch)


class Row:
    """A minor release: the newest patch known of it, the directives that it is the first
    to know, and the rules that it is the first to follow (named below)."""

    __slots__ = ("directives", "minor", "patch", "rules")

    def __init__(
        self, minor: int, patch: int, directives: Sequence[str] = (), rules: Sequence[str] = ()
    ) -> None:
        self.minor = minor
        self.patch = patch
        self.directives = directives
        self.rules = rules


# Rules, as they appear in the rows:
#   members       says which member of a workspace it cannot load; minds a path used twice
#   collects      looks at every member of a workspace before it gives up
#   switches      reads go and toolchain lines first, and gives way to a newer release
#   long-go-line  takes 1.N.P and a suffix in a go line, not only 1.N
#   replace-at    has a word of its own for "path@version" as the target of a replacement
#   dot-target    takes "." and ".." as targets of replacements
#   vendors-work  vendors workspaces
#   use-place     names the line of a folder that is used twice
#   looks-ahead   blames a go line that is too new rather than directives it does not know
#   own-names     keeps the module paths "go" and "toolchain" for itself
ROWS = (
    Row(18, 10, ("module", "go", "require", "exclude", "replace", "retract", "use")),
    Row(19, 13),
    Row(20, 14, rules=("members", "replace-at")),
    Row(21, 13, ("toolchain",), ("collects", "switches", "long-go-line")),
    Row(22, 12, rules=("dot-target", "vendors-work")),
    Row(23, 12, ("godebug",), ("use-place",)),
    Row(24, 13, ("tool",), ("looks-ahead",)),
    Row(25, 14, ("ignore",)),
    Row(26, 11, rules=("own-names",)),
    Row(27, 4),
)

_OLDEST = ROWS[0].minor

# directive of go.mod or go.work: the first minor release that knows it (0: all do)
DIRECTIVES = {
    name: row.minor if row.minor > _OLDEST else 0 for row in ROWS for name in row.directives
}

# minor release: the newest patch known of it
NEWEST_PATCH = {row.minor: row.patch for row in ROWS}


def since(rule: str) -> int:
    """The first minor release that follows a rule; KeyError for a rule in no row."""
    return _RULES[rule]


_RULES = {rule: row.minor for row in ROWS for rule in row.rules}

FIRST_DEFAULT = 21  # the oldest release that is asked when nobody says otherwise


def newest(minor: int) -> Release:
    """The newest patch known of Go 1.`minor`."""
    return Release(minor, NEWEST_PATCH[minor])


def known() -> Sequence[Release]:
    """Every minor release known, each at its newest patch, oldest first."""
    return [newest(minor) for minor in NEWEST_PATCH]


def default_span(go_line: str) -> list[Release]:
    """The releases that are asked about a file with this go line ("" for none): from the
    go line, or 1.21 where it is older or none, to the newest known."""
    from . import go_version  # values need each other only here

    first = max(FIRST_DEFAULT, min(go_version.minor(go_line), ROWS[-1].minor))
    return [newest(row.minor) for row in ROWS if row.minor >= first]


def span(text: str) -> list[Release]:
    """The releases of a range, each minor release at its newest patch.

    "1.21-1.27" and "1.22-" are ranges, "1.23" is the newest patch of one release,
    "1.23.9" that release. An end that names a patch is taken as it stands.
    ValueError, with a text for the user, for anything else.
    """
    low, dash, high = text.strip().partition("-")
    first = _release(low, text)
    if not dash:
        return [first]
    last = _release(high, text) if high.strip() else newest(ROWS[-1].minor)
    if last < first:
        raise ValueError(f"the range {text.strip()} runs backwards")
    between = [newest(row.minor) for row in ROWS if first.minor < row.minor < last.minor]
    return [first, *between, last] if first != last else [first]


def _release(text: str, whole: str) -> Release:
    """The release that one end of a range names."""
    parts = text.strip().removeprefix("go").split(".")
    digits = all(part.isascii() and part.isdigit() and len(part) < 5 for part in parts)
    if not digits or len(parts) not in (2, 3) or parts[0] != "1":
        message = f"{whole.strip() or 'an empty text'!r} names no Go releases: "
        raise ValueError(message + "write 1.21-1.27, 1.22-, 1.23 or 1.23.9")
    minor = int(parts[1])
    if minor not in NEWEST_PATCH:
        text = f"Go 1.{minor} is not known here: "
        raise ValueError(text + f"1.{ROWS[0].minor} to 1.{ROWS[-1].minor} are")
    return newest(minor) if len(parts) == 2 else Release(minor, int(parts[2]))


def named(some: Sequence[Release]) -> str:
    """Releases in words, oldest first: "Go 1.21 to 1.23" or "Go 1.23.9 and 1.27"."""
    minors = {row.minor: row.patch for row in ROWS}
    parts: list[list[Release]] = []
    for one in sorted(some):
        if parts and parts[-1][-1].minor + 1 == one.minor:
            parts[-1].append(one)
        else:
            parts.append([one])
    texts = []
    for run in parts:
        ends = [run[0]] if len(run) == 1 else [run[0], run[-1]]
        names = [
            f"1.{one.minor}" if minors.get(one.minor) == one.patch else one.version for one in ends
        ]
        texts.append(" to ".join(names))
    return "Go " + " and ".join([", ".join(texts[:-1]), texts[-1]] if len(texts) > 1 else texts)
