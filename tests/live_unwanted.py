"""The verdicts of kubernetes' dependencyverifier over a history, beside those of go-mod-policy:
`python -m tests.live_unwanted VERIFIER LIST REPOSITORY --scratch FOLDER`.

At each of the newest commits that change the go.mod of a repository, both are asked twice: who
requires a module that the list does not want, and what of that is new since the commit before. The
verifier runs `go mod graph`, which fills the module cache in passing; go-mod-policy reads the list
as `modcheck policy import` writes it.

Needs git, a go command, the verifier (a program of its project) and what GOPROXY names. The module
cache stays in the folder.
"""

from __future__ import annotations

import argparse
import json
import os
import re
import subprocess
import sys
from collections import Counter
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

from hooks.formats import go_mod
from hooks.modcheck import policy

References = dict[str, set[str]]
"""Who requires each module that is not wanted, by the paths of modules."""

ACTUAL = "Got status of\n"  # what the verifier says before the list as it ought to be
REQUIRES = re.compile(r"(\S+?)(?:@\S+)? requires (\S+), which ")
DENIED = re.compile(r"(\S+) v\S+(?:, which (\S+?)(?:@\S+)? requires,)? (?:\(indirect\) )?is denied")


class UnwantedComparison:
    """What both say at the commits of a repository; `disagreements` are told in full."""

    def __init__(self, verifier: Path, listed: Path, repository: Path, scratch: Path) -> None:
        self.verifier = verifier.resolve()
        self.repository = repository.resolve()
        self.scratch = scratch.resolve()
        self.unwanted = json.loads(listed.read_bytes())["spec"]["unwantedModules"]
        self.counts: Counter[str] = Counter()
        self.disagreements: list[str] = []
        self._before: References | None = None

    def commits(self, most: int) -> list[str]:
        """The newest commits that change go.mod, the oldest of them first."""
        named = self._git(
            "log", "--first-parent", f"-{most}", "--format=%H", "--", "go.mod"
        ).split()
        return [commit.decode() for commit in reversed(named)]

    def compare(self, commit: str) -> None:
        """What both say of one commit."""
        nobody_may: References = {module: set() for module in self.unwanted}
        try:
            theirs = self._theirs(commit, nobody_may)
        except LookupError as error:
            self.counts["not to be had"] += 1
            print(f"{commit[:12]}: {error}", file=sys.stderr)
            return
        self._count(commit, "references", theirs, self._ours(commit, nobody_may))
        before, self._before = self._before, theirs
        if before is not None:
            new = {module: every - before.get(module, set()) for module, every in theirs.items()}
            new = {module: some for module, some in new.items() if some}
            # The verifier, with that list, stops for these, and for those that are gone
            assert self._theirs(commit, before) == theirs
            self._count(commit, "new", new, self._ours(commit, before))
            self.counts["commits that bring some in"] += bool(new)

    def _count(self, commit: str, what: str, theirs: References, ours: References) -> None:
        self.counts[f"{what}: commits"] += 1
        self.counts[f"{what}: pairs"] += sum(map(len, theirs.values()))
        for module in sorted(theirs.keys() | ours.keys()):
            left, right = theirs.get(module, set()), ours.get(module, set())
            # The verifier also follows versions that are not selected, which no build has
            unbuilt = {each for each in left - right if not self._is_built(each, module)}
            self.counts[f"{what}: pairs by a version that is not selected"] += len(unbuilt)
            left = left - unbuilt
            if left != right:
                said = f"verifier alone {sorted(left - right)}, ours alone {sorted(right - left)}"
                self.disagreements.append(f"{commit[:12]} {what} {module}: {said}")

    def _is_built(self, requirer: str, module: str) -> bool:
        """Whether the selected version of a module requires another one, by the go command, in the
        module that was last laid out."""
        selected = self._go("list", "-m", "-f", "{{.Path}}@{{.Version}}", requirer).stdout.strip()
        pairs = [line.split(" ") for line in self._go("mod", "graph").stdout.splitlines()]
        return any(one == selected and two.startswith(f"{module}@") for one, two in pairs)

    def _theirs(self, commit: str, allowed: References) -> References:
        """The references that the verifier finds; LookupError where `go mod graph` fails."""
        folder = self.scratch / "module"
        files = {name: self._git("show", f"{commit}:{name}") for name in ("go.mod", "go.sum")}
        module = go_mod.parse(files["go.mod"]).module
        assert module is not None
        for place in (folder, folder / "staging" / "src" / module.path):
            place.mkdir(parents=True, exist_ok=True)
            for name, data in files.items():
                (place / name).write_bytes(data)
        (folder / "vendor").mkdir(exist_ok=True)
        (folder / "vendor" / "modules.txt").write_bytes(b"")
        done = self._run(self.verifier, self._list(allowed))
        _, actual, rest = done.stderr.partition(ACTUAL)
        if not actual and done.returncode:
            raise LookupError(done.stderr.strip()[-300:])
        if not actual:
            return allowed
        status, _ = json.JSONDecoder().raw_decode(rest)
        return _references(status["unwantedReferences"] or {})

    def _go(self, *arguments: str) -> subprocess.CompletedProcess[str]:
        return self._run("go", *arguments)

    def _run(self, *command: str | Path) -> subprocess.CompletedProcess[str]:
        """Run a command in the module that was last laid out."""
        settings = {"GOFLAGS": "-mod=mod", "GOSUMDB": "off", "GOWORK": "off"}
        return subprocess.run(
            command,
            cwd=self.scratch / "module",
            env={**os.environ, **settings, "GOMODCACHE": str(self.scratch / "modcache")},
            capture_output=True,
            text=True,
            check=False,
        )

    def _ours(self, commit: str, allowed: References) -> References:
        """The references that go-mod-policy finds."""
        configuration = self.scratch / "imported.toml"
        configuration.write_text(policy.read(str(self._list(allowed))).toml(), encoding="utf-8")
        options = ["--all", "--rev", commit, "--select", "POL101", "--format", "json"]
        options += ["--config", str(configuration)]
        options += ["--module-cache", str(self.scratch / "modcache")]
        done = subprocess.run(
            [sys.executable, "-m", "hooks.go_mod_policy", *options],
            cwd=self.repository,
            env={**os.environ, "PYTHONPATH": str(Path(__file__).parent.parent)},
            capture_output=True,
            text=True,
            check=False,
        )
        if done.returncode > 1:
            raise RuntimeError(done.stderr)
        found: References = {}
        for finding in json.loads(done.stdout)["findings"] if done.stdout else ():
            module, requirer = _said(finding["message"])
            found.setdefault(module, set()).update(filter(None, [requirer]))
        return found

    def _list(self, allowed: References) -> Path:
        """The list, with the references that it lets pass."""
        status = {module: sorted(some) for module, some in sorted(allowed.items())}
        place = self.scratch / "unwanted-dependencies.json"
        made = {"unwantedReferences": status, "unwantedVendored": sorted(status)}
        spec = {"unwantedModules": self.unwanted}
        place.write_text(json.dumps({"spec": spec, "status": made}), encoding="utf-8")
        return place

    def _git(self, *arguments: str) -> bytes:
        command = ["git", *arguments]
        return subprocess.run(command, cwd=self.repository, check=True, capture_output=True).stdout


