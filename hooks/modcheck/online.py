"""`modcheck verify --online`: what the module cache lacks, asked of the checksum database and of
the proxies."""

from __future__ import annotations

from ..checks.prf_lines import JudgedLine
from ..command import proxies
from ..command.proof import Prover
from ..report.progress import with_progress
from ..sumdb.cached import CachedDatabase
from ..sumdb.verdict import NOT_LOOKED_UP, REFUSED, TILES_LACKING

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from ..modcache.zip_files import ZipFiles
    from ..network.database import AskedDatabase
    from ..values.module_version import ModuleVersion

# Why a line is not proved offline, where asking may help
ASKED = (NOT_LOOKED_UP, REFUSED, TILES_LACKING)


def completed(
    lines: Sequence[JudgedLine], prover: Prover, *, is_shown: bool
) -> tuple[list[JudgedLine], list[tuple[int, int]]]:
    """The lines, those that are not proved judged anew by what the database answers; and the
    sizes of trees that it signed and that do not fit. UsageError for a GOPROXY that the go
    command would refuse, for an HTTPS_PROXY that cannot be used, or where the library that asks
    is not installed."""
    waiting = [each for each in lines if each.verdict.reason in ASKED]
    if not waiting or not isinstance(prover.source, CachedDatabase):
        return [*lines], []
    client, chain = proxies.asked()
    with client:
        from ..network.database import AskedDatabase

        source = AskedDatabase(prover.settings, chain, client, prover.source)
        modules = dict.fromkeys(
            (each.checksum.module, each.checksum.version.removesuffix("/go.mod"))
            for each in waiting
        )
        for _ in with_progress(source.ask(modules), len(modules), "modules", is_shown):
            pass
        found, asked = _judged(waiting, prover, source)
    return [found.get(id(each), each) for each in lines], asked.contradictions


def zips(
    modules: Sequence[tuple[ModuleVersion, str]], algorithm: str, *, is_shown: bool
) -> Iterator[tuple[ModuleVersion, ZipFiles | str]]:
    """The files of each module whose zip has the hash given with it, asked of the proxies that
    GOPROXY lists; or why they are not known. UsageError as above."""
    client, chain = proxies.asked()
    with client:
        from ..network.zips import AskedZips

        asked = AskedZips(chain, client, algorithm).each(modules)
        yield from with_progress(asked, len(modules), "zips", is_shown)


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
