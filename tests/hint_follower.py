"""Do what the hints of a case say, literally, and look whether that was good advice.

`python3 -m tests.hint_follower [CASE ...]` follows all hints (of these cases) and tells how many
commands there were, and which of them did not help.
"""

from __future__ import annotations

import json
import os
import re
import shutil
import subprocess
import sys
import tempfile
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

from hooks.rules.pages import ON_REQUEST, page
from tests.cases import TESTDATA, all_cases, arguments_of, door_of, status_of
from tests.followable import Followable
from tests.module_proxy import ModuleProxy
from tests.repository import CHECKOUT

PROGRAMS = ("git", "go", "pre-commit", "modcheck", "touch")
COMMAND = re.compile(rf"(?:[A-Z]+=\S+ )*(?:{'|'.join(PROGRAMS)}) .*")
FOLDER = re.compile(r"\((?:in (.+?))(?:; .*)?\)$")
OR = "or: "
FIXERS = ("go-mod-format", "go-sum-sort", "go-vendor-modules")
NEEDS_GO = re.compile(r"(?:^|&& |[A-Z]=\S+ )go ")
PLACEHOLDER = re.compile(r"\b(?:MODULE-PATH|VERSION|COMMIT|TARGET|1\.N)\b")

SEVERAL_A_FILE = ("DIR506", "REP602")  # about lines that no module tells apart
# What is left of a finding where others of the workspace have the hash, or a vendor folder is used
MILDER = {"SUM205": "SUM107", "SUM207": "SUM107"}
LEFT_BY_GET = "SUM202"  # the hash of the version before, which only `go mod tidy` drops
OF_REPOSITORY = ("DRF101", "DRF102")  # told at whichever module comes first

Key = tuple[str, str, str]  # code, path and module of a finding


class Command:
    """A command of a hint, and the folder that the hint names."""

    def __init__(self, line: str) -> None:
        text, _, remark = line.partition("   (")
        place = FOLDER.search(f"({remark}")
        self.text = text
        self.folder = place.group(1) if place else ""

    @property
    def needs_go(self) -> bool:
        return bool(NEEDS_GO.search(self.text))

    @property
    def is_a_sketch(self) -> bool:
        """Whether a word of it is to be filled in by a person."""
        return bool(PLACEHOLDER.search(self.text))


class Way:
    """One way out of a finding: commands to run one after the other. `is_a_sketch` is whether a
    person has something to do before, or to fill in."""

    def __init__(self) -> None:
        self.commands: list[Command] = []
        self.is_a_sketch = False
        self._waits = False

    def add(self, line: str) -> None:
        """Take a line of the hint."""
        if COMMAND.match(line):
            self.commands.append(Command(line))
            self.is_a_sketch |= self._waits or self.commands[-1].is_a_sketch
        self._waits = line.endswith(":")

    @property
    def texts(self) -> tuple[str, ...]:
        return tuple(f"{each.folder}: {each.text}" for each in self.commands)


def ways(hint: str) -> list[Way]:
    """The ways out that the hints of a finding name, those with commands."""
    found = [Way()]
    for line in hint.split("\n"):
        if line.startswith(OR):
            found.append(Way())
        found[-1].add(line.removeprefix(OR))
    return [way for way in found if way.commands]


class Place:
    """A repository made from a case, and the programs that a hint may name."""

    def __init__(self, case: Path, folder: Path, shared: Path) -> None:
        self.case = case
        self.world = Followable(case, folder / "proxy")
        self.repository = self.world.lay_out(folder / "repository")
        self.environment = environment(self.world.proxy, folder, shared)

    def run(self, command: Command) -> subprocess.CompletedProcess[str]:
        """Run a command as a person would, and stage what it changed, as a person would."""
        before = self._files()
        done = subprocess.run(
            ["bash", "-c", command.text],
            cwd=self.repository.top / command.folder,
            env={**os.environ, **self.environment},
            capture_output=True,
            encoding="utf-8",
            errors="replace",
            check=False,
        )
        after = self._files()
        if command.needs_go or not command.text.startswith("git "):
            changed = [path for path in {*before, *after} if before.get(path) != after.get(path)]
            for path in sorted(changed):
                self.repository.git("add", "--all", "--", path, check=False)
        return done

    def _files(self) -> Mapping[str, object]:
        top = self.repository.top
        found: dict[str, object] = {}
        for folder, folders, names in os.walk(top):
            if ".git" in folders:
                folders.remove(".git")
            for name in names:
                path = Path(folder, name)
                key = path.relative_to(top).as_posix()
                found[key] = os.readlink(path) if path.is_symlink() else path.read_bytes()
        return found

    def findings(self) -> list[dict[str, str]]:
        """What the hook of the case says now, as it was asked to."""
        door = door_of(self.case)
        options = [each for each in arguments_of(self.case) if each != "--check"]
        fixes = door.rpartition(".")[2].replace("_", "-") in FIXERS
        return self._judged(door, *options, *(["--check"] if fixes else []))

    def all_findings(self) -> set[Key]:
        """What the hook and the strict gate say now."""
        gate = self._judged("hooks.go_mod_gate", "--strict")
        return {key(each) for each in [*gate, *self.findings()]}

    def _judged(self, door: str, *options: str) -> list[dict[str, str]]:
        command = [sys.executable, "-m", door, "--format", "json", *options]
        done = self.repository.run(*command, check=False)
        assert done.returncode in (0, 1), done.stderr
        return list(json.loads(done.stdout)["findings"]) if done.stdout else []


