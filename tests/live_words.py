"""What the go command writes, taken apart: each complaint's kind and line."""

from __future__ import annotations

import re

# kind: what only its text has; the first that fits counts
KINDS: tuple[tuple[str, str], ...] = (
    ("go-crash", r"^panic: "),
    ("gomod-too-new", r"^go\.mod requires go >= "),
    ("gowork-too-new", r"^go\.work requires go >= "),
    ("gowork-go-too-old", r"^module \S+ listed in go\.work file requires go >= "),
    (
        "toolchain-invalid",
        r"^invalid toolchain \".*\" in go\.(mod|work)|^invalid GOTOOLCHAIN |^download go.*: non-",
    ),
    ("syntax-comment", r"mod files must use // comments"),
    ("syntax-string", r"unexpected (EOF|newline) in string"),
    ("syntax-char", r"unexpected input character"),
    ("syntax-block-open", r"unterminated block started at"),
    ("syntax-after-paren", r"expected newline after closing paren"),
    ("unknown-block", r"unknown block type: "),
    ("unknown-directive", r"unknown directive: "),
    ("repeated", r"repeated \w+ statement"),
    ("go-args", r"go directive expects exactly one argument"),
    ("go-version", r"invalid go version '"),
    ("toolchain-args", r"toolchain directive expects exactly one argument"),
    ("toolchain-version", r"invalid toolchain version '"),
    ("usage", r"usage: \w+"),
    ("quoting", r"invalid quoted string|unquoted string cannot contain quote|invalid syntax$"),
    ("tool-args", r"tool directive expects exactly one argument"),
    ("ignore-args", r"ignore directive expects exactly one argument"),
    ("extra-token", r"unexpected token after version"),
    ("replace-at", r"must match format 'path version'"),
    ("replace-needs-dir", r"without version must be directory path"),
    ("replace-windows", r"appears to be Windows path"),
    ("replace-dir-version", r"directory path .* cannot have version"),
    ("retract-no-module", r"so retract cannot be used"),
    ("retract-interval", r"expected ('\[' or|version after|',' after|'\]' after) "),
    (
        "godebug-value",
        r"^value for default= must be|too new \(toolchain is|unknown godebug|of removed godebug"
        r"|removed GODEBUG",
    ),
    ("version-major", r"should be v\d"),
    ("version-form", r"must be of the form v"),
    ("version-invalid", r"invalid (go|toolchain|semantic) version|ambiguous semantic version"),
    ("version-standard", r"can't query specific version"),
    ("version-query", r"can't query version"),
    ("path-malformed", r"malformed (module|import|tool) path"),
    ("path-invalid", r"invalid module path"),
    ("lookup-off", r"module lookup disabled by GOPROXY=off"),
    ("gosum-missing", r"missing go\.sum entry"),
    ("conflicting-replacements", r"conflicting replacements"),
    ("excluded-required", r"ignoring requirement on excluded version"),
    ("updates-needed", r"updates to go\.mod needed"),
    ("work-duplicate-use", r"appears multiple times in workspace"),
    ("work-replaced-module", r"is replaced at all versions"),
    ("work-cannot-load", r"^cannot load module "),
    ("missing-file", r"no such file or directory|is a directory|not a directory"),
    ("no-module-line", r"missing module declaration|no module declaration in go\.mod"),
)
_KINDS = [(kind, re.compile(pattern)) for kind, pattern in KINDS]
_PLACE = re.compile(r"^(?P<file>[^\s:][^:\n]*?):(?P<line>\d+)(?::\d+)?: (?P<text>.*)$", re.DOTALL)
_HEADING = re.compile(r"^(reading go\.work: |errors? (parsing|loading) [^\n]*:$)")

Told = tuple[str, int]


def kind(text: str) -> str:
    """The kind of a complaint; its text where it is of none."""
    return next((name for name, pattern in _KINDS if pattern.search(text)), text)


def told(error: str) -> set[Told]:
    """Every complaint in what the go command wrote: its kind, and its line or 0."""
    found: set[Told] = set()
    for record in _records(error):
        text = record.removeprefix("go: ").removeprefix("reading go.work: ")
        if text.startswith("goroutine "):
            break
        heading, _, rest = text.partition("\n")
        if _HEADING.match(heading) and not _PLACE.match(heading):
            text = rest.strip()
        if not text or text.startswith('use "go work edit'):
            continue
        place = _PLACE.match(text)
        line = int(place["line"]) if place else 0
        name = kind(place["text"] if place else text)
        if name == "lookup-off" and line:
            name = "version-lookup"
        found.add((name, line))
    return found


def _records(error: str) -> list[str]:
    """The lines of an output, indented ones joined to what they continue."""
    records: list[str] = []
    for line in error.split("\n"):
        if line.strip() and line[0] in " \t" and records:
            records[-1] += "\n" + line
        elif line.strip():
            records.append(line)
    return records
