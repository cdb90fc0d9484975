"""The options of the command line, declared once: argparse, the configuration file and
the README read them here."""

from __future__ import annotations

from ..formats.modfile.table import FORBIDDABLE
from ..report import formats
from ..tree.paths import CONFIGURATION
from ..values.releases import NEWEST


class Flag:
    """One option. `value` names its argument, "" for a switch."""

    __slots__ = ("choices", "default", "is_repeatable", "meaning", "name", "value")

    def __init__(
        self,
        name: str,
        meaning: str,
        value: str = "",
        *,
        is_repeatable: bool = False,
        choices: tuple[str, ...] = (),
        default: str = "",
    ) -> None:
        self.name = name
        self.meaning = meaning
        self.value = value
        self.is_repeatable = is_repeatable
        self.choices = choices
        self.default = default


FORMATS = tuple(name for name, form in formats.FORMATS.items() if not form.for_gate_only)
GATE_FORMATS = tuple(formats.FORMATS)

ALL = Flag("all", "judge every module, not only those in the change")
REV = Flag("rev", "judge this commit instead of the index", "REV")
BASE = Flag("base", "compare with this commit", "REV")
FORMAT = Flag("format", "how findings are written", "FORMAT", choices=FORMATS, default="text")
VERBOSE = Flag("verbose", "each finding on its own line, and what the run came to")
CONFIG = Flag(
    "config",
    f"take the configuration from here instead of the judged tree's own {CONFIGURATION}",
    "REV:PATH|FILE|none",
)

MODULE_CACHE = Flag(
    "module-cache",
    "where to look for the go.mod files that go.sum pins: where Go does, nowhere, in a folder",
    "auto|off|DIR",
    default="auto",
)

COMMON = (
    ALL,
    REV,
    BASE,
    Flag("exclude", "paths never judged", "REGEX", is_repeatable=True),
    Flag("include-fixtures", "also judge modules in testdata, and below folders led by . or _"),
    Flag(
        "go",
        f"releases that must accept the files: 1.21-1.{NEWEST}, 1.22-, 1.23, 1.23.9 "
        "(default: from the go line, or 1.21 if that is lower, to the newest known)",
        "RANGE",
    ),
    Flag(
        "toolchain",
        "whether a release may switch to a newer one, as with GOTOOLCHAIN",
        "MODE",
        choices=("auto", "local"),
        default="auto",
    ),
    MODULE_CACHE,
    Flag("strict", "also fail on what is untidy or suspicious"),
    Flag(
        "select",
        "only these codes, whole or by their beginning; one named whole is judged as with --strict",
        "CODES",
        is_repeatable=True,
    ),
    Flag("ignore", "without these codes", "CODES", is_repeatable=True),
    FORMAT,
    VERBOSE,
    CONFIG,
    Flag("no-inherit", "also report what the commit before had already"),
)
CHECK = Flag("check", "report, do not write")
EXIT_ZERO = Flag(
    "exit-zero-on-fix", "exit 0 when all that was found has been mended (lefthook, lint-staged)"
)
IMPORTS = Flag("imports", "also judge the imports of Go files, as go-mod-tidy does")

# What belongs to one run, not to a project's configuration
NOT_CONFIGURED = (
    *("all", "base", "check", "config", "exit-zero-on-fix", "fix", "format", "no-inherit"),
    *("rev", "verbose"),
)

OF_HOOK: dict[str, tuple[Flag, ...]] = {
    "go-sum-diff": (
        Flag("table", "print the table of changed go.sum entries even when nothing is wrong"),
    ),
    "go-replace-targets": (
        Flag("forbid-local", "no replacement by a directory"),
        Flag(
            "forbid",
            f"none of these directives: {', '.join(FORBIDDABLE)} (retract: where it has no "
            "rationale)",
            "DIRECTIVES",
            is_repeatable=True,
        ),
        Flag("forbid-work", "no go.work in the repository"),
    ),
    "go-vendor-modules": (CHECK, EXIT_ZERO),
    "go-directive": (
        Flag("min", "the go line is this version or newer", "VERSION"),
        Flag("max", "the go line is this version or older", "VERSION"),
        Flag("forbid-toolchain", "no toolchain line"),
        Flag("forbid-patch", "no patch release in the go line: 1.24, not 1.24.3"),
        Flag("same", "all modules of the repository have the same go line"),
        Flag("forbid-bump", "no go line raised, no toolchain line added or changed"),
        Flag(
            "match-file",
            "no version of Go that this file names is older than the go line: of a Dockerfile, a "
            "workflow, a .gitlab-ci.yml, .go-version, .tool-versions, mise.toml; or a pattern",
            "PATH",
            is_repeatable=True,
        ),
    ),
    "go-mod-format": (
        CHECK,
        EXIT_ZERO,
        Flag("fold", "at most two require blocks, as go mod tidy writes them from go 1.27 on"),
    ),
    "go-mod-policy": (),
    "go-mod-tidy": (CHECK, EXIT_ZERO),
    "go-sum-sort": (CHECK, EXIT_ZERO),
    "go-sum-verify": (),
    "go-vendor-tree": (),
    "go-version-drift": (
        Flag("only", "only modules whose path matches", "PATTERN", is_repeatable=True),
        Flag("ratchet", "fail on drift that the base does not have"),
    ),
    "go-mod-gate": (
        Flag(
            "fix",
            "also mend what is out of form in the files of the change: go.mod and go.work, go.sum, "
            "vendor/modules.txt",
        ),
        EXIT_ZERO,
        Flag("format", FORMAT.meaning, "FORMAT", choices=GATE_FORMATS, default="text"),
        IMPORTS,
    ),
}


def of(hook: str) -> list[Flag]:
    """All options of a hook; its own go before what every hook takes under the same name."""
    named = {flag.name: flag for flag in (*COMMON, *OF_HOOK[hook])}
    return list(named.values())


# What `modcheck check` takes beside the options of the gate
CHECK_ONLINE = Flag(
    "online",
    "ask the proxies of GOPROXY when the versions were made that policy.min-age is about and the "
    "module cache does not know",
)

_NOT_VERIFIED_BY = ("go", "no-inherit", "toolchain")
# What `modcheck verify` takes
VERIFY = (
    Flag("vendor", "also compare every vendored file with its module's zip in the module cache"),
    Flag(
        "online",
        "ask the checksum database, and proxies for zips, what the module cache lacks, under the "
        "settings of the go command (GOPROXY, GONOPROXY, GOSUMDB, GONOSUMDB, GOPRIVATE)",
    ),
    *(
        Flag("format", FORMAT.meaning, "FORMAT", choices=GATE_FORMATS, default="text")
        if flag is FORMAT
        else flag
        for flag in COMMON
        if flag.name not in _NOT_VERIFIED_BY
    ),
)