def key(finding: Mapping[str, str]) -> Key:
    """What makes a finding the same one before and after: what it is about, and where."""
    about = finding["message"] if finding["code"] in SEVERAL_A_FILE else finding["module"]
    path = "" if finding["code"] in OF_REPOSITORY else finding["path"]
    return finding["code"], path, about


def environment(proxy: ModuleProxy, folder: Path, shared: Path) -> dict[str, str]:
    """A machine with the programs that hints name, and no other modules than the proxy's."""
    programs = folder / "bin"
    programs.mkdir(parents=True)
    for name, module in (("modcheck", "hooks.modcheck"), ("pre-commit", "pre_commit")):
        script = programs / name
        script.write_text(f'#!/bin/sh\nexec "{sys.executable}" -m {module} "$@"\n')
        script.chmod(0o755)
    return {
        **proxy.environment,
        "PATH": f"{programs}{os.pathsep}{os.environ['PATH']}",
        "PYTHONPATH": os.fspath(CHECKOUT),
        "GOMODCACHE": os.fspath(folder / "modules"),
        "GOCACHE": os.fspath(shared / "build"),
        "GOFLAGS": "-modcacherw",
        "GOTOOLCHAIN": "local",
        "GOENV": "off",
        "GOWORK": "",
        "PRE_COMMIT_HOME": os.fspath(shared / "pre-commit"),
    }


def shown(case: Path) -> str:
    """What the hook of a case prints."""
    return (case / "expected.txt").read_text(encoding="utf-8")


class Outcome:
    """What became of the hints of one case: `followed` commands, `sketches` that only a person
    can complete, commands `without_go`, and `faults`, one line each."""

    def __init__(self) -> None:
        self.followed: list[str] = []
        self.sketches: list[str] = []
        self.without_go: list[str] = []
        self.faults: list[str] = []


def follow(case: Path, scratch: Path, shared: Path, *, has_go: bool) -> Outcome:
    """Follow each way out of each finding of a case, each in a repository of its own."""
    outcome = Outcome()
    seen: set[tuple[Key, tuple[str, ...]]] = set()
    number = 0
    if status_of(case) > 1:
        return outcome
    told = Place(case, scratch / "told", shared).findings()
    for finding in told:
        for way in ways(finding["hint"]):
            texts = way.texts
            if (key(finding), texts) in seen:
                continue
            seen.add((key(finding), texts))
            if way.is_a_sketch:
                outcome.sketches += texts
            elif any(command.needs_go for command in way.commands) and not has_go:
                outcome.without_go += texts
            else:
                number += 1
                place = Place(case, scratch / str(number), shared)
                outcome.followed += texts
                outcome.faults += _faults(place, finding, way.commands)
                shutil.rmtree(scratch / str(number), ignore_errors=True)
    return outcome


def _faults(place: Place, finding: Mapping[str, str], way: Sequence[Command]) -> Iterable[str]:
    """What is wrong after these commands."""
    before = place.all_findings()
    shown = " ; ".join(command.text for command in way)
    output = ""
    for command in way:
        done = place.run(command)
        output += done.stdout + done.stderr
        if done.returncode and (command.needs_go or command.text.startswith("git")):
            yield f"{finding['code']}: {command.text}: status {done.returncode}: {output.strip()}"
            return
    after = place.all_findings()
    if key(finding) in after:
        yield f"{finding['code']}: {shown}: the finding is still there: {output.strip()}"
    for code, path, module in sorted(after - before):
        rule = page(code)
        if rule is not None and rule.fails == ON_REQUEST:
            continue  # the options of the case ask for it, of whatever can be read
        if (MILDER.get(code), path, module) in before:
            continue  # it was told before, and as a harder one
        if code == LEFT_BY_GET and "go get " in shown and f"{module}@" in shown:
            continue
        yield f"{finding['code']}: {shown}: brings {code} {path} {module}"


def main(names: Sequence[str]) -> int:
    """Follow the hints of these cases, or of all."""
    cases = [TESTDATA / name for name in names] or all_cases()
    total: Counter[str] = Counter()
    has_go = bool(shutil.which("go"))
    with tempfile.TemporaryDirectory() as top, ThreadPoolExecutor(3) as pool:
        shared = Path(top) / "shared"

        def followed(case: Path) -> Outcome:
            scratch = Path(top) / case.parent.name / case.name
            return follow(case, scratch, shared, has_go=has_go)

        for case, outcome in zip(cases, pool.map(followed, cases), strict=True):
            total["followed"] += len(outcome.followed)
            total["sketches"] += len(outcome.sketches)
            total["without Go"] += len(outcome.without_go)
            total["faults"] += len(outcome.faults)
            name = f"{case.parent.name}/{case.name}"
            print(f"{name}: {len(outcome.followed)} followed, {len(outcome.sketches)} sketches")
            for line in [*outcome.faults, *(f"sketch: {text}" for text in outcome.sketches)]:
                print(f"    {line[:600]}", flush=True)
    print(", ".join(f"{count} {name}" for name, count in total.items()))
    return int(bool(total["faults"]))


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
