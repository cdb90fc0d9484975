"""`python3 -m tests.readme`: write the generated blocks of README.md and docs/ anew.

With --pin it also pins the newest commit that changes what is installed, in the configuration
to paste and where pip installs: as long as no release is tagged.

A block stands between `<!-- name -->` and `<!-- end -->`. Its source is what the
program itself reads: the options in hooks/command/flags.py, the pages in
hooks/rules, the manifest.
"""

from __future__ import annotations

import os
import re
import subprocess
import sys
import textwrap
from collections.abc import Callable, Iterable
from pathlib import Path

import yaml

from hooks.command import config
from hooks.command.config_keys import ALLOW, DAY, DENY, EVERYWHERE, POLICIES, TEXT, TEXTS, Key
from hooks.command.config_unused import OF_A_CHANGE
from hooks.command.flags import COMMON, IMPORTS, OF_HOOK, Flag
from hooks.rules import allow, pages
from hooks.rules.policy import DIRECT_ALONE, LISTED

CHECKOUT = Path(__file__).parent.parent
README = CHECKOUT / "README.md"
DOCS = sorted((CHECKOUT / "docs").glob("*.md"))
TEMPLATE = CHECKOUT / "templates" / "gomod.yml"
PINNED = re.compile(
    r"(?<=    rev: )[0-9a-f]{40}(?= #)|(?<=/gomod-hooks[@/])[0-9a-f]{40}(?=[/\"\s])"
)
INSTALLED = ("hooks", "pyproject.toml", ".pre-commit-hooks.yaml", "action.yml", "action")
BLOCK = re.compile(r"(<!-- (\S+) -->\n).*?(<!-- end -->)", re.S)


def option(flag: Flag) -> str:
    """An option as it is written."""
    choice = "|".join(flag.choices) or flag.value
    return f"`--{flag.name}{' ' + choice if choice else ''}`".replace("|", "\\|")


def options(flags: tuple[Flag, ...]) -> str:
    """A table of options."""
    rows = [
        f"| {option(flag)} | {flag.meaning}{' (repeatable)' if flag.is_repeatable else ''} |\n"
        for flag in flags
    ]
    return "| option | meaning |\n|---|---|\n" + "".join(rows)


def codes(page: Path) -> str:
    """A table of all codes, with links from a page."""
    rules = os.path.relpath(CHECKOUT / "hooks" / "rules", page.parent).replace(os.sep, "/")
    lines = ["| code | what | fails | hooks |\n|---|---|---|---|\n"]
    for code in pages.codes():
        found = pages.page(code)
        assert found is not None
        hooks = ", ".join(found.hooks)
        lines.append(f"| [{code}]({rules}/{code}.md) | {found.title} | {found.fails} | {hooks} |\n")
    return "".join(lines)


def action_inputs() -> str:
    """A table of what the GitHub action takes."""
    action = yaml.safe_load((CHECKOUT / "action.yml").read_text(encoding="utf-8"))
    rows = []
    for name, given in action["inputs"].items():
        default = given["default"]
        known = f" (default: `{default}`)" if default and "$" not in default else ""
        rows.append(f"| `{name}` | {given['description']}{known} |\n")
    return "| input | meaning |\n|---|---|\n" + "".join(rows)


def keys(table: Iterable[Key]) -> str:
    """A table of the keys of a table of the configuration."""
    rows = [f"| `{key.name}` | {key.kind.wanted} | {key.meaning} |\n" for key in table]
    return "| key | takes | meaning |\n|---|---|---|\n" + "".join(rows)


def keys_at_top() -> str:
    """A table of the keys of the configuration itself."""
    named = {flag.name: flag for flag in (*COMMON, IMPORTS)}
    rows = []
    for name in (*config.TOP, IMPORTS.name):
        flag = named[name]
        takes = (TEXTS if flag.is_repeatable else TEXT).wanted if flag.value else "true or false"
        rows.append(f"| `{name}` | {takes} | {flag.meaning} |\n")
    rows.append("| `[hooks.ID]` | table | options of one hook, under the names of its options |\n")
    rows.append("| `[[allow]]` | tables | deliberate exceptions |\n")
    rows.append("| `[[deny]]`, `[[only]]` | tables | modules that are not wanted, or alone are |\n")
    rows.append("| `[policy]` | table | further policies, by their names |\n")
    return "| key | takes | meaning |\n|---|---|---|\n" + "".join(rows)


def keys_of_exceptions() -> str:
    """A table of the keys of an exception."""
    kinds = {"until": DAY} | dict.fromkeys(allow.LISTS, TEXTS)
    return keys(
        Key(name, kinds.get(name, TEXT), meaning + (", required" if name in allow.REQUIRED else ""))
        for name, meaning in ALLOW.items()
    )


REACHES = {DIRECT_ALONE: "direct requirements", LISTED: "what is listed", "": "-"}


def policies() -> str:
    """A table of the policies that have a name."""
    rows = []
    for policy in POLICIES:
        own = [key for key in policy.keys if key.name not in EVERYWHERE]
        takes = "; ".join(f"`{key.name}`: {key.meaning}" for key in own) or "`true`"
        rows.append(f"| `{policy.name}` | {policy.meaning} | {takes} | {REACHES[policy.reach]} |\n")
    head = "| policy | meaning | takes | looks at |\n|---|---|---|---|\n"
    return head + "".join(rows)


def block(name: str, page: Path) -> str:
    """The text of a generated block on a page."""
    changed = textwrap.fill(", ".join(sorted(OF_A_CHANGE)) + ".", 100) + "\n"
    blocks: dict[str, Callable[[], str]] = {
        "action-inputs": action_inputs,
        "codes": lambda: codes(page),
        "codes-of-a-change": lambda: changed,
        "keys-allow": keys_of_exceptions,
        "keys-top": keys_at_top,
        "options": lambda: options(COMMON),
        "policies": policies,
        "policy": lambda: keys(DENY),
    }
    return blocks[name]() if name in blocks else options(OF_HOOK[name])


def current(text: str, page: Path = README) -> str:
    """A page with its generated blocks written anew."""
    return BLOCK.sub(lambda match: match[1] + block(match[2], page) + match[3], text)


def main() -> int:
    """Rewrite the pages and the schema."""
    command = ["git", "log", "-1", "--format=%H", "--", *INSTALLED]
    for page in (README, *DOCS, TEMPLATE):
        text = current(page.read_text(encoding="utf-8"), page)
        if "--pin" in sys.argv:
            done = subprocess.run(command, cwd=CHECKOUT, capture_output=True, check=True, text=True)
            text = PINNED.sub(done.stdout.strip(), text)
        page.write_text(text, encoding="utf-8")
    return 0


if __name__ == "__main__":
    sys.exit(main())
