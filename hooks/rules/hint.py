"""How to fix a finding: commands to run, or advice in words."""

from __future__ import annotations

# Characters that a shell does not interpret
PLAIN = frozenset("abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789_-+=:,./@%^")


class Hint:
    """One line of advice.

    `command` is to be run in `folder` ("" for the top of the repository) with the variables
    of `environment` ("GOWORK=off"), and `note` says what it does, or why. `command` is ""
    where `note` alone is the advice.
    """

    __slots__ = ("command", "environment", "folder", "note")

    command: str
    environment: str
    folder: str
    note: str

    def __init__(self, command: str, folder: str, environment: str, note: str) -> None:
        fill = object.__setattr__
        fill(self, "command", command)
        fill(self, "folder", folder)
        fill(self, "environment", environment)
        fill(self, "note", note)

    def __setattr__(self, name: str, value: object) -> None:
        raise AttributeError(f"a hint does not change: {name}")

    def __repr__(self) -> str:
        return f"Hint({self.text!r})"

    @property
    def text(self) -> str:
        """The line to show: the command, then where to run it and what it does."""
        if not self.command:
            return self.note
        command = f"{self.environment} {self.command}" if self.environment else self.command
        remarks = [f"in {self.folder}"] if self.folder else []
        remarks += [self.note] if self.note else []
        return f"{command}   ({'; '.join(remarks)})" if remarks else command


def run(command: str, folder: str = "", note: str = "", environment: str = "") -> Hint:
    """A command that fixes the finding when it is run in `folder`."""
    return Hint(command, folder, environment, note)


def say(text: str) -> Hint:
    """Advice in words."""
    return Hint("", "", "", text)


def quoted(path: str) -> str:
    """A path as an argument of a command: quoted for a shell where needed, and with "./" where
    the command would take it for an option."""
    if path[:1] in ("-", ":"):
        path = "./" + path
    if PLAIN.issuperset(path):
        return path
    return "'" + path.replace("'", "'\\''") + "'"
