"""The page of a code: what it means, whether it fails a commit, how to fix it.

A page is `CODE.md` beside this module: facts as `name: text`, an empty line, then
the same four sections for every code.
"""

from __future__ import annotations

import os

FOLDER = os.path.dirname(__file__)
ALWAYS, STRICT, ON_REQUEST, NEVER = "always", "strict", "on request", "never"


class Page:
    """The facts of a code, and `text`, its sections in Markdown.

    `fails` is ALWAYS, STRICT, ON_REQUEST or NEVER; `judged` is the path of the module that
    reports the code, `example` that of a test case; `retired` is "" unless the code is no
    longer reported.
    """

    __slots__ = ("code", "example", "fails", "hooks", "judged", "retired", "text", "title")

    def __init__(self, code: str, facts: dict[str, str], text: str) -> None:
        self.code = code
        self.title = facts.get("title", "")
        self.fails = facts.get("fails", "")
        self.hooks = [hook.strip() for hook in facts.get("hooks", "").split(",") if hook.strip()]
        self.judged = facts.get("judged", "")
        self.example = facts.get("example", "")
        self.retired = facts.get("retired", "")
        self.text = text


def codes() -> list[str]:
    """Every code that has a page, sorted."""
    return sorted(name[:-3] for name in os.listdir(FOLDER) if name.endswith(".md"))


def page(code: str) -> Page | None:
    """The page of a code; None for an unknown code."""
    if not (len(code) == 6 and code.isalnum()):
        return None
    try:
        with open(os.path.join(FOLDER, code + ".md"), encoding="utf-8") as file:
            head, _, text = file.read().partition("\n\n")
    except FileNotFoundError:
        return None
    facts = {}
    for line in head.split("\n"):
        name, _, value = line.partition(":")
        facts[name.strip()] = value.strip()
    return Page(code, facts, text)
