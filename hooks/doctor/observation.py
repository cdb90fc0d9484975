"""One line of the diagnosis."""

from __future__ import annotations

from dataclasses import dataclass

OK, ODD, BROKEN = "ok", "odd", "broken"
PROGRAMS, MODULES, SOURCES = 1, 2, 3
STEPS = {
    PROGRAMS: "which go, and whose environment",
    MODULES: "what the modules ask of it",
    SOURCES: "what would be fetched from where",
}


@dataclass(frozen=True, slots=True)
class Observation:
    """What is the case (`text`) with `subject`, mostly a variable: OK, ODD where it may be meant
    but surprises, BROKEN where a command of Go fails. `command` mends it, "" where there is
    nothing to mend or no one command does."""

    step: int
    state: str
    subject: str
    text: str
    command: str = ""
