"""`[[allow]]` entries of .gomod-hooks.toml: findings that the user accepts."""

from __future__ import annotations

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping

    from .finding import Finding

KEYS = ("code", "reason", "path", "module", "version")
REQUIRED = ("code", "reason")


class Allowance:
    """One entry: findings with `code` are accepted, for `reason`. `path`, `module` and `version`
    narrow it down, unless they are "". A path that ends in "/" includes all below it."""

    __slots__ = ("code", "module", "path", "reason", "version")

    def __init__(self, entry: Mapping[str, str]) -> None:
        self.code = entry["code"]
        self.reason = entry["reason"]
        self.path = entry.get("path", "")
        self.module = entry.get("module", "")
        self.version = entry.get("version", "")


class Allowances:
    """All entries, to be asked about one finding after the other: there may be many of both."""

    __slots__ = ("_codes", "_known")

    def __init__(self, entries: Iterable[Allowance]) -> None:
        self._known = {(entry.code, entry.path, entry.module, entry.version) for entry in entries}
        self._codes = {entry[0] for entry in self._known}

    def covers(self, finding: Finding) -> bool:
        """Whether an entry accepts this finding."""
        code = finding.code
        if code not in self._codes:
            return False
        modules, versions = {"", finding.module}, {"", finding.version}
        return any(
            (code, path, module, version) in self._known
            for path in ("", finding.path, *_folders(finding.path))
            for module in modules
            for version in versions
        )


def _folders(path: str) -> Iterator[str]:
    """The folders above a path, each with "/" at its end."""
    at = path.find("/")
    while at >= 0:
        yield path[: at + 1]
        at = path.find("/", at + 1)


def lines(code: str, module: str = "", version: str = "", path: str = "") -> list[str]:
    """The lines of an entry for `code` to paste into the configuration, narrowed by what is given;
    the user has to write the reason."""
    keys = {"code": code, "path": path, "module": module, "version": version}
    given = [f"{key} = {_quoted(value)}" for key, value in keys.items() if value]
    return ["[[allow]]", *given, 'reason = ""']


def _quoted(text: str) -> str:
    """A TOML basic string, https://toml.io/en/v1.0.0#string."""
    plain = text.encode("utf-8", "surrogateescape").decode("utf-8", "replace")
    return '"' + "".join(map(_escaped, plain)) + '"'


def _escaped(letter: str) -> str:
    if letter in '"\\':
        return "\\" + letter
    return letter if letter.isprintable() else f"\\U{ord(letter):08x}"
