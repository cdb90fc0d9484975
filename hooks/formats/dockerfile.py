"""The images that a Dockerfile, or Containerfile, is built from, with their versions of Go.

    line = "FROM" { "--" option } image [ "AS" name ] | "ARG" name [ "=" default ] .

https://docs.docker.com/reference/dockerfile/: words are without regard to case, a line goes on
after the escape character at its end, and only the arguments before the first FROM count there.
"""

from __future__ import annotations

from .named_version import NamedVersion, of_image

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping


def versions(data: bytes) -> list[NamedVersion]:
    """The versions of Go that the images name, in file order."""
    arguments: dict[str, str] = {}
    written: dict[str, tuple[str, int]] = {}
    named = []
    has_begun = False
    for number, words in _instructions(data):
        verb = words[0].upper()
        if verb == "ARG" and not has_begun:
            for word in words[1:]:
                name, _, default = word.partition("=")
                written[name] = default.strip("\"'"), number
                arguments[name] = expanded(written[name][0], arguments)
        elif verb == "FROM":
            has_begun = True
            image = next((word for word in words[1:] if not word.startswith("--")), "")
            whole = expanded(image, arguments)
            version = of_image(whole)
            if version:
                holding = {name: text for name, text in arguments.items() if version in text}
                line = _origin(image, number, holding, written)
                named.append(NamedVersion(version, line, has_digest="@" in whole))
    return named


def _origin(
    text: str, line: int, holding: Mapping[str, str], written: Mapping[str, tuple[str, int]]
) -> int:
    """The line on which a version is written that stands in the `text` of a line: it may come from
    an argument that is `holding` it, whose default may come from another one. `written` are the
    defaults with their lines."""
    left = dict(holding)
    while name := next(
        (each for each in left if expanded(text, {each: "*"}) != expanded(text, {})), ""
    ):
        del left[name]
        text, line = written[name]
    return line


def _instructions(data: bytes) -> Iterator[tuple[int, list[str]]]:
    """The words of each instruction, with the line that it begins on."""
    begun: list[str] = []
    first = 0
    escape = "\\"
    for number, line in enumerate(data.decode("utf-8", "replace").split("\n"), start=1):
        text = line.strip()
        if text.startswith("#"):
            if text.replace(" ", "").lower() == "#escape=`" and not first:
                escape = "`"
            continue
        first = first if begun else number
        begun += text.removesuffix(escape).split()
        if begun and not text.endswith(escape):
            yield first, begun
            begun = []
    if begun:
        yield first, begun


def expanded(text: str, variables: Mapping[str, str]) -> str:
    """A text with its variables: $NAME, ${NAME}, ${NAME:-default} and ${NAME-default}. One that is
    not known becomes empty."""
    parts = text.split("$")
    whole = parts[0]
    for part in parts[1:]:
        if part.startswith("{"):
            inside, _, rest = part[1:].partition("}")
            name, dash, default = inside.partition("-")
            value = variables.get(name.removesuffix(":"), "")
            whole += (value or (default if dash else "")) + rest
        else:
            length = next((at for at, each in enumerate(part) if not _is_of_name(each)), len(part))
            whole += variables.get(part[:length], "") + part[length:]
    return whole


def _is_of_name(letter: str) -> bool:
    return letter == "_" or (letter.isascii() and letter.isalnum())
