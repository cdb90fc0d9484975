"""The directives of go.mod and go.work, as the Go Modules Reference names them.

Each has the `line` and `column` (from 1; column in characters) of its first word;
in a block that is the first word of its own line. Quoted strings are unquoted. Bytes
that are not UTF-8 become surrogates.
See https://go.dev/ref/mod#go-mod-file and https://go.dev/ref/mod#go-work-file.
"""

from __future__ import annotations

from ...values.module_version import ModuleVersion


class Directive:
    """The position of a directive."""

    __slots__ = ("column", "line")

    def __init__(self, line: int, column: int) -> None:
        self.line = line
        self.column = column


class Module(Directive):
    """`module path`; `deprecated` is the text after "Deprecated:", or ""."""

    __slots__ = ("deprecated", "path")

    def __init__(self, path: str, deprecated: str, line: int, column: int) -> None:
        super().__init__(line, column)
        self.path = path
        self.deprecated = deprecated


class Go(Directive):
    """`go version`."""

    __slots__ = ("version",)

    def __init__(self, version: str, line: int, column: int) -> None:
        super().__init__(line, column)
        self.version = version


class Toolchain(Directive):
    """`toolchain name`."""

    __slots__ = ("name",)

    def __init__(self, name: str, line: int, column: int) -> None:
        super().__init__(line, column)
        self.name = name


class GoDebug(Directive):
    """`godebug key=value`."""

    __slots__ = ("key", "value")

    def __init__(self, key: str, value: str, line: int, column: int) -> None:
        super().__init__(line, column)
        self.key = key
        self.value = value


class Requirement(Directive):
    """`require path version`; `indirect` is whether it has an `// indirect` comment."""

    __slots__ = ("indirect", "path", "version")

    def __init__(self, path: str, version: str, indirect: bool, line: int, column: int) -> None:
        super().__init__(line, column)
        self.path = path
        self.version = version
        self.indirect = indirect

    @property
    def module(self) -> ModuleVersion:
        """The module and version that is required."""
        return ModuleVersion(self.path, self.version)


class Exclusion(Directive):
    """`exclude path version`."""

    __slots__ = ("path", "version")

    def __init__(self, path: str, version: str, line: int, column: int) -> None:
        super().__init__(line, column)
        self.path = path
        self.version = version

    @property
    def module(self) -> ModuleVersion:
        """The module and version that is excluded."""
        return ModuleVersion(self.path, self.version)


class Replacement(Directive):
    """`replace old [version] => new [version]`.

    `version` is "" where every version of `path` is replaced; `target_version` is "" where
    `target` is a directory.
    """

    __slots__ = ("path", "target", "target_version", "version")

    def __init__(
        self, path: str, version: str, target: str, target_version: str, line: int, column: int
    ) -> None:
        super().__init__(line, column)
        self.path = path
        self.version = version
        self.target = target
        self.target_version = target_version

    @property
    def module(self) -> ModuleVersion:
        """The module and version that is replaced; version "" for every version."""
        return ModuleVersion(self.path, self.version)


class Retraction(Directive):
    """`retract version` or `retract [low, high]` (`low` equals `high` for one version);
    `rationale` is the text of its comments."""

    __slots__ = ("high", "low", "rationale")

    def __init__(self, low: str, high: str, rationale: str, line: int, column: int) -> None:
        super().__init__(line, column)
        self.low = low
        self.high = high
        self.rationale = rationale


class Tool(Directive):
    """`tool path`."""

    __slots__ = ("path",)

    def __init__(self, path: str, line: int, column: int) -> None:
        super().__init__(line, column)
        self.path = path


class Ignore(Directive):
    """`ignore path`."""

    __slots__ = ("path",)

    def __init__(self, path: str, line: int, column: int) -> None:
        super().__init__(line, column)
        self.path = path


class Opaque(Directive):
    """A directive that a release knows and this package does not: its `verb`, and the words
    after it as they are written."""

    __slots__ = ("verb", "words")

    def __init__(self, verb: str, words: tuple[str, ...], line: int, column: int) -> None:
        super().__init__(line, column)
        self.verb = verb
        self.words = words


class Use(Directive):
    """`use path` of go.work; `path` is the directory as it is written."""

    __slots__ = ("path",)

    def __init__(self, path: str, line: int, column: int) -> None:
        super().__init__(line, column)
        self.path = path
