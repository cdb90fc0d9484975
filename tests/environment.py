"""Make the Python environment that the tests or the sample run in. Standard library only."""

from __future__ import annotations

import hashlib
import os
import shutil
import subprocess
import sys
from pathlib import Path

CHECKOUT = Path(__file__).resolve().parent.parent


class UnavailableError(Exception):
    """Something that the environment needs is missing; the text is one line for people."""


def python_of(name: str, *requirements: str) -> str:
    """The interpreter of the environment `name` in the checkout, made if missing or stale.

    Raises UnavailableError where git, venv or the package index is missing.
    """
    if shutil.which("git") is None:
        raise UnavailableError("git is not on PATH")
    folder = CHECKOUT / name
    python = folder / ("Scripts/python.exe" if os.name == "nt" else "bin/python")
    facts = [sys.version, str(CHECKOUT), *requirements]
    if any(one.startswith(".") for one in requirements):
        facts.append((CHECKOUT / "pyproject.toml").read_text(encoding="utf-8"))
    stamp = hashlib.sha256("\0".join(facts).encode()).hexdigest()
    mark = folder / "gomod-hooks.stamp"
    if mark.exists() and mark.read_text() == stamp and python.exists():
        return str(python)
    print(f"making {name} ...", file=sys.stderr, flush=True)
    shutil.rmtree(folder, ignore_errors=True)
    _made(folder)
    _installed(str(python), requirements)
    mark.write_text(stamp)
    return str(python)


def _made(folder: Path) -> None:
    made = subprocess.run(
        [sys.executable, "-m", "venv", str(folder)], capture_output=True, text=True, check=False
    )
    if made.returncode:
        raise UnavailableError(
            "Python's venv module is not complete here (Debian: apt install python3-venv)"
        )


def _installed(python: str, requirements: tuple[str, ...]) -> None:
    command = [python, "-m", "pip", "install", "--quiet", "--disable-pip-version-check"]
    done = subprocess.run(
        [*command, *requirements], cwd=CHECKOUT, capture_output=True, text=True, check=False
    )
    if done.returncode:
        lines = [line for line in done.stderr.splitlines() if line.startswith("ERROR")]
        reason = lines[-1] if lines else "pip failed"
        raise UnavailableError(f"the package index did not give what is needed: {reason}")
