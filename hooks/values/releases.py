"""The Go releases that this package knows, a row for each minor one, and what each brought.

A release is written as the go command prints its version, without the leading
"go": "1.24.11". The patches follow the release history of the Go project
(https://go.dev/doc/devel/release); what a release brought was observed.
"""

from __future__ import annotations

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Sequence


class Release:
    """One Go release: `minor` 24 and `patch` 11 for Go 1.24.11; `version` is "1.24.11" (below
    1.21 the first release of a minor version is written without a patch number)."""

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
    """Go 1.`minor`: its newest `patch` known here, the `directives` that it is the first to
    know, the `rules` that it is the first to follow (explained below), and the `day` of its first
    release, "" where nobody wrote it down."""

    __slots__ = ("day", "directives", "minor", "patch", "rules")

    def __init__(
        self,
        minor: int,
        patch: int,
        directives: Sequence[str] = (),
        rules: Sequence[str] = (),
        *,
        day: str = "",
    ) -> None:
        self.minor = minor
        self.patch = patch
        self.directives = directives
        self.rules = rules
        self.day = day


# The rules in the rows:
#   lists-failing-members      names the member of a workspace that it cannot load, and refuses
#                              a module path that two members declare
#   loads-all-members          loads every member of a workspace before it gives up
#   switches                   reads go and toolchain lines first, and hands over to a newer
#                              release
#   long-go-line               accepts 1.N.P and a suffix in a go line, not only 1.N
#   replace-at                 has a message of its own for "path@version" as the target of a
#                              replacement
#   dot-target                 accepts "." and ".." as targets of replacements
#   vendors-workspaces         vendors workspaces
#   reports-use-line           names the line of a directory that is used twice
#   looks-ahead                blames a go line that is too new rather than directives that it
#                              does not know
#   reserves-go-and-toolchain  keeps the module paths "go" and "toolchain" for itself
ROWS = (
    Row(
        18,
        10,
        ("module", "go", "require", "exclude", "replace", "retract", "use"),
        day="2022-03-15",
    ),
    Row(19, 13, day="2022-08-02"),
    Row(20, 14, rules=("lists-failing-members", "replace-at"), day="2023-02-01"),
    Row(
        21,
        13,
        ("toolchain",),
        ("loads-all-members", "switches", "long-go-line"),
        day="2023-08-08",
    ),
    Row(22, 12, rules=("dot-target", "vendors-workspaces"), day="2024-02-06"),
    Row(23, 12, ("godebug",), ("reports-use-line",), day="2024-08-13"),
    Row(24, 13, ("tool",), ("looks-ahead",), day="2025-02-11"),
    Row(25, 14, ("ignore",), day="2025-08-12"),
    Row(26, 11, rules=("reserves-go-and-toolchain",), day="2026-02-10"),
    Row(27, 4, day="2026-08-18"),
)

OLDEST, NEWEST = ROWS[0].minor, ROWS[-1].minor
UNBOUNDED = 1 << 30  # as the last minor release of a range: every later release is in it

# directive of go.mod or go.work: the first minor release that knows it (0: each in ROWS does)
DIRECTIVE_SINCE = {
    verb: row.minor if row.minor > OLDEST else 0 for row in ROWS for verb in row.directives
}

# minor release: the newest patch known of it
NEWEST_PATCH = {row.minor: row.patch for row in ROWS}


def came_after(chosen: Sequence[Release], day: str) -> bool:
    """Whether all of these minor releases, one at least, first came out after a day
    ("2026-12-31"). False where a day is not known."""
    days = {row.minor: row.day for row in ROWS}
    return bool(chosen and day) and all(days.get(each.minor, "") > day for each in chosen)


def first_with(rule: str) -> int:
    """The first minor release that follows a rule; KeyError for a rule that is not in ROWS."""
    return _RULES[rule]


_RULES = {rule: row.minor for row in ROWS for rule in row.rules}

# minor release: its first patch that takes "go 1.24" for a request of Go 1.24.0; earlier ones
# look for a release called 1.24, which there is not, and stop
FIRST_PATCH_THAT_ADDS_ZERO = {21: 11, 22: 4}

FIRST_DEFAULT = 21  # the oldest minor release that files are judged for by default


_NEWEST = {minor: Release(minor, patch) for minor, patch in NEWEST_PATCH.items()}


def newest(minor: int) -> Release:
    """The newest known patch of Go 1.`minor`; KeyError for a minor release not in ROWS."""
    return _NEWEST[minor]


def known() -> Sequence[Release]:
    """Every known minor release at its newest patch, oldest first."""
    return [newest(minor) for minor in NEWEST_PATCH]


def default_span(go_line: str) -> Sequence[Release]:
    """The releases that a file with this go line ("" where it has none) is judged for by
    default: from that of the go line, but not below 1.21, to the newest known."""
    if go_line not in _spans:
        from . import go_version  # many runs name their releases

        first = max(FIRST_DEFAULT, min(go_version.minor(go_line), NEWEST))
        _spans[go_line] = tuple(newest(row.minor) for row in ROWS if row.minor >= first)
    return _spans[go_line]


_spans: dict[str, Sequence[Release]] = {}
"""Memo of `default_span`: the modules of a repository have few go lines."""


def span(text: str) -> list[Release]:
    """The releases of a range, oldest first, each minor release at its newest patch.

    "1.21-1.27" and "1.22-" are ranges, "1.23" is the newest patch of one minor release,
    "1.23.9" that release alone. An end of a range that names a patch is that release.
    ValueError, with a text for the user, for anything else.
    """
    low, dash, high = text.strip().partition("-")
    first = _release(low, text)
    if not dash:
        return [first]
    last = _release(high, text) if high.strip() else newest(NEWEST)
    if last < first:
        raise ValueError(f"the range {text.strip()} runs backwards")
    between = [newest(row.minor) for row in ROWS if first.minor < row.minor < last.minor]
    return [first, *between, last] if first != last else [first]


def _release(text: str, whole: str) -> Release:
    """The release that an end of the range `whole` names; ValueError as in `span`."""
    parts = text.strip().removeprefix("go").split(".")
    digits = all(part.isascii() and part.isdigit() and len(part) < 5 for part in parts)
    if not digits or len(parts) not in (2, 3) or parts[0] != "1":
        message = f"{whole.strip() or 'an empty text'!r} names no Go releases: "
        raise ValueError(message + "write 1.21-1.27, 1.22-, 1.23 or 1.23.9")
    minor = int(parts[1])
    if minor not in NEWEST_PATCH:
        text = f"Go 1.{minor} is not known here: "
        raise ValueError(text + f"1.{OLDEST} to 1.{NEWEST} are")
    return newest(minor) if len(parts) == 2 else Release(minor, int(parts[2]))


def in_words(chosen: Sequence[Release]) -> str:
    """Releases as an enumeration, oldest first: "Go 1.21 to 1.23", "Go 1.23.9 and 1.27"."""
    runs: list[list[Release]] = []
    for release in sorted(chosen):
        if runs and runs[-1][-1].minor + 1 == release.minor:
            runs[-1].append(release)
        else:
            runs.append([release])
    texts = [" to ".join(map(_in_words, run[:1] + run[1:][-1:])) for run in runs]
    return "Go " + " and ".join([", ".join(texts[:-1]), texts[-1]] if len(texts) > 1 else texts)


def _in_words(release: Release) -> str:
    newest_patch = NEWEST_PATCH.get(release.minor) == release.patch
    return f"1.{release.minor}" if newest_patch else release.version
