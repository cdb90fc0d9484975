"""`modcheck verify --online`: what the module cache lacks, asked of the checksum database."""

from __future__ import annotations

from ..checks.prf_lines import JudgedLine
from ..command.errors import UsageError
from ..command.proof import Prover, lacks
from ..modcache.go_env import GoEnvironment
from ..report.progress import with_progress
from ..sumdb.cached import CachedDatabase
from ..sumdb.verdict import NOT_LOOKED_UP, REFUSED, TILES_LACKING
from ..values import goproxy

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Sequence

    from ..network.database import AskedDatabase

# Why a line is not proved offline, where asking may help
ASKED = (NOT_LOOKED_UP, REFUSED, TILES_LACKING)


def completed(
    lines: Sequence[JudgedLine], prover: Prover, *, is_shown: bool
) -> tuple[list[JudgedLine], list[tuple[int, int]]]:
    """The lines, those that are not proved judged anew by what the database answers; and the
    sizes of trees that it signed and that do not fit. UsageError for a GOPROXY that the go
    command would refuse, or where the library that asks is not installed."""
    waiting = [each for each in lines if each.verdict.reason in ASKED]
    if not waiting or not isinstance(prover.source, CachedDatabase):
        return [*lines], []
    try:
        from ..network.client import Client
        from ..network.database import AskedDatabase

        proxies = goproxy.tried(GoEnvironment().value("GOPROXY") or goproxy.DEFAULT)
    except ModuleNotFoundError as error:
        raise lacks(error) from None
    except ValueError as error:
        raise UsageError(str(error)) from None
    client = Client()
    try:
        source = AskedDatabase(prover.settings, proxies, client, prover.source)
        modules = dict.fromkeys(
            (each.checksum.module, each.checksum.version.removesuffix("/go.mod"))
            for each in waiting
        )
        for _ in with_progress(source.ask(modules), len(modules), "modules", is_shown):
            pass
        found, asked = _judged(waiting, prover, source)
    finally:
        client.close()
    return [found.get(id(each), each) for each in lines], asked.contradictions


def _judged(
    waiting: Sequence[JudgedLine], prover: Prover, source: AskedDatabase
) -> tuple[dict[int, JudgedLine], Prover]:
    """The lines by their ids, judged in rounds: each tells which tiles the next one needs."""
    while True:
        asked = Prover(prover.settings, source)
        found = {
            id(each): JudgedLine(each.path, each.checksum, asked.judge(each.checksum))
            for each in waiting
        }
        if not source.fetch_wanted():
            return found, asked
