"""What mkdocs adds to the pages of this folder: a page for each code, from hooks/rules.

The pages link to files of the checkout, so that they can be read there as well; on the site,
links to the pages of codes lead to these, and links to other files into the repository.
"""

from __future__ import annotations

import difflib
import posixpath
import re
import sys
from pathlib import Path
from typing import TYPE_CHECKING

CHECKOUT = Path(__file__).resolve().parent.parent
if str(CHECKOUT) not in sys.path:
    sys.path.insert(0, str(CHECKOUT))

from hooks.command.flags import OF_HOOK  # noqa: E402
from hooks.rules import pages  # noqa: E402
from hooks.values.product import REPOSITORY  # noqa: E402

if TYPE_CHECKING:
    from mkdocs.config.defaults import MkDocsConfig
    from mkdocs.structure.files import Files
    from mkdocs.structure.pages import Page

LONGEST = 40  # lines of a change or an output that a page shows
LINK = re.compile(r"(?<=\]\()(\.\./[^)#\s]*)")
CODE = re.compile(r"`[^`\n]+`")
SCHEMA = "gomod-hooks.schema.json"
RULES = "../hooks/rules/"
FAMILIES = {
    "DIR": "go and toolchain lines",
    "DRF": "version drift",
    "ENV": "settings",
    "FMT": "layout",
    "MOD": "go.mod and go.work",
    "POL": "policy",
    "PRF": "proof",
    "REP": "replacements",
    "SUM": "checksums",
    "TID": "imports",
    "VEN": "vendor",
}
FAILS = {
    "always": "It stops a commit.",
    "strict": "It stops a commit with `--strict`, and in a hook that mends it.",
    "on request": "It is judged only with the option that asks for it.",
    "never": "It is told and passes.",
}


def on_config(config: MkDocsConfig) -> MkDocsConfig:
    """Put the pages of the codes into the navigation, a section for each family."""
    families: dict[str, list[str]] = {}
    for code in pages.codes():
        families.setdefault(code[:3], []).append(f"rules/{code}.md")
    [section] = [entry["Codes"] for entry in config.nav or [] if "Codes" in entry]
    section += [{f"{family}: {FAMILIES[family]}": names} for family, names in families.items()]
    return config


def on_files(files: Files, config: MkDocsConfig) -> Files:
    """Add the page of each code, and the schema of the configuration."""
    from mkdocs.structure.files import File

    for code in pages.codes():
        files.append(File.generated(config, f"rules/{code}.md", content=page_of(code)))
    schema = (CHECKOUT / SCHEMA).read_text(encoding="utf-8")
    files.append(File.generated(config, SCHEMA, content=schema))
    return files


def on_page_markdown(markdown: str, page: Page, **_: object) -> str:
    """Let links to files of the checkout lead somewhere on the site, and show the bars of tables
    that GitHub wants to have escaped."""
    markdown = CODE.sub(lambda match: match[0].replace("\\|", "|"), markdown)
    return LINK.sub(lambda match: _link(match[1], page.file.src_uri), markdown)


def _link(target: str, source: str) -> str:
    if target.startswith(RULES) and target.endswith(".md"):
        return posixpath.relpath("rules", posixpath.dirname(source) or ".") + target[14:]
    path = posixpath.normpath(posixpath.join("docs", source, "..", target))
    kind = "tree" if (CHECKOUT / path).is_dir() else "blob"
    return f"{REPOSITORY}/{kind}/main/{path}"


def page_of(code: str) -> str:
    """The page of a code in Markdown: its facts, its text, its example."""
    page = pages.page(code)
    assert page is not None
    hooks = [f"[{hook}](../hooks.md#{hook})" for hook in page.hooks if hook in OF_HOOK]
    lines = [f"---\ntitle: {code} {page.title}\n---\n", f"# {code}: {page.title}\n"]
    lines.append(f"{FAILS[page.fails]} Judged by {', '.join(hooks)}.\n")
    if page.retired:
        lines.append(f"It is no longer reported: {page.retired}\n")
    lines.append(page.text.strip() + "\n")
    if page.example:
        lines.append(_example(CHECKOUT / page.example))
    sources = ", ".join(f"[{path}]({REPOSITORY}/blob/main/{path})" for path in page.judged.split())
    lines.append(f"Judged in {sources}; `modcheck rule {code}` prints this page.\n")
    return "\n".join(lines)


def _example(case: Path) -> str:
    """A case of testdata: the change as a difference, and what the hook says of it."""
    where = case.relative_to(CHECKOUT).as_posix()
    lines = [f"## Example\n\nA commit of [{where}]({REPOSITORY}/tree/main/{where}):\n"]
    for caption, text, language in (
        ("", _change(case), "diff"),
        (f"`{_command(case)}` says of it:\n", _text(case / "expected.txt"), "text"),
    ):
        if text:
            lines.append(f"{caption}\n```{language}\n{text}```\n")
    return "\n".join(lines)


def _command(case: Path) -> str:
    options = _text(case / "args.txt").split()
    return " ".join([case.parent.name, *options])


def _change(case: Path) -> str:
    """The difference of the two sides, cut where it is long."""
    sides = [_files(case / side) for side in ("base", "staged")]
    lines: list[str] = []
    for name in sorted({*sides[0], *sides[1]}):
        old, new = (side.get(name, "").splitlines() for side in sides)
        found = difflib.unified_diff(old, new, f"a/{name}", f"b/{name}", lineterm="", n=2)
        lines += list(found)
    return _cut(lines)


def _files(folder: Path) -> dict[str, str]:
    return {
        path.relative_to(folder).as_posix(): _text(path)
        for path in folder.rglob("*")
        if path.is_file() and not path.is_symlink()
    }


def _text(path: Path) -> str:
    """A file as text that a page can hold."""
    if not path.exists():
        return ""
    text = path.read_bytes().decode("utf-8", "replace")
    shown = "".join(c if c.isprintable() or c in "\n\t" else "\ufffd" for c in text)
    return _cut(shown.splitlines()) if path.name == "expected.txt" else shown


def _cut(lines: list[str]) -> str:
    if len(lines) > LONGEST:
        lines = [*lines[:LONGEST], "..."]
    return "".join(f"{line}\n" for line in lines).replace("```", "'''")
