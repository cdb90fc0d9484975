"""Lines of go.sum against the checksum database.

PRF101, a hash that the database does not have; PRF102, a line that is not proved; PRF103, two
signed trees of the database that do not fit together; PRF104, a proved line where the base had
another hash.
"""

from __future__ import annotations

from ..formats import go_sum
from ..rules.finding import Finding
from ..sumdb.verdict import PRIVATE, PROVED, REFUTED, SWITCHED_OFF, UNPROVED

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from ..formats.go_sum import Checksum, GoSum
    from ..rules.hint import Hint
    from ..sumdb.verdict import Verdict


_ASKS = "to ask the checksum database: modcheck verify --online"


class JudgedLine:
    """A line of a .sum file at `path`, and what the checksum database says of it."""

    __slots__ = ("checksum", "path", "verdict")

    def __init__(self, path: str, checksum: Checksum, verdict: Verdict) -> None:
        self.path = path
        self.checksum = checksum
        self.verdict = verdict

    @property
    def module(self) -> str:
        """The module at its version, as the go command names it."""
        return f"{self.checksum.module}@{self.checksum.version.removesuffix('/go.mod')}"


def findings(
    lines: Iterable[JudgedLine], known: GoSum, address: str, *, strict: bool
) -> Iterator[Finding]:
    """What is wrong with judged lines. `known` has the lines of all bases, `address` is
    where the database answers; `strict` asks for lines that are not proved, too,
    but for those of private modules, which nobody can prove."""
    for each in lines:
        if each.verdict.state == REFUTED:
            yield _refuted(each, address)
        elif each.verdict.state == UNPROVED and strict and each.verdict.reason != PRIVATE:
            yield _unproved(each)
        elif each.verdict.state == PROVED:
            yield from _corrected(each, known)


def _refuted(each: JudgedLine, address: str) -> Finding:
    from ..rules.hint import run, say

    checksum, recorded = each.checksum, each.verdict.recorded
    name = f"{checksum.module} {checksum.version}"
    return _finding(
        "PRF101",
        each,
        f"{name} has {checksum.hash}, the checksum database has {recorded}",
        say(f"the database's record, proved to be in its tree: {address}/lookup/{each.module}"),
        run(f"go mod download {each.module}", note="after taking the line out"),
    )


def _unproved(each: JudgedLine) -> Finding:
    from ..rules.hint import say

    checksum = each.checksum
    return _finding(
        "PRF102",
        each,
        f"{checksum.module} {checksum.version} is not proved: {why(each.verdict)}",
        *([] if each.verdict.reason == SWITCHED_OFF else [say(_ASKS)]),
    )


def why(verdict: Verdict) -> str:
    """Why a line is not proved."""
    return f"{verdict.reason} ({verdict.detail})" if verdict.detail else verdict.reason


def _corrected(each: JudgedLine, known: GoSum) -> Iterator[Finding]:
    checksum = each.checksum
    for other in sorted(go_sum.usable(known.hashes(checksum.module, checksum.version))):
        if other != checksum.hash:
            from ..rules.hint import say

            yield _finding(
                "PRF104",
                each,
                f"{checksum.module} {checksum.version}: the commit before recorded {other}, "
                "which the checksum database does not have; this line is proved",
                say("find out where the old hash came from: builds may have used its module"),
            )


def _finding(code: str, each: JudgedLine, message: str, *hints: Hint) -> Finding:
    checksum = each.checksum
    return Finding(
        code,
        each.path,
        checksum.line,
        1,
        message,
        hints=hints,
        module=checksum.module,
        version=checksum.version,
        hash=checksum.hash,
        wanted=each.verdict.recorded,
    )


def contradictions(path: str, sizes: Iterable[tuple[int, int]], database: str) -> Iterator[Finding]:
    """Pairs of trees that a database signed though neither is a beginning of the other, given by
    their numbers of records; reported at a .sum file."""
    from ..rules.hint import say

    for small, large in sizes:
        yield Finding(
            "PRF103",
            path,
            0,
            0,
            f"{database} signed two trees, of {small} and {large} records, that do not fit: "
            "it told two stories",
            hints=[say("trust no line that it proved lately, and report both signed heads")],
            target=f"{small} {large}",
        )
