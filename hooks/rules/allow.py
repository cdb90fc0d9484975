"""`[[allow]]` entries of .gomod-hooks.toml: findings that the user accepts."""

from __future__ import annotations

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from .finding import Finding
    from .hint import Hint

    Entry = Mapping[str, str | Sequence[str]]

HEAD = "[[allow]]"  # how an entry begins
KEYS = ("code", "reason", "path", "module", "version", "hash", "blob", "until")
REQUIRED = ("code", "reason")
LISTS = ("hash", "blob")  # keys that may also hold several texts
# What an exception for these codes has to name, so that it excuses one content and no other
PINS = {"SUM101": "hash", "SUM102": "hash", "SUM110": "hash", "VEN303": "blob"}
PINS |= {"PRF101": "hash", "PRF201": "blob"}


class Allowance:
    """One entry: findings with `code` are accepted, for `reason`. What else it says narrows it
    down: `path` (a file, a folder with all below it, or a pattern of either), `module` (a
    pattern), `version`, and the contents that are accepted, `hashes` and `blobs`. After the day
    `until` ("2026-12-31") it is void. `table` is the entry as it was read, `number` counts the
    entries from 0.
    """

    __slots__ = (
        "blobs",
        "code",
        "hashes",
        "module",
        "number",
        "path",
        "reason",
        "table",
        "until",
        "version",
    )

    def __init__(
        self, entry: Entry, table: Mapping[str, object] | None = None, number: int = 0
    ) -> None:
        self.code = _text(entry, "code")
        self.reason = _text(entry, "reason")
        self.path = _text(entry, "path")
        self.module = _text(entry, "module")
        self.version = _text(entry, "version")
        self.hashes = _texts(entry, "hash")
        self.blobs = _texts(entry, "blob")
        self.until = _text(entry, "until")
        self.table = entry if table is None else table
        self.number = number

    def covers(self, finding: Finding) -> bool:
        """Whether the entry accepts this finding. Of two files that disagree (SUM110), it has to
        name both hashes: one of them may be false."""
        return (
            finding.code == self.code
            and self.reaches(finding.path)
            and _matches(self.module, finding.module)
            and self.version in ("", finding.version)
            and (not self.hashes or finding.hash in self.hashes)
            and (not self.hashes or self.code != "SUM110" or finding.wanted in self.hashes)
            and (not self.blobs or finding.hash in self.blobs)
        )

    def reaches(self, path: str) -> bool:
        """Whether the entry's `path` is this one, a folder above it, or a pattern of either."""
        return not self.path.rstrip("/") or reaches(self.path, path)

    @property
    def subject(self) -> str:
        """What it excuses, for people: its code, and the module or path."""
        return f"{self.code} {self.module or self.path}".rstrip()


def reaches(pattern: str, path: str) -> bool:
    """Whether a pattern is this path, a folder above it, or stands for either; one that ends with a
    slash is a folder."""
    folder = pattern.rstrip("/")
    return (
        (_matches(folder, path) and not pattern.endswith("/"))
        or path.startswith(folder + "/")
        or (folder != exact(folder) and _matches(folder + "/*", path))
    )


def _text(entry: Entry, key: str) -> str:
    value = entry.get(key, "")
    return value if isinstance(value, str) else ""


def _texts(entry: Entry, key: str) -> Sequence[str]:
    value = entry.get(key, ())
    return (value,) if isinstance(value, str) else value


def exact(pattern: str) -> str:
    """A pattern that matches one text alone, or what is below one folder; "" for any other."""
    return "" if any(letter in pattern for letter in "*?[") else pattern


def _matches(pattern: str, text: str) -> bool:
    """Whether a pattern, "" for anything, matches a text."""
    if pattern in ("", text):
        return True
    if not any(letter in pattern for letter in "*?["):
        return False
    from fnmatch import fnmatchcase  # only where there is a pattern

    if pattern.startswith("**/") and fnmatchcase(text, pattern[3:]):
        return True  # as in .gitignore: also at the top
    return fnmatchcase(text, pattern)


def lines(
    code: str,
    module: str = "",
    version: str = "",
    path: str = "",
    pins: Sequence[str] = (),
) -> list[str]:
    """The lines of an entry for `code` to paste into the configuration, narrowed by what is given
    (`pins`: the hashes or blobs to accept); the user has to write the reason."""
    keys = {"code": code, "path": path, "module": module, "version": version}
    given = [f"{key} = {quoted(value)}" for key, value in keys.items() if value]
    accepted = [quoted(pin) for pin in dict.fromkeys(pins)]
    if len(accepted) == 1:
        given.append(f"{PINS[code]} = {accepted[0]}")
    elif len(accepted) == 2:
        given.append(f"{PINS[code]} = [{', '.join(accepted)}]")
    elif accepted:
        given += [f"{PINS[code]} = [", *(f"{pin}," for pin in accepted), "]"]
    return [HEAD, *given, 'reason = ""']


def hints(
    code: str,
    module: str = "",
    version: str = "",
    path: str = "",
    pins: Sequence[str] = (),
    *,
    meant: str = "",
) -> list[Hint]:
    """The lines of an entry as another way out, or as what is left to do if something is `meant`
    ("the change is")."""
    from .hint import otherwise, say  # only when something was found

    begin = otherwise(say("allow it in .gomod-hooks.toml, with a reason:"))
    if meant:
        begin = say(f"if {meant} meant, these lines in .gomod-hooks.toml allow it, with a reason:")
    return [begin, *map(say, lines(code, module, version, path, pins))]


def quoted(text: str) -> str:
    """A TOML basic string, https://toml.io/en/v1.0.0#string."""
    plain = text.encode("utf-8", "surrogateescape").decode("utf-8", "replace")
    return '"' + "".join(map(_escaped, plain)) + '"'


def _escaped(letter: str) -> str:
    if letter in '"\\':
        return "\\" + letter
    return letter if letter.isprintable() else f"\\U{ord(letter):08x}"