def _references(status: Mapping[str, Any]) -> References:
    return {module: set(some or ()) for module, some in status.items()}


def _said(message: str) -> tuple[str, str]:
    """The module that is not wanted, and who requires it ("" where that is not the question)."""
    match = REQUIRES.match(message)
    if match:
        return match[2], match[1]
    match = DENIED.match(message)
    assert match, message
    return match[1], match[2] or ""


def _told(comparison: UnwantedComparison) -> Iterator[str]:
    yield from comparison.disagreements
    yield from (f"{what}: {count:,}" for what, count in comparison.counts.items())


def main() -> int:
    """1 where they disagree."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("verifier", type=Path)
    parser.add_argument("list", type=Path, help="hack/unwanted-dependencies.json")
    parser.add_argument("repository", type=Path, help="a clone, bare perhaps")
    parser.add_argument("--scratch", type=Path, required=True)
    parser.add_argument("--commits", type=int, default=60)
    given = parser.parse_args()
    given.scratch.mkdir(parents=True, exist_ok=True)
    comparison = UnwantedComparison(given.verifier, given.list, given.repository, given.scratch)
    for commit in comparison.commits(given.commits):
        comparison.compare(commit)
    print("\n".join(_told(comparison)))
    return bool(comparison.disagreements)


if __name__ == "__main__":
    sys.exit(main())
