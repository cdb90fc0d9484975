"""Our verdicts beside those of the real go command, file by file and release by release."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence

from hooks.formats import go_mod, go_work
from hooks.formats.modfile import layout
from hooks.formats.modfile.file import GoMod, ModFile
from hooks.formats.problem import DEPENDENCY, EDIT, Problem
from hooks.values.releases import NEWEST, Release, in_words
from hooks.verdicts import load, toolchain
from hooks.verdicts.load_module import applying
from tests.live_go import Answer, Go
from tests.live_words import KindAndLine, kind, kinds_and_lines
from tests.memory import memory_tree

LIST = ["list", "-mod=readonly", "-m"]
_LAX = re.compile(r"x/go\.mod:(\d+)(?::\d+)?: ([^\n]*)")
_SWITCH = re.compile(r"^go: download(?:ing go(\S+) \(| go(\S+) for )", re.MULTILINE)
_PARENT = b"module r\n\ngo 1.16\n\nrequire a.b/c v1.0.0\n\nreplace a.b/c => ./x\n"


class Disagreement:
    """One file of which some releases and we do not report the same."""

    def __init__(
        self, question: str, files: Mapping[str, bytes], ours: object, theirs: object
    ) -> None:
        self.question = question
        self.releases: list[Release] = []
        self.files = files
        self.ours = ours
        self.theirs = theirs

    def __repr__(self) -> str:
        who = in_words(self.releases)
        heading = f"{self.question}, {who}: we report {self.ours}, Go reports {self.theirs}"
        return "\n".join([heading, *(f"  {path}: {data!r}" for path, data in self.files.items())])


class Comparison:
    """Files put to the releases, and how often which of them disagreed with us."""

    def __init__(self, go: Go) -> None:
        self.go = go
        self.releases: Sequence[Release] = list(go.releases)
        self.compared: Counter[tuple[str, Release]] = Counter()
        self.disagreed: Counter[tuple[str, Release]] = Counter()
        self.disagreements: list[Disagreement] = []

    def module(self, data: bytes) -> None:
        """One go.mod: loaded, edited, formatted, read as a dependency's, and switched away from."""
        files = {"go.mod": data, "x/go.mod": b"module x.y/z\n", "y/go.mod": b"module y\n"}
        folder = self.go.lay_out(files)
        parsed = go_mod.parse(data)
        verdict = load.module(memory_tree(files), "", self.releases)
        for release, answer in self.go.ask_all(self.releases, LIST, folder):
            self._check("module", release, files, of(verdict, release), answer)
        problems = parsed.read_by(EDIT)
        for release, answer in self.go.ask_all(self.releases, ["mod", "edit", "-json"], folder):
            ours = {(problem.kind, problem.line) for problem in applying(problems, release)}
            self._check("edit", release, files, ours, answer)
        self._layout(parsed, files, "mod")
        self._switch(files, "go.mod")
        self._lax(parsed, data)

    def workspace(self, data: bytes, members: Mapping[str, bytes]) -> None:
        """One go.work with the go.mod files of its members."""
        files = {"go.work": data, **members}
        folder = self.go.lay_out(files)
        verdict = load.workspace(memory_tree(files), "", self.releases)
        for release, answer in self.go.ask_all(self.releases, ["list", "-m"], folder, work=True):
            self._check("workspace", release, files, of(verdict, release), answer)
        self._layout(go_work.parse(data), files, "work")
        self._switch(files, "go.work")

    def _lax(self, file: GoMod, data: bytes) -> None:
        """The same text as the go.mod of a directory that replaces a module."""
        files = {"go.mod": _PARENT, "x/go.mod": data}
        folder = self.go.lay_out(files)
        problems = file.read_by(DEPENDENCY)
        for release, answer in self.go.ask_all(self.releases, [*LIST, "all"], folder):
            theirs = {(kind(text), int(line)) for line, text in _LAX.findall(answer.error)}
            ours = {(problem.kind, problem.line) for problem in applying(problems, release)}
            self._count("lax", release, files, ours, theirs)

    def _layout(self, file: ModFile, files: Mapping[str, bytes], what: str) -> None:
        """The layout as the newest release writes it, if need be twice."""
        newest = self.releases[-1]
        if newest.minor != NEWEST:
            return
        command = [what, "edit", "-fmt", "-print", f"go.{what}"]
        answer = self.go.ask(newest, command, self.go.lay_out(files))
        try:
            ours = layout.canonical(file)
        except ValueError:
            self._count("fmt", newest, files, "no layout", answer.status and "no layout")
            return
        if _is_left(file):
            return
        theirs = answer.output
        if ours != theirs and answer.status == 0:
            again = self.go.lay_out({**files, f"go.{what}": theirs})
            theirs = self.go.ask(newest, command, again).output
        self._count("fmt", newest, files, ours, theirs)

    def _switch(self, files: Mapping[str, bytes], name: str) -> None:
        """What a release that may switch hands over to."""
        request = toolchain.read(files[name])
        folder = self.go.lay_out(files)
        asked, work = self.releases[2::3], name == "go.work"
        for release, answer in self.go.ask_all(
            asked, LIST[::2], folder, work=work, toolchain="auto"
        ):
            problems = request.problems(release, name, name)
            ours = request.switches_to(release) or (problems[0].kind if problems else "")
            switch = _SWITCH.search(answer.error)
            theirs = switch[1] or switch[2] if switch else ""
            for known in ("toolchain-invalid", "toolchain-missing"):
                if (known, 0) in kinds_and_lines(answer.error):
                    theirs = known
            self._count("switch", release, files, ours, theirs)

    def _check(
        self,
        question: str,
        release: Release,
        files: Mapping[str, bytes],
        ours: Iterable[KindAndLine],
        answer: Answer,
    ) -> None:
        theirs = kinds_and_lines(answer.error) if answer.status else set()
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
            last = self.disagreements[-1] if self.disagreements else None
            if last is None or (last.question, last.files, last.ours, last.theirs) != (
                question,
                files,
                ours,
                theirs,
            ):
                last = Disagreement(question, files, ours, theirs)
                self.disagreements.append(last)
            last.releases.append(release)

    def table(self) -> str:
        """Questions down, releases across: compared, and disagreed where any are."""
        questions = list(dict.fromkeys(question for question, _ in self.compared))
        lines = ["".join(["release".ljust(12), *(question.rjust(18) for question in questions)])]
        for release in self.releases:
            cells = [
                f"{self.compared[question, release]} / {self.disagreed[question, release]}".rjust(
                    18
                )
                for question in questions
            ]
            lines.append("".join([release.version.ljust(12), *cells]))
        return "\n".join(lines)


def of(problems: Sequence[Problem], release: Release) -> set[KindAndLine]:
    """What one release reports, as kinds and lines."""
    return {(problem.kind, problem.line) for problem in problems if release in problem.releases}


def _settled(theirs: set[KindAndLine], ours: set[KindAndLine]) -> set[KindAndLine]:
    """What is reported where requirements that are listed twice make a release below go 1.17
    load the module graph, offline: we report what it does with the modules at hand."""
    names = {name for name, _ in theirs}
    if not names & {"lookup-off", "gosum-missing", "missing-file"}:
        return theirs
    updates = {each for each in ours if each[0] in ("updates-needed", "excluded-required")}
    return ours if updates == ours else theirs


def _is_left(file: ModFile) -> bool:
    """Whether the layout leaves the file alone on purpose: unequal replacements of one
    path, quoted words in a retraction that would lose the quotes they need."""
    seen: dict[tuple[str, str], tuple[str, str]] = {}
    for each in file.replaces:
        target = (each.target, each.target_version)
        if seen.setdefault((each.path, each.version), target) != target:
            return True
    return any(" " in interval.low + interval.high for interval in file.retracts)
