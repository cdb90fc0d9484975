"""`python3 -m tests.picture`: draw docs/stopped-commit.svg anew, from a real commit.

The commit is made in the sample repository, with the hooks of this checkout installed by the real
framework, on a terminal. What the terminal shows is drawn, nothing is retouched.
"""

from __future__ import annotations

import re
import shutil
import sys
import tempfile
from collections.abc import Iterator
from html import escape
from pathlib import Path

from tests.environment import CHECKOUT, python_of
from tests.sample import SAMPLE, Stage, tracked_files
from tests.screen import on_terminal

PICTURE = CHECKOUT / "docs" / "stopped-commit.svg"
MISTAKES = ("go-replace-targets", "go-directive")  # folders of the sample that are committed
MESSAGE = "Add a tool, and move the library"
COLUMNS = 118
WIDTH, HEIGHT, MARGIN = 7.83, 19, 18  # pixels of a character, of a line, around the text
BACK, FRONT = "#1d2430", "#d8dee9"
COLOURS = {
    "31": "#ff7b72",
    "32": "#7ee787",
    "33": "#e3b341",
    "36": "#76e3ea",
    "37": "#ffffff",
}
BACKS = {"41": "#b62324", "42": "#196c2e", "43": "#845306", "46": "#1b7c83"}
HARD_SPACE = "\u00a0"  # viewers drop plain ones at the ends of a text
ESCAPE = re.compile(r"\x1b\[([\d;]*)([A-Za-z])")


def recorded() -> str:
    """What a terminal shows of the commit, with its escape sequences."""
    python = python_of(".venv-sample", "pre-commit")
    with tempfile.TemporaryDirectory(prefix="gomod-hooks-") as scratch:
        stage = Stage(Path(scratch), python)
        revision = stage.publish(tracked_files())
        stage.start(revision)
        stage.commit("healthy", "Start the shop")
        (stage.shop / ".pre-commit-config.yaml").write_text(
            f"repos:\n  - repo: {stage.hooks}\n    rev: {revision}\n"
            "    hooks:\n      - id: go-mod-gate\n"
        )
        for name in MISTAKES:
            shutil.copytree(SAMPLE / name, stage.shop, dirs_exist_ok=True)
        stage.git("add", "--all", "--force")
        environment = stage.environment | {"PRE_COMMIT_COLOR": "always"}
        command = ["git", "commit", "-m", MESSAGE]
        shown, status = on_terminal(command, stage.shop, columns=COLUMNS, **environment)
    assert status == 1, shown
    return f'$ git commit -m "{MESSAGE}"\n{shown}'


def cells(line: str) -> Iterator[tuple[str, str, str, str]]:
    """The pieces of a line: text, colour, background, and what else is said of the letters."""
    colour = back = style = ""
    position = 0
    for match in (*ESCAPE.finditer(line), None):
        end = len(line) if match is None else match.start()
        if line[position:end]:
            yield line[position:end], colour, back, style
        if match is None:
            break
        position = match.end()
        for code in match[1].split(";") if match[2] == "m" else ():
            if code in ("", "0"):
                colour = back = style = ""
            colour, back = COLOURS.get(code, colour), BACKS.get(code, back)
            style += {"1": ' font-weight="bold"', "2": ' opacity="0.7"'}.get(code, "")


def wrapped(text: str) -> list[list[tuple[str, str, str, str]]]:
    """The lines as the terminal breaks them."""
    lines = []
    for line in text.rstrip("\n").split("\n"):
        row: list[tuple[str, str, str, str]] = []
        free = COLUMNS
        for piece, *look in cells(line.rpartition("\r")[2] if "\r" in line else line):
            while piece:
                row.append((piece[:free], *look))  # type: ignore[arg-type]
                piece, free = piece[free:], free - len(piece[:free])
                if not free:
                    lines.append(row)
                    row, free = [], COLUMNS
        lines.append(row)
    return lines


def drawn(text: str) -> str:
    """What a terminal shows, as a picture."""
    lines = wrapped(text)
    width, height = round(COLUMNS * WIDTH + 2 * MARGIN), len(lines) * HEIGHT + 2 * MARGIN
    parts = [
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {width} {height}" role="img">\n'
        "<title>git commit, stopped by go-mod-gate</title>\n"
        f'<rect width="{width}" height="{height}" rx="8" fill="{BACK}"/>\n'
        f'<g font-family="ui-monospace, SFMono-Regular, Menlo, Consolas, monospace" '
        f'font-size="13" fill="{FRONT}">\n'
    ]
    for number, row in enumerate(lines):
        top, column = MARGIN + number * HEIGHT, 0
        for piece, colour, back, style in row:
            left, length = MARGIN + column * WIDTH, len(piece) * WIDTH
            if back:
                parts.append(
                    f'<rect x="{left:.1f}" y="{top}" width="{length:.1f}" height="{HEIGHT}" '
                    f'fill="{back}"/>\n'
                )
            fill = f' fill="{colour}"' if colour else ""
            parts.append(
                f'<text x="{left:.1f}" y="{top + 14}" textLength="{length:.1f}"{fill}{style}>'
                f"{escape(piece).replace(' ', HARD_SPACE)}</text>\n"
            )
            column += len(piece)
    return "".join([*parts, "</g>\n</svg>\n"])


def main() -> int:
    """Write the picture."""
    PICTURE.write_text(drawn(recorded()), encoding="utf-8")
    return 0


if __name__ == "__main__":
    sys.exit(main())
