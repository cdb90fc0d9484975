"""What a run says: its findings with their weight, and the texts that go with them."""

from __future__ import annotations

from ..rules.pages import ALWAYS, NEVER, ON_REQUEST, page

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from ..rules.finding import Finding

ERROR, WARNING, NOTE = "error", "warning", "note"

# A command of a hint that names its folder, or that may be run in any
ANYWHERE = ("(in ", "this folder", "edit -fmt ", "go mod download")


class Said:
    """A finding with its severity: an error fails the run, a warning would under
    `--strict`, a note never does."""

    __slots__ = ("finding", "severity")

    def __init__(self, finding: Finding, severity: str) -> None:
        self.finding = finding
        self.severity = severity


def weighed(findings: Iterable[Finding], *, strict: bool, fixes: Sequence[str]) -> list[Said]:
    """Findings in the order of file and line, each place and code once, with severities.

    `fixes` are codes that fail here because the hook mends them.
    """
    weights: dict[str, str] = {}
    unique: dict[tuple[str, int, int, str, str], Finding] = {}
    for one in findings:
        unique.setdefault((one.path, one.line, one.column, one.code, one.message), one)
    for one in unique.values():
        if one.code not in weights:
            weights[one.code] = _weight(one.code, strict or one.code in fixes)
    return [Said(unique[key], weights[key[3]]) for key in sorted(unique)]


def placed(finding: Finding) -> str:
    """The hint of a finding, each go command in it with the folder that it is for: the top
    is where a hook runs, and there it would edit another go.mod."""
    folder = ("/" + finding.path).partition("/vendor/")[0][1:]
    if folder == finding.path:
        folder = finding.path.rpartition("/")[0]
    if not folder:
        return finding.hint
    runs = ("go work edit ",) if finding.path.endswith("go.work") else ("go mod ", "go get ")
    lines = finding.hint.split("\n")
    for at, line in enumerate(lines):
        if any(run in line for run in runs) and not any(word in line for word in ANYWHERE):
            lines[at] = f"{line}   (in {folder})"
    return "\n".join(lines)


def _weight(code: str, strict: bool) -> str:
    found = page(code)
    fails = found.fails if found else ALWAYS
    if fails == NEVER:
        return NOTE
    return ERROR if strict or fails in (ALWAYS, ON_REQUEST) else WARNING
