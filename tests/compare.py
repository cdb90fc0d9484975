"""`python3 -m tests.compare CHECKOUT`: what this checkout says, beside what another one says.

For a step that is to change no behaviour. Every case of testdata, and of the recorded
commits and damaged copies where they are at hand, is staged in a repository; the gate and
`modcheck matrix` of both checkouts judge it; findings are compared in the order of path,
line and code. What may differ is listed in compare_allowed.toml. Exit status 1 where
anything else does.
"""

from __future__ import annotations

import argparse
import json
import os
import re
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import Any

from tests import cases, shared
from tests.reports import findings
from tests.repository import CHECKOUT, Repository, clean_environment

if sys.version_info >= (3, 11):
    import tomllib
else:
    import tomli as tomllib

ALLOWED = Path(__file__).with_name("compare_allowed.toml")

Facts = dict[str, Any]


class Allowed:
    """A difference that is meant: `field` of findings of `code` ("" for any), old to new."""

    def __init__(self, row: dict[str, str]) -> None:
        self.field = row["field"]
        self.code = row.get("code", "")
        self.old = re.compile(row.get("old", ""), re.S)
        self.new = re.compile(row.get("new", ""), re.S)
        self.used = 0

    def covers(self, field: str, old: Facts, new: Facts) -> bool:
        """Whether this difference of one field is the one that is meant."""
        met = (
            field == self.field
            and self.code in ("", old.get("code"))
            and bool(self.old.fullmatch(str(old.get(field))))
            and bool(self.new.fullmatch(str(new.get(field))))
        )
        self.used += met
        return met


def asked(checkout: Path, folder: Path, *command: str) -> list[Facts]:
    """The JSON that a module of a checkout prints in a repository, in order."""
    module, *arguments = command
    run = subprocess.run(
        [sys.executable, "-m", f"hooks.{module}", *arguments, "--format=json"],
        cwd=folder,
        env=clean_environment() | {"PYTHONPATH": os.fspath(checkout)},
        capture_output=True,
        encoding="utf-8",
    )
    rows: list[Facts] = findings(run.stdout) if run.stdout else [{"error": run.stderr.strip()}]
    rows += [reason for row in rows for reason in reasons(row)]
    return sorted(rows, key=lambda row: json.dumps([row.get(key) for key in ORDER]))


FIXERS = ("go_mod_format", "go_sum_sort", "go_vendor_modules")
ORDER = ("path", "file", "kind", "release", "line", "code", "column", "message")


def reasons(row: Facts) -> list[Facts]:
    """The reasons taken out of a cell of the matrix, each as a row of its own."""
    cell: Facts = {key: row[key] for key in ("file", "kind", "release") if key in row}
    return [
        {**reason, "problem": reason["kind"], "path": reason["file"], **cell}
        for reason in row.pop("reasons", ())
    ]


def repositories(scratch: Path, stride: int) -> Iterator[tuple[str, Path, list[str]]]:
    """Name, folder and options of every case; the folder lasts until the next one."""
    for number, case in enumerate(cases.all_cases()):
        repository = cases.laid_out(case, scratch / f"t{number}")
        yield f"{case.parent.name}/{case.name}", repository.top, cases.arguments_of(case)
    if not (shared.FOLDER / "oracle").exists():
        return
    for number, recorded in enumerate([*shared.corpus_cases(stride), *shared.mutants(stride)]):
        repository = Repository(scratch / f"c{number}")
        repository.write({path: data for path, data in recorded.files.items() if path})
        repository.add()
        yield recorded.name, repository.top, []


def compared(name: str, folder: Path, options: list[str], other: Path) -> Iterator[str]:
    """The differences in one repository, as lines."""
    runs: list[tuple[str, ...]] = [("go_mod_gate", "--strict"), ("go_mod_gate", "--all")]
    runs.append(("modcheck", "matrix"))
    hook = name.split("/")[0].replace("-", "_")
    if (CHECKOUT / "hooks" / f"{hook}.py").exists():
        given = [
            option for option in options if option.partition("=")[0] not in ("--format", "json")
        ]
        check = ["--check"] if hook in FIXERS and "--check" not in given else []
        runs.append((hook, *given, *check))
    for command in runs:
        old, new = asked(other, folder, *command), asked(CHECKOUT, folder, *command)
        for was, now in zip(old, new, strict=False):
            fields = [key for key in {**was, **now} if was.get(key) != now.get(key)]
            fields = [key for key in fields if not any(row.covers(key, was, now) for row in ROWS)]
            for field in fields:
                yield f"{name}: {' '.join(command)}: {field}: {was} -> {now}"
        if len(old) != len(new):
            yield f"{name}: {' '.join(command)}: {len(old)} -> {len(new)} rows"


ROWS: list[Allowed] = []


def main() -> int:
    """0 when nothing differs but what may."""
    parser = argparse.ArgumentParser("python3 -m tests.compare", description=__doc__)
    parser.add_argument("checkout", type=Path, help="the other checkout")
    parser.add_argument("--stride", type=int, default=7, help="every n-th recorded case (7)")
    given = parser.parse_args()
    rows = tomllib.loads(ALLOWED.read_text(encoding="utf-8")) if ALLOWED.exists() else {}
    ROWS.extend(Allowed(row) for row in rows.get("allowed", []))
    count = different = 0
    with tempfile.TemporaryDirectory() as scratch, ThreadPoolExecutor(2) as pool:
        work = [
            (
                name,
                pool.submit(lambda *a: list(compared(*a)), name, folder, options, given.checkout),
            )
            for name, folder, options in repositories(Path(scratch), given.stride)
        ]
        for _, done in work:
            count += 1
            for line in done.result():
                different += 1
                print(line[:2000])
    print(f"{count} repositories, {different} differences")
    for row in ROWS:
        if not row.used:
            print(f"allowed and not met: {row.field} {row.code} {row.old.pattern}")
    return 1 if different else 0


if __name__ == "__main__":
    sys.exit(main())
