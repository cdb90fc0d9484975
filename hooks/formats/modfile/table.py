"""The directives of go.mod and go.work, a row each, with everything that is specific to one.

The table is used by the readers of both files, by the layout, by the fixers to check that
a text has kept its meaning, and by the policy that forbids directives. `values.releases`
has the first release that knows a directive; a directive that is there and not here is
opaque: allowed in both files, and kept as it is written.
"""

from __future__ import annotations

from ...values.releases import DIRECTIVE_SINCE
from ..kinds import UNKNOWN, UNKNOWN_BLOCK
from ..problem import EDIT
from . import directive_readers
from .syntax import Block

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Callable, Hashable, Sequence

    from .directive_readers import Reader
    from .directives import Directive
    from .file import ModFile

LINE, BLOCK = 1, 2  # how a file may have a directive: flags

# How the words of a line are written
AS_IS = "as is"
UNQUOTED = "unquoted"  # without needless quotes
VERSIONED = "versioned"  # unquoted, and the second word is a version, written in full
REPLACEMENT = "replacement"  # unquoted, with versions on either side of "=>"

# Which of the lines with the same meaning are kept
KEEP_ALL, KEEP_FIRST, KEEP_LAST = "all", "first", "last"


class DirectiveSpec:
    """One directive.

    `first` is the first minor release that knows it (0: all in `values.releases`); `in_mod`
    and `in_work` are how it may appear in each file (LINE, BLOCK); `is_lax` is whether it
    counts in the go.mod of a dependency. `read` reads a line; `style` and `repeated` are how
    lines are written. `entries(file)` are the directives of a file; two of them mean the
    same where `identity(directive)` is equal. `described(directive)` is the text to show
    where it is forbidden, None for a directive that cannot be forbidden; a directive for
    which `is_excused(directive)` is true is not forbidden.
    """

    __slots__ = (
        "described",
        "entries",
        "first",
        "identity",
        "in_mod",
        "in_work",
        "is_excused",
        "is_lax",
        "read",
        "repeated",
        "style",
        "verb",
    )

    def __init__(
        self,
        verb: str,
        read: Reader,
        entries: Callable[[ModFile], Sequence[Directive]],
        identity: Callable[..., Hashable],
        *,
        in_mod: int = 0,
        in_work: int = 0,
        is_lax: bool = False,
        style: str = AS_IS,
        repeated: str = KEEP_ALL,
        described: Callable[..., str] | None = None,
        is_excused: Callable[..., bool] = lambda directive: False,
    ) -> None:
        self.verb = verb
        self.first = DIRECTIVE_SINCE[verb]
        self.read = read
        self.entries = entries
        self.identity = identity
        self.in_mod = in_mod
        self.in_work = in_work
        self.is_lax = is_lax
        self.style = style
        self.repeated = repeated
        self.described = described
        self.is_excused = is_excused

    def allowed_in(self, file: ModFile) -> int:
        """How a file may have the directive: flags LINE and BLOCK, 0 for not at all."""
        return self.in_mod if file.name == "go.mod" else self.in_work


def _single(directive: Directive | None) -> Sequence[Directive]:
    return [] if directive is None else [directive]


