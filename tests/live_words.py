"""What the go command writes, taken apart: each problem's kind and line."""

from __future__ import annotations

import re

# kind: what only its text has; the first that fits counts
KINDS: tuple[tuple[str, str], ...] = (
    ("go-crash", r"^panic: "),
    ("vendor-not-explicit", r"required in go\.mod, but not marked as explicit in "),
    ("vendor-other-version", r"required in go\.mod, but vendor/modules\.txt indicates "),
    ("vendor-not-marked-replaced", r"replaced in .*, but not marked as replaced in "),
    (
        "vendor-replaced-differently",
        r"replaced by .*, but (marked as )?replaced by ",
    ),
    ("vendor-explicit-not-required", r"as explicit in .*, but not explicitly required in "),
    ("vendor-replaced-not-in-gomod", r"as replaced in .*, but not replaced in "),
    ("vendor-should-be-required", r"^vendored module .* should be required explicitly in "),
    ("vendor-in-workspace", r"may only be set to readonly when in workspace mode"),
    ("vendor-too-new", r"modules\.txt requires go >= "),
    (
        "vendor-bad-dir",
        r"modules\.txt for vendor directory|vendor/modules\.txt: (is|not) a directory",
    ),
    ("gosum-fields", r"wrong number of fields"),
    ("gomod-too-new", r"^go\.mod requires go >= "),
    ("gowork-too-new", r"^go\.work requires go >= "),
    ("gowork-go-too-old", r"^module \S+ listed in go\.work file requires go >= "),
    (
        "toolchain-invalid",
        r"^invalid toolchain \".*\" in go\.(mod|work)|^invalid GOTOOLCHAIN |^download go.*: non-",
    ),
    ("toolchain-missing", r"is a language version but not a toolchain version"),
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
    ("work-no-modules", r"no modules were found in the current workspace"),
    ("no-gomod", r"go\.mod file not found"),
    ("vcs-off", r"cannot query module due to -mod=vendor"),
    ("replace-no-gomod", r"\(replaced by .*\): reading .*: (no such file|not a directory)"),
    ("dep-too-new", r"requires go >= "),
    ("missing-file", r"no such file or directory|is a directory|not a directory"),
    ("no-module-line", r"missing module declaration|no module declaration in go\.mod"),
)
_KINDS = [(kind, re.compile(pattern)) for kind, pattern in KINDS]
_PLACE = re.compile(r"^(?P<file>[^\s:][^:\n]*?):(?P<line>\d+)(?::\d+)?: (?P<text>.*)$", re.DOTALL)
_HEADING = re.compile(
    r"^(reading go\.work: |(errors? (parsing|loading) [^\n]*|malformed go\.sum):$)"
)

_DEPENDENCY = re.compile(r"\(replaced by [^)]*\): parsing ")
_IN_DEPENDENCY = re.compile(r"/go\.mod:(\d+)(?::\d+)?: ([^\n]*)")
_MODULE = re.compile(
    r"(?:^|\n\t)(?:vendored module )?([^\s:]+)(?: \(replaced by [^)]*\))?"
    r"(?:: is | should be |: missing go\.sum entry| in \S*modules\.txt )"
)

KindAndLine = tuple[str, int]
Reported = tuple[str, int, str]  # kind, line, module


def kind(text: str) -> str:
    """The kind of a problem; its text where it is of none."""
    return next((name for name, pattern in _KINDS if pattern.search(text)), text)


def kinds_and_lines(error: str) -> set[KindAndLine]:
    """Every problem in what the go command wrote: its kind, and its line or 0."""
    return {(name, line) for name, line, _ in reported(error)}


def reported(error: str) -> set[Reported]:
    """The same, and the module that a problem is about, with its version: path@version."""
    problems: set[Reported] = set()
    for record in _records(error):
        text = record.removeprefix("go: ").removeprefix("reading go.work: ")
        if text.startswith("goroutine "):
            break
        if text.startswith("warning: pattern "):
            continue
        heading, _, rest = text.partition("\n")
        if heading.startswith("inconsistent vendoring in "):
            report = rest.partition("\n\tTo ")[0].split("\n\t")
            problems |= {_reported(line.strip()) for line in report}
            continue
        if _DEPENDENCY.search(text) and _IN_DEPENDENCY.search(text):
            lines = _IN_DEPENDENCY.findall(text)
            problems |= {(kind(message), int(number), "") for number, message in lines}
            continue
        if _HEADING.match(heading) and not _PLACE.match(heading):
            text = rest.strip()
        if text and not text.startswith('use "go work edit'):
            problems.add(_reported(text))
    return problems


def _reported(text: str) -> Reported:
    place = _PLACE.match(text)
    line = int(place["line"]) if place else 0
    name = kind(place["text"] if place else text)
    if name == "lookup-off" and line:
        name = "version-lookup"
    module = _MODULE.search(text)
    return name, line, module[1] if module else ""


def _records(error: str) -> list[str]:
    """The lines of an output, indented ones joined to what they continue."""
    records: list[str] = []
    for line in error.split("\n"):
        if line.strip() and line[0] in " \t" and records:
            records[-1] += "\n" + line
        elif line.strip():
            records.append(line)
    return records
