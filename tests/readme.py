"""`python3 -m tests.readme`: write the generated blocks of README.md anew.

With --pin it also pins the newest commit that changes what is installed, in the configuration
to paste and where pip installs: as long as no release is tagged.

A block stands between `<!-- name -->` and `<!-- end -->`. Its source is what the
program itself reads: the options in hooks/command/flags.py, the pages in
hooks/rules, the manifest.
"""

from __future__ import annotations

import re
import subprocess
import sys
from pathlib import Path

from hooks.command.config_keys import DENY, EVERYWHERE, POLICIES, Key
from hooks.command.flags import COMMON, OF_HOOK, Flag
from hooks.rules import pages
from hooks.rules.policy import DIRECT_ALONE, LISTED

README = Path(__file__).parent.parent / "README.md"
PINNED = re.compile(r"(?<=    rev: )[0-9a-f]{40}(?= #)|(?<=/gomod-hooks@)[0-9a-f]{40}")
INSTALLED = ("hooks", "pyproject.toml", ".pre-commit-hooks.yaml")
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


def codes() -> str:
    """A table of all codes."""
    lines = ["| code | what | fails | hooks |\n|---|---|---|---|\n"]
    for code in pages.codes():
        page = pages.page(code)
        assert page is not None
        hooks = ", ".join(page.hooks)
        lines.append(
            f"| [{code}](hooks/rules/{code}.md) | {page.title} | {page.fails} | {hooks} |\n"
        )
    return "".join(lines)


def keys(table: tuple[Key, ...]) -> str:
    """A table of the keys of a table of the configuration."""
    rows = [f"| `{key.name}` | {key.kind.wanted} | {key.meaning} |\n" for key in table]
    return "| key | takes | meaning |\n|---|---|---|\n" + "".join(rows)


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


def block(name: str) -> str:
    """The text of a generated block."""
    if name == "codes":
        return codes()
    if name == "policy":
        return keys(DENY)
    if name == "policies":
        return policies()
    if name == "options":
        return options(COMMON)
    return options(OF_HOOK[name])


def current(text: str) -> str:
    """A README with its generated blocks written anew."""
    return BLOCK.sub(lambda match: match[1] + block(match[2]) + match[3], text)


def main() -> int:
    """Rewrite README.md."""
    text = current(README.read_text(encoding="utf-8"))
    if "--pin" in sys.argv:
        command = ["git", "log", "-1", "--format=%H", "--", *INSTALLED]
        done = subprocess.run(
            command, cwd=README.parent, capture_output=True, check=True, text=True
        )
        text = PINNED.sub(done.stdout.strip(), text)
    README.write_text(text, encoding="utf-8")
    return 0


if __name__ == "__main__":
    sys.exit(main())
