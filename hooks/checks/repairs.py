"""Which rewritten hashes and edited vendored files are repairs: they put back what was there.

A repair is a return to the first value that the base's history records in that place, where it
began with that value again after each gap, or, for a hash, to what at least two other .sum files
of the base hold that the change leaves alone. Any other earlier value is none: that a bad state
was there once does not allow it again, and beyond a gap may lie another line of history.
"""

from __future__ import annotations

from ..formats import go_sum, modules_txt
from ..tree.paths import parent
from . import ven_edits

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Collection, Iterable, Iterator, Sequence

    from ..formats.go_sum import GoSum
    from ..formats.modules_txt import ModulesTxt
    from ..git.past import Past
    from ..rules.finding import Finding
    from ..tree.tree import Tree

HASHES = ("SUM101",)
VENDORED = ("VEN303", "VEN307")
CODES = (*HASHES, *VENDORED)


def repairs(
    findings: Sequence[Finding],
    tree: Tree,
    sum_files: Iterable[tuple[str, GoSum]],
    changed: Collection[str],
    past: Past,
) -> list[Finding]:
    """Those of the findings that stand for a repair.

    `tree` is the judged tree, `sum_files` are the judged .sum files of the base by path,
    `changed` the paths that differ from it, `past` is its history.
    """
    rewritten = [finding for finding in findings if finding.code in HASHES]
    edited = [finding for finding in findings if finding.code in VENDORED]
    found: list[Finding] = []
    if rewritten:
        untouched = [(path, file) for path, file in sum_files if path not in changed]
        found += _known_elsewhere(rewritten, untouched)
        found += _first_hashes([each for each in rewritten if each not in found], past)
    if edited:
        found += _first_files(edited, tree, past)
    return found


def _known_elsewhere(
    rewritten: Sequence[Finding], untouched: Iterable[tuple[str, GoSum]]
) -> list[Finding]:
    """The findings whose hash two files hold, and none another one. File by file, since only a few
    files keep their index."""
    holders = [0] * len(rewritten)
    contradicted: set[int] = set()
    for path, file in untouched:
        for number, finding in enumerate(rewritten):
            if path == finding.path:
                continue
            hashes = go_sum.usable(file.hashes(finding.module, finding.text))
            if hashes == [finding.hash]:
                holders[number] += 1
            elif hashes:
                contradicted.add(number)
    known = {number for number, count in enumerate(holders) if count > 1} - contradicted
    return [rewritten[number] for number in sorted(known)]


def _first_hashes(rewritten: Sequence[Finding], past: Past) -> Iterator[Finding]:
    """The findings whose hash is the first that the file ever had for its version, also after
    each gap."""
    waiting: dict[str, dict[bytes, Finding]] = {}
    for finding in rewritten:
        name = f"{finding.module} {finding.text} ".encode("utf-8", "surrogateescape")
        waiting.setdefault(finding.path, {})[name] = finding
    first: dict[tuple[str, bytes], list[str]] = {}
    gone: set[tuple[str, bytes]] = set()
    last: dict[str, str] = {}
    for state in past.states([*waiting]) if waiting else ():
        for path, names in waiting.items():
            oid = state[path]
            if not names or last.get(path) == oid:
                continue
            last[path] = oid
            data = past.read(oid) if oid else b""
            if data is None:
                return  # what came first is not known
            for name in list(names):
                key = path, name
                if name in data and key in first and key not in gone:
                    continue
                hashes = _hashes(data, names[name]) if name in data else []
                if not hashes:
                    gone.add(key)
                elif hashes != first.setdefault(key, hashes):
                    del names[name]
                else:
                    gone.discard(key)
    for path, names in waiting.items():
        for name, finding in names.items():
            if first.get((path, name)) == [finding.hash]:
                yield finding


def _hashes(data: bytes, finding: Finding) -> list[str]:
    """The hashes that a go.sum has for what a finding is about."""
    return list(go_sum.parse(data).hashes(finding.module, finding.text))


def _first_files(edited: Sequence[Finding], tree: Tree, past: Past) -> Iterator[Finding]:
    """The findings whose file is the first that the history records at its path while the module
    was vendored from the same source as now, also after each gap."""
    by_list: dict[str, dict[str, Finding]] = {}
    for finding in edited:
        before, _, _ = ("/" + finding.path).partition("/vendor/")
        by_list.setdefault(before[1:], {})[finding.path] = finding
    for folder, waiting in by_list.items():
        now = tree.modules_txt(folder)
        if now is not None:
            yield from _first_of_folder(folder, now, waiting, tree, past)


def _first_of_folder(
    folder: str, now: ModulesTxt, waiting: dict[str, Finding], tree: Tree, past: Past
) -> Iterator[Finding]:
    start = f"{folder}/vendor/" if folder else "vendor/"
    listing_path = start + "modules.txt"
    listed = ven_edits.Owners(now)
    sources = {path: listed.by_source(finding.module) for path, finding in waiting.items()}
    owners: dict[str, ven_edits.Owners] = {}
    alike: dict[tuple[str, str, str], bool] = {}  # whether a listing has it from the same source
    first: dict[str, str] = {}
    gone: set[str] = set()
    for state in past.states([listing_path, *waiting]):
        oid = state[listing_path]
        if oid and oid not in owners:
            data = past.read(oid)
            if data is None:
                return
            owners[oid] = ven_edits.Owners(modules_txt.parse(data))
        for path in list(waiting):
            key = (oid, parent(path[len(start) :]), waiting[path].module)
            if oid and key not in alike:
                blocks = owners[oid].of_package(key[1])
                alike[key] = any(ven_edits.source(each) in sources[path] for each in blocks)
            if not (oid and state[path] and alike[key]):
                gone.add(path)
            elif path not in first or path in gone:
                gone.discard(path)
                if state[path] != first.setdefault(path, state[path]):
                    del waiting[path]
        if not waiting:
            return
    for path, finding in waiting.items():
        if first.get(path) == tree.files.oid(path):
            yield finding
