"""`modcheck doctor`: why does the go command behave differently here?"""

from __future__ import annotations

import os

from ..command.output import FOUND, PASSED, print_error, write_out
from ..doctor import installation, modules, programs, settings, sources
from ..doctor.observation import BROKEN, ODD, STEPS
from ..values import goproxy

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from ..command.parser import Parser
    from ..doctor.observation import Observation

ABOUT = """Why does the go command behave differently here? Which go runs, and with whose settings;
what the modules at hand ask of it; what would be fetched from where. Each line is ok, odd or
broken, with the command that mends it. The exit status is 1 where something is broken."""

EXITS = "0 nothing is broken; 1 something is; 2 usage error"


def doctor(arguments: Sequence[str]) -> int:
    """Print the diagnosis. The exit status: 0, 1 where something is broken, 2 for an error.
    Raises UsageError."""
    given = parser().parse_args(arguments)
    if not os.path.isdir(given.folder):
        return print_error("modcheck doctor", f"{given.folder} is not a folder")
    found = list(_observed(given.folder, given.online))
    write_out(_json(found) if given.format == "json" else _text(found))
    return FOUND if any(each.state == BROKEN for each in found) else PASSED


def parser() -> Parser:
    """The command line."""
    from ..command.parser import Parser

    parser = Parser("modcheck doctor", ABOUT, EXITS)
    parser.add_argument("folder", nargs="?", metavar="DIR", default=".", help="default: here")
    parser.add_argument("--online", action="store_true", help="also try the proxies, and time them")
    parser.add_argument("--format", choices=("text", "json"), default="text")
    return parser


def _observed(folder: str, is_online: bool) -> Iterator[Observation]:
    environment = dict(os.environ)
    answers = [programs.ask(path, folder, environment) for path in programs.on_path(environment)]
    first = answers[0] if answers else None
    known = settings.read(environment, first)
    own = ""
    if first is not None and environment.get("GOROOT"):
        own = programs.goroot(first.path, folder, environment)
    yield from installation.observed(answers, known, own)
    found = modules.at_hand(folder)
    yield from modules.observed(found, modules.workspace(folder, known), first, known)
    yield from sources.observed(found, known)
    if is_online:
        from ..doctor import online

        yield from online.observed(goproxy.chain(known.value("GOPROXY"))[0], known)


def _text(found: Sequence[Observation]) -> str:
    from ..report import terminal
    from ..report.escaped import escaped

    colour = terminal.has_colour()
    styles = {BROKEN: "error", ODD: "warning"}
    lines = []
    for step, title in STEPS.items():
        lines.append(f"{step}. {title}")
        for each in found:
            if each.step != step:
                continue
            state = f"{each.state:8}"
            if each.state in styles:
                state = terminal.painted(state, styles[each.state], colour)
            subject = f"{escaped(each.subject)}: " if each.subject else ""
            lines.append(f"   {state}{subject}{escaped(each.text)}")
            if each.command and each.state in styles:
                plain = each.command if each.command.isprintable() else escaped(each.command)
                command = terminal.painted(plain, "command", colour)
                lines.append(f"               {command}")
    return "".join(f"{line}\n" for line in lines)


def _json(found: Sequence[Observation]) -> str:
    from ..report.json_report import dump, plain
    from ..values.product import NAME, VERSION

    lines = [
        {
            "step": each.step,
            "state": each.state,
            "subject": plain(each.subject),
            "text": plain(each.text),
            "command": plain(each.command),
        }
        for each in found
    ]
    return dump({"tool": {"name": NAME, "version": VERSION}, "observations": lines})
