"""The directives of go.mod and go.work, as the Go Modules Reference names them.

Each carries `line` and `column` (from 1; column in characters) of its first
word; inside a block that is the first word of its own line. Quoted strings are
given unquoted. Bytes that are no UTF-8 stand as surrogates.
See https://go.dev/ref/mod#go-mod-file and https://go.dev/ref/mod#go-work-file.
"""

from __future__ import annotations


class Directive:
    """Where a directive stands."""

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
    """`require path version`, with its `// indirect` comment or without."""

    __slots__ = ("indirect", "path", "version")

    def __init__(self, path: str, version: str, indirect: bool, line: int, column: int) -> None:
        super().__init__(line, column)
        self.path = path
        self.version = version
        self.indirect = indirect


class Exclusion(Directive):
    """`exclude path version`."""

    __slots__ = ("path", "version")

    def __init__(self, path: str, version: str, line: int, column: int) -> None:
        super().__init__(line, column)
        self.path = path
        self.version = version


class Replacement(Directive):
    """`replace old [version] => new [version]`.

    `version` "" replaces every version of `path`; `target_version` "" means
    that `target` is a directory.
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


class Retraction(Directive):
    """`retract version` or `retract [low, high]` (low equals high for one version)."""

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


class Use(Directive):
    """`use directory` of go.work, as it is written."""

    __slots__ = ("path",)

    def __init__(self, path: str, line: int, column: int) -> None:
        super().__init__(line, column)
        self.path = path
