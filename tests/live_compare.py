"""Our verdicts beside those of the real go command, file by file and release by release."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence

from hooks.formats import go_mod, go_mod_layout, go_work, mod_file
from hooks.formats.problem import Problem
from hooks.values.releases import ROWS, Release, named
from hooks.verdicts import parse, switching
from hooks.verdicts.loading import applying
from tests.live_go import Answer, Go
from tests.live_words import Told, kind, told
from tests.memory import sources

LIST = ["list", "-mod=readonly", "-m"]
_LAX = re.compile(r"x/go\.mod:(\d+)(?::\d+)?: ([^\n]*)")
_SWITCH = re.compile(r"^go: download(?:ing go(\S+) \(| go(\S+) for )", re.MULTILINE)
_PARENT = b"module r\n\ngo 1.16\n\nrequire a.b/c v1.0.0\n\nreplace a.b/c => ./x\n"


class Disagreement:
    """One file about which some releases and we do not say the same."""

    def __init__(
        self, question: str, files: Mapping[str, bytes], ours: object, theirs: object
    ) -> None:
        self.question = question
        self.releases: list[Release] = []
        self.files = files
        self.ours = ours
        self.theirs = theirs

    def __repr__(self) -> str:
        who = named(self.releases)
        said = f"{self.question}, {who}: we say {self.ours}, Go says {self.theirs}"
        return "\n".join([said, *(f"  {path}: {data!r}" for path, data in self.files.items())])


class Comparison:
    """Files put to the releases, and how often which of them disagreed with us."""

    def __init__(self, go: Go) -> None:
        self.go = go
        self.releases: Sequence[Release] = list(go.releases)
        self.compared: Counter[tuple[str, Release]] = Counter()
        self.disagreed: Counter[tuple[str, Release]] = Counter()
        self.found: list[Disagreement] = []

    def module(self, data: bytes) -> None:
        """One go.mod: loaded, edited, formatted, read as a dependency's, and switched away from."""
        files = {"go.mod": data, "x/go.mod": b"module x.y/z\n", "y/go.mod": b"module y\n"}
        folder = self.go.lay_out(files)
        tree = go_mod.parse(data)
        verdict = parse.module(sources(files), "", self.releases)
        for release, answer in self.go.ask_all(self.releases, LIST, folder):
            self._check("module", release, files, of(verdict, release), answer)
        for release, answer in self.go.ask_all(self.releases, ["mod", "edit", "-json"], folder):
            ours = {(one.kind, one.line) for one in applying(tree.edit_problems, release)}
            self._check("edit", release, files, ours, answer)
        self._layout(tree, files, "mod")
        self._switch(files, "go.mod")
        self._lax(tree, data)

    def workspace(self, data: bytes, members: Mapping[str, bytes]) -> None:
        """One go.work with the go.mod files of its members."""
        files = {"go.work": data, **members}
        folder = self.go.lay_out(files)
        tree = go_work.parse(data)
        verdict = parse.workspace(sources(files), "", self.releases)
        for release, answer in self.go.ask_all(self.releases, ["list", "-m"], folder, work=True):
            self._check("workspace", release, files, of(verdict, release), answer)
        self._layout(tree, files, "work")
        self._switch(files, "go.work")

    def _lax(self, tree: mod_file.GoMod, data: bytes) -> None:
        """The same text as the go.mod of a directory that replaces a module."""
        files = {"go.mod": _PARENT, "x/go.mod": data}
        folder = self.go.lay_out(files)
        for release, answer in self.go.ask_all(self.releases, [*LIST, "all"], folder):
            theirs = {(kind(text), int(line)) for line, text in _LAX.findall(answer.error)}
            ours = {(one.kind, one.line) for one in applying(tree.lax_problems, release)}
            self._count("lax", release, files, ours, theirs)

    def _layout(
        self, tree: mod_file.GoMod | mod_file.GoWork, files: Mapping[str, bytes], what: str
    ) -> None:
        """The layout as the newest release writes it, if need be twice."""
        newest = self.releases[-1]
        if newest.minor != ROWS[-1].minor:
            return
        command = [what, "edit", "-fmt", "-print", f"go.{what}"]
        answer = self.go.ask(newest, command, self.go.lay_out(files))
        try:
            ours = go_mod_layout.canonical(tree)
        except ValueError:
            self._count("fmt", newest, files, "no layout", answer.status and "no layout")
            return
        if _is_left(tree):
            return
        theirs = answer.output
        if ours != theirs and answer.status == 0:
            again = self.go.lay_out({**files, f"go.{what}": theirs})
            theirs = self.go.ask(newest, command, again).output
        self._count("fmt", newest, files, ours, theirs)

    def _switch(self, files: Mapping[str, bytes], name: str) -> None:
        """What a release that may switch hands over to."""
        wanted = switching.read(files[name])
        folder = self.go.lay_out(files)
        asked, work = self.releases[2::3], name == "go.work"
        for release, answer in self.go.ask_all(
            asked, LIST[::2], folder, work=work, toolchain="auto"
        ):
            refused = wanted.refused(release, name)
            ours = wanted.newer(release) or (refused[0].kind if refused else "")
            found = _SWITCH.search(answer.error)
            theirs = found[1] or found[2] if found else ""
            if ("toolchain-invalid", 0) in told(answer.error):
                theirs = "toolchain-invalid"
            self._count("switch", release, files, ours, theirs)

    def _check(
        self,
        question: str,
        release: Release,
        files: Mapping[str, bytes],
        ours: Iterable[Told],
        answer: Answer,
    ) -> None:
        theirs = told(answer.error) if answer.status else set()
        nowhere = {name for name, line in theirs if not line}
        ours = {
            (name, 0 if name in nowhere and (name, line) not in theirs else line)
            for name, line in ours
        }
        if question == "module":
            theirs = _settled(theirs, ours)
        self._count(question, release, files, ours, theirs)

    def _count(
        self,
        question: str,
        release: Release,
        files: Mapping[str, bytes],
        ours: object,
        theirs: object,
    ) -> None:
        self.compared[question, release] += 1
        if ours != theirs:
            self.disagreed[question, release] += 1
            one = self.found[-1] if self.found else None
            if one is None or (one.question, one.files, one.ours, one.theirs) != (
                question,
                files,
                ours,
                theirs,
            ):
                one = Disagreement(question, files, ours, theirs)
                self.found.append(one)
            one.releases.append(release)

    def table(self) -> str:
        """Questions down, releases across: compared, and disagreed where any are."""
        questions = list(dict.fromkeys(question for question, _ in self.compared))
        lines = ["".join(["release".ljust(12), *(one.rjust(18) for one in questions)])]
        for release in self.releases:
            cells = [
                f"{self.compared[one, release]} / {self.disagreed[one, release]}".rjust(18)
                for one in questions
            ]
            lines.append("".join([release.version.ljust(12), *cells]))
        return "\n".join(lines)


def of(problems: Sequence[Problem], release: Release) -> set[Told]:
    """What one release says, as kinds and lines."""
    return {(one.kind, one.line) for one in problems if release in one.releases}


def _settled(theirs: set[Told], ours: set[Told]) -> set[Told]:
    """What is said where requirements that are listed twice make a release below go 1.17
    load the module graph, offline: we say what it says with the modules at hand."""
    names = {name for name, _ in theirs}
    if not names & {"lookup-off", "gosum-missing", "missing-file"}:
        return theirs
    updates = {one for one in ours if one[0] in ("updates-needed", "excluded-required")}
    return ours if updates == ours else theirs


def _is_left(tree: mod_file.GoMod | mod_file.GoWork) -> bool:
    """Whether the layout leaves the file alone on purpose: unequal replacements of one
    path, quoted words in a retraction that would lose the quotes they need."""
    seen: dict[tuple[str, str], tuple[str, str]] = {}
    for one in tree.replaces:
        target = (one.target, one.target_version)
        if seen.setdefault((one.path, one.version), target) != target:
            return True
    return isinstance(tree, mod_file.GoMod) and any(
        " " in one.low + one.high for one in tree.retracts
    )
