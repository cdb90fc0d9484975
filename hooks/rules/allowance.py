"""The `[[allow]]` lines that excuse a finding, ready to paste into .gomod-hooks.toml."""

from __future__ import annotations


def lines(code: str, module: str = "", version: str = "", path: str = "") -> str:
    """The entry for findings of `code`, narrowed by what is given; the reason is the user's."""
    keys = {"code": code, "path": path, "module": module, "version": version}
    given = [f"{key} = {_quoted(value)}" for key, value in keys.items() if value]
    return "\n".join(["[[allow]]", *given, 'reason = ""'])


def _quoted(text: str) -> str:
    """A TOML basic string, https://toml.io/en/v1.0.0#string."""
    plain = text.encode("utf-8", "surrogateescape").decode("utf-8", "replace")
    return '"' + "".join(map(_escaped, plain)) + '"'


def _escaped(letter: str) -> str:
    if letter in '"\\':
        return "\\" + letter
    return letter if letter.isprintable() else f"\\U{ord(letter):08x}"
