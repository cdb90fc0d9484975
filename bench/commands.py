"""What is measured: the manifest's own entries, and scripts for what can not be avoided."""

from __future__ import annotations

import re
import shlex
from collections.abc import Mapping, Sequence
from pathlib import Path

from tests.environment import CHECKOUT

Commands = Mapping[str, Sequence[str]]

# Reads files, given by name on standard input, and works out the h1 of each
HASH = """
import hashlib, sys
for path in sys.stdin.read().splitlines():
    with open(path, "rb") as file:
        line = hashlib.sha256(file.read()).hexdigest() + "  go.mod\\n"
    hashlib.sha256(line.encode()).digest()
"""
# Reads the files of a zip, and hashes each
HASH_ZIP = """
import hashlib, sys, zipfile
with zipfile.ZipFile(sys.argv[1]) as archive:
    for entry in archive.infolist():
        hashlib.sha256(archive.read(entry)).hexdigest()
"""
DROP = "import os\nwhile os.read(0, 1 << 16):\n    pass\n"


def entries(python: str) -> dict[str, list[str]]:
    """The command of each hook as the framework starts it, by id."""
    manifest = (CHECKOUT / ".pre-commit-hooks.yaml").read_text(encoding="utf-8")
    found = re.findall(r"^- id: (\S+)\n(?:  .*\n)*?  entry: python (.*)\n", manifest, re.M)
    return {name: [python, *shlex.split(entry)] for name, entry in found}


def dependencies() -> list[str]:
    """What the framework installs for some hooks beside the package."""
    manifest = (CHECKOUT / ".pre-commit-hooks.yaml").read_text(encoding="utf-8")
    lists = re.findall(r"^  additional_dependencies: \[(.*?)\]", manifest, re.M)
    return [name for each in lists for name in re.findall(r'"([^"]+)"', each)]


def floor(python: str) -> dict[str, list[str]]:
    """The same interpreter doing nothing, and one listing by git."""
    return {
        "interpreter": [python, "-I", "-c", "pass"],
        "git ls-files -s": ["git", "ls-files", "-s"],
    }


def floor_with_bytes(python: str, oids: Path) -> dict[str, list[str]]:
    """Those, and the contents of all files (their ids are in a file) into a Python that drops
    them."""
    drop = shlex.join([python, "-ISc", DROP])
    reading = f"git cat-file --batch < {shlex.quote(str(oids))} | {drop}"
    return floor(python) | {"git cat-file --batch": ["sh", "-c", reading]}