SPECS = {
    spec.verb: spec
    for spec in (
        DirectiveSpec(
            "module",
            directive_readers.read_module,
            lambda file: _single(file.module),
            lambda module: (module.path, module.deprecated),
            in_mod=LINE | BLOCK,
            is_lax=True,
            style=UNQUOTED,
        ),
        DirectiveSpec(
            "go",
            directive_readers.read_go,
            lambda file: _single(file.go),
            lambda go: go.version,
            in_mod=LINE,
            in_work=LINE,
            is_lax=True,
        ),
        DirectiveSpec(
            "toolchain",
            directive_readers.read_toolchain,
            lambda file: _single(file.toolchain),
            lambda toolchain: toolchain.name,
            in_mod=LINE,
            in_work=LINE,
            described=lambda toolchain: toolchain.name,
        ),
        DirectiveSpec(
            "godebug",
            directive_readers.read_godebug,
            lambda file: file.godebugs,
            lambda setting: (setting.key, setting.value),
            in_mod=LINE | BLOCK,
            in_work=LINE | BLOCK,
            described=lambda setting: f"{setting.key}={setting.value}",
        ),
        DirectiveSpec(
            "require",
            directive_readers.read_require,
            lambda file: file.requires,
            lambda requirement: (requirement.path, requirement.version, requirement.indirect),
            in_mod=LINE | BLOCK,
            is_lax=True,
            style=VERSIONED,
        ),
        DirectiveSpec(
            "exclude",
            directive_readers.read_exclude,
            lambda file: file.excludes,
            lambda exclusion: (exclusion.path, exclusion.version),
            in_mod=LINE | BLOCK,
            style=VERSIONED,
            repeated=KEEP_FIRST,
            described=lambda exclusion: f"{exclusion.path} {exclusion.version}",
        ),
        DirectiveSpec(
            "replace",
            directive_readers.read_replace,
            lambda file: file.replaces,
            lambda replaced: (
                *(replaced.path, replaced.version),
                *(replaced.target, replaced.target_version),
            ),
            in_mod=LINE | BLOCK,
            in_work=LINE | BLOCK,
            style=REPLACEMENT,
            repeated=KEEP_LAST,
        ),
        DirectiveSpec(
            "retract",
            directive_readers.read_retract,
            lambda file: file.retracts,
            lambda retraction: (retraction.low, retraction.high),
            in_mod=LINE | BLOCK,
            style=UNQUOTED,
            described=lambda retraction: (
                retraction.low
                if retraction.low == retraction.high
                else f"[{retraction.low}, {retraction.high}]"
            ),
            is_excused=lambda retraction: bool(retraction.rationale),
        ),
        DirectiveSpec(
            "tool",
            directive_readers.read_tool,
            lambda file: file.tools,
            lambda tool: tool.path,
            in_mod=LINE | BLOCK,
            style=UNQUOTED,
            repeated=KEEP_FIRST,
            described=lambda tool: tool.path,
        ),
        DirectiveSpec(
            "ignore",
            directive_readers.read_ignore,
            lambda file: file.ignores,
            lambda ignored: ignored.path,
            in_mod=LINE | BLOCK,
            is_lax=True,
            style=UNQUOTED,
            repeated=KEEP_FIRST,
            described=lambda ignored: ignored.path,
        ),
        DirectiveSpec(
            "use",
            directive_readers.read_use,
            lambda file: file.uses,
            lambda used: used.path,
            in_work=LINE | BLOCK,
            style=UNQUOTED,
        ),
    )
}

FORBIDDABLE = sorted(verb for verb, spec in SPECS.items() if spec.described is not None)


def spec_of(verb: str) -> DirectiveSpec | None:
    """The row of a directive; None for a word that is not a directive in any known release."""
    spec = SPECS.get(verb)
    if spec is None and verb in DIRECTIVE_SINCE:
        spec = SPECS[verb] = _opaque(verb)
    return spec


def _opaque(verb: str) -> DirectiveSpec:
    return DirectiveSpec(
        verb,
        directive_readers.read_opaque,
        lambda file: [directive for directive in file.opaque if directive.verb == verb],
        lambda directive: directive.words,
        in_mod=LINE | BLOCK,
        in_work=LINE | BLOCK,
    )


def meaning(file: ModFile) -> list[object]:
    """A value that is equal for files with the same meaning: layout, repetitions, the order of
    lines and blocks with nothing in them do not count."""
    empty = {
        statement.line
        for statement in file.syntax.statements
        if isinstance(statement, Block) and not statement.lines
    }
    content: list[object] = [
        {
            # A block of one line is written as a line: what does not know it knows neither
            (UNKNOWN if problem.kind in UNKNOWN else problem.kind, problem.first, problem.last)
            for problem in file.read_by(EDIT)
            if problem.kind != UNKNOWN_BLOCK or problem.line not in empty
        }
    ]
    for verb in sorted({*SPECS, *DIRECTIVE_SINCE}):
        spec = spec_of(verb)
        assert spec is not None
        content.append((verb, set(map(spec.identity, spec.entries(file)))))
    return content
