"""Coverage-guided fuzzing of the readers and of all hooks: `python -m tests.fuzz`.

Wants the package atheris, which is not among the development dependencies: it is
built for a few versions of Python only. Each target runs in a process of its own,
starts from the files in testdata, and ends at its first crash or when its time is up.
"""

from __future__ import annotations

import argparse
import importlib.util
import re
import subprocess
import sys
import tempfile
from collections.abc import Callable
from pathlib import Path
from typing import Any

CONFIG = ".gomod-hooks.toml"
HOOKS = "every hook"
TARGETS = ("go.mod", "go.work", "go.sum", "vendor/modules.txt", CONFIG, HOOKS)
FILES = ("go.mod", "go.sum", "go.work", "go.work.sum", "vendor/modules.txt")
BETWEEN = b"\0\n"  # stands between the files of one input
LONGEST = 8192  # bytes of an input
SLOW = 20  # seconds after which an input counts as a hang
_STAT = re.compile(r"stat::number_of_executed_units:\s*(\d+)")


def main(arguments: list[str]) -> int:
    """0: no crash; 1: some, each with the input that makes it; 2: atheris is not installed."""
    parser = argparse.ArgumentParser("python -m tests.fuzz", description=__doc__)
    parser.add_argument("--seconds", type=int, default=60, help="for each target (default: 60)")
    parser.add_argument("--only", choices=TARGETS, help="this target alone")
    parser.add_argument("--run", choices=TARGETS, help=argparse.SUPPRESS)
    parser.add_argument("rest", nargs="*", help=argparse.SUPPRESS)
    given = parser.parse_args(arguments)
    if importlib.util.find_spec("atheris") is None:
        print("atheris is not installed: python -m pip install atheris", file=sys.stderr)
        return 2
    if given.run:
        fuzz(given.run, given.rest)
    print(f"{'target':20} {'inputs':>10} {'seconds':>8}  result")
    crashes = 0
    for target in [given.only] if given.only else TARGETS:
        tried, crash = watched(target, given.seconds)
        crashes += bool(crash)
        print(f"{target:20} {tried:10} {given.seconds:8}  {crash or 'no crash'}", flush=True)
    return bool(crashes)


def watched(target: str, seconds: int) -> tuple[int, str]:
    """Run a target in its own process: how many inputs it tried, and what it crashed with."""
    with tempfile.TemporaryDirectory(prefix="fuzz-") as scratch:
        seeds = Path(scratch, "seeds")
        seeds.mkdir()
        for number, data in enumerate(beginnings(target)):
            (seeds / str(number)).write_bytes(data)
        words = Path(scratch, "words")
        words.write_text(dictionary())
        options = [
            f"-max_total_time={seconds}",
            f"-max_len={LONGEST}",
            f"-timeout={SLOW}",
            f"-artifact_prefix={scratch}/",
            f"-dict={words}",
            "-print_final_stats=1",
            str(seeds),
        ]
        command = [sys.executable, "-m", "tests.fuzz", "--run", target, "--", *options]
        ran = subprocess.run(command, capture_output=True)
        told = ran.stderr.decode("utf-8", "replace") + ran.stdout.decode("utf-8", "replace")
        found = _STAT.search(told)
        tried = int(found[1]) if found else 0
        if ran.returncode == 0:
            return tried, ""
        inputs = [repr(path.read_bytes()) for path in Path(scratch).glob("*-*") if path.is_file()]
        return tried, "\n".join([told[-3000:], *inputs])


def beginnings(target: str) -> list[bytes]:
    """What a target starts from."""
    from tests.hostile.texts import REAL

    if target != HOOKS:
        return REAL[target]
    folders = {path.parent for path in TESTDATA.rglob("go.mod") if path.is_file()}
    return [
        BETWEEN.join(
            (folder / name).read_bytes() if (folder / name).is_file() else b"" for name in FILES
        )
        for folder in sorted(folders)
    ]


TESTDATA = Path(__file__).parent.parent / "testdata"


def dictionary() -> str:
    """The fragments that fool readers, in the form that the fuzzer reads."""
    from tests.hostile.texts import FRAGMENTS

    words = [word for word in FRAGMENTS if len(word) < 100]
    return "".join('"' + "".join(f"\\x{byte:02x}" for byte in word) + '"\n' for word in words)


def fuzz(target: str, options: list[str]) -> None:
    """Try inputs until the time is up; the process ends here."""
    atheris = importlib.import_module("atheris")
    with atheris.instrument_imports(include=["hooks"]):
        reading = importlib.import_module("tests.hostile.reading")
        judging = importlib.import_module("tests.hostile.judging")
        for door in judging.DOORS:
            importlib.import_module(f"hooks.{door}")
    atheris.Setup([sys.argv[0], *options], tried(target, reading, judging))
    atheris.Fuzz()


def tried(target: str, reading: Any, judging: Any) -> Callable[[bytes], None]:
    """What is done with each input of a target; it raises where something is not as it ought."""
    from tests.hostile.texts import raw

    def read(data: bytes) -> None:
        if target == CONFIG:
            reading.is_configuration_or_refused(data)
            return
        reading.comes_back(target, data)
        if target in ("go.mod", "go.work"):
            for fold in (False, True):
                reading.keeps_its_layout(target, data, fold=fold)
        elif target == "go.sum":
            reading.is_settled(data)
        else:
            reading.is_undamaged(data)

    def judged(data: bytes) -> None:
        parts = data.split(BETWEEN)
        files = {name: part for name, part in zip(FILES, parts, strict=False) if part}
        base = {name: part for name, part in zip(FILES, parts[len(FILES) :], strict=False) if part}
        for door in judging.DOORS:
            for form, text in judging.said(door, files, [base] if base else []).items():
                assert raw(text) == [], (door, form)
        for form, text in judging.matrix(files).items():
            assert raw(text) == [], ("matrix", form)

    return judged if target == HOOKS else read


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
