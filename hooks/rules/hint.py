"""How to fix a finding: commands to run, or advice in words."""

from __future__ import annotations

# Characters that a shell does not interpret
PLAIN = frozenset("abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789_-+=:,./@%^")

# What a command depends on that a check does not know: the base's name, what is installed
RESTORE, MEND, ASK = "restore", "mend", "ask"
RESTORE_COMMAND = "git restore --staged --worktree"


class Hint:
    """One line of advice.

    `command` is to be run in `folder` ("" for the top of the repository) with the variables
    of `environment` ("GOWORK=off"), and `note` says what it does, or why. `command` is ""
    where `note` alone is the advice. A hint that `is_alternative` begins another way out;
    the hints before it, up to the last such, are done one after the other.

    `kind` is RESTORE where the command takes `path` from the base, MEND where the hook `hook`
    rewrites it, ASK where it asks modcheck: `command.advice` knows how that is done where the
    finding is printed.
    """

    __slots__ = (
        "command",
        "environment",
        "folder",
        "hook",
        "is_alternative",
        "kind",
        "note",
        "path",
    )

    command: str
    environment: str
    folder: str
    hook: str
    is_alternative: bool
    kind: str
    note: str
    path: str

    def __init__(
        self,
        command: str,
        folder: str,
        environment: str,
        note: str,
        *,
        kind: str = "",
        path: str = "",
        hook: str = "",
        is_alternative: bool = False,
    ) -> None:
        fill = object.__setattr__
        fill(self, "command", command)
        fill(self, "folder", folder)
        fill(self, "environment", environment)
        fill(self, "note", note)
        fill(self, "kind", kind)
        fill(self, "path", path)
        fill(self, "hook", hook)
        fill(self, "is_alternative", is_alternative)

    def __setattr__(self, name: str, value: object) -> None:
        raise AttributeError(f"a hint does not change: {name}")

    def __repr__(self) -> str:
        return f"Hint({self.text!r})"

    @property
    def text(self) -> str:
        """The line to show: the command, then where to run it and what it does."""
        start = "or: " if self.is_alternative else ""
        if not self.command:
            return start + self.note
        command = f"{self.environment} {self.command}" if self.environment else self.command
        remarks = [f"in {self.folder}"] if self.folder else []
        remarks += [self.note] if self.note else []
        return f"{start}{command}   ({'; '.join(remarks)})" if remarks else start + command

    def with_command(self, command: str, note: str | None = None) -> Hint:
        """The same advice by another command."""
        return Hint(
            command,
            self.folder,
            self.environment,
            self.note if note is None else note,
            kind=self.kind,
            path=self.path,
            hook=self.hook,
            is_alternative=self.is_alternative,
        )

    def as_alternative(self, is_alternative: bool = True) -> Hint:
        """The same advice as another way out, or as the first."""
        return Hint(
            self.command,
            self.folder,
            self.environment,
            self.note,
            kind=self.kind,
            path=self.path,
            hook=self.hook,
            is_alternative=is_alternative,
        )


def run(command: str, folder: str = "", note: str = "", environment: str = "") -> Hint:
    """A command that fixes the finding when it is run in `folder`."""
    return Hint(command, folder, environment, note)


def say(text: str) -> Hint:
    """Advice in words."""
    return Hint("", "", "", text)


def otherwise(hint: Hint) -> Hint:
    """Another way out than the hints before."""
    return hint.as_alternative()


def restore(path: str, note: str = "", *, folder: str = "", then: str = "") -> Hint:
    """What takes a file, or all files of a folder, from the base; `then` is a command to run
    after it in `folder`.

    It is left out where no base has the file, or where the file is as it was.
    """
    shown = path[len(folder) + 1 :] if folder else path
    command = f"{RESTORE_COMMAND} {quoted(shown)}"
    command = f"{command} && {then}" if then else command
    return Hint(command, folder, "", note, kind=RESTORE, path=path)


def mend_where_configured(hook: str, path: str, note: str) -> Hint:
    """Another way out: what makes a hook rewrite a file, where the staged configuration runs it.
    It is left out where it does not."""
    return Hint("", "", "", note, kind=MEND, path=path, hook=hook, is_alternative=True)


def mend(hook: str, path: str, note: str = "", *, option: str = "") -> Hint:
    """What makes a hook rewrite a file, with an option where it does that on request only."""
    command = f"fix {option} {quoted(path)}" if option else f"fix {quoted(path)}"
    return Hint(f"modcheck {command}", "", "", note, kind=MEND, path=path, hook=hook)


def ask(what: str, question: str) -> Hint:
    """Advice to find out `what` is to be changed: `question` is a command of modcheck with its
    arguments, which mends nothing by itself."""
    return Hint("", "", "", f"{what}: modcheck {question}", kind=ASK)


def quoted(path: str) -> str:
    """A path as an argument of a command: quoted for a shell where needed, in a way that holds
    when unprintable characters are shown as escapes, and with "./" where the command would take
    it for an option."""
    if path[:1] in ("-", ":"):
        path = "./" + path
    if PLAIN.issuperset(path):
        return path
    if not path.isprintable():
        return "$'" + path.replace("\\", "\\\\").replace("'", "\\'") + "'"
    return "'" + path.replace("'", "'\\''") + "'"
