"""The checksum database of a run: opened for what the go command is configured to ask."""

from __future__ import annotations

from ..diff import sums
from ..formats import go_sum
from ..tree.paths import join
from .errors import UsageError
from .module_cache import folder_of

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from ..checks.prf_lines import JudgedLine
    from ..formats.go_sum import Checksum, GoSum
    from ..modcache.go_env import GoEnvironment
    from ..sumdb.settings import SumdbSettings
    from ..sumdb.verdict import ChecksumDatabase, DatabaseSource, Verdict
    from .context import Context

LIBRARY = "pip install 'gomod-hooks[verify]'"


class Prover:
    """Judges lines by the checksum database that `settings` name, with what `source` has of it;
    `database` is None where GOSUMDB is off."""

    __slots__ = ("database", "settings", "source")

    def __init__(self, settings: SumdbSettings, source: DatabaseSource | None) -> None:
        self.settings = settings
        self.source = source
        self.database: ChecksumDatabase | None = None
        if settings.key is not None and source is not None:
            from ..sumdb.verdict import ChecksumDatabase  # not before the library is found

            self.database = ChecksumDatabase(settings.key, source)

    @property
    def name(self) -> str:
        """The name of the database."""
        return self.settings.key.name if self.settings.key is not None else "GOSUMDB=off"

    def judge(self, checksum: Checksum) -> Verdict:
        """What is known of a line."""
        from ..sumdb.verdict import PRIVATE, SWITCHED_OFF, UNPROVED, Verdict

        if self.database is None:
            return Verdict(UNPROVED, SWITCHED_OFF)
        if self.settings.is_private(checksum.module):
            return Verdict(UNPROVED, PRIVATE)
        return self.database.judge(checksum.module, checksum.version, checksum.hash)

    @property
    def contradictions(self) -> list[tuple[int, int]]:
        """The sizes of trees that do not fit together."""
        return [] if self.database is None else self.database.contradictions


def settings_from(environment: GoEnvironment) -> SumdbSettings:
    """Which database the go command would ask; UsageError for settings that it would refuse, or
    where the library that verifies signatures is not installed."""
    try:
        import cryptography  # noqa: F401  # an extra: what follows is of no use without it

        from ..sumdb.errors import RejectedError
        from ..sumdb.settings import settings_of

        return settings_of(environment)
    except ModuleNotFoundError as error:
        raise lacks(error) from None
    except RejectedError as error:
        raise UsageError(str(error)) from None


def lacks(error: ModuleNotFoundError) -> UsageError:
    """What to say where a library of the extra is not installed."""
    return UsageError(f"this needs the library {error.name}: {LIBRARY}")


def offline(context: Context) -> Prover:
    """A prover that has what the go command kept in the module cache; UsageError as above."""
    from ..modcache.go_env import GoEnvironment

    environment = GoEnvironment()
    settings = settings_from(environment)
    if settings.key is None:
        return Prover(settings, None)
    from ..sumdb.cached import CachedDatabase

    cached = CachedDatabase(settings.key.name, folder_of(context.options), environment.first_folder)
    return Prover(settings, cached)


def lines(context: Context) -> Iterator[tuple[str, Checksum]]:
    """The lines that the run is about, each with the path of its file: those that the change
    brings in, and every line with --all or of a file that is merely named."""
    takes_all, named = context.options.flag("all"), set(context.named)
    for path in _paths(context):
        staged = context.tree.sums(path)
        if staged is None:
            continue
        if takes_all or (path in named and path not in context.changes):
            entries = sums.fresh(staged, [])
        elif path in context.changes:
            entries = _new_lines(context, path, staged)
        else:
            continue
        for entry in entries:
            yield path, entry


def _new_lines(context: Context, path: str, staged: GoSum) -> Iterator[Checksum]:
    """The lines that no base of the file has, nor any other .sum file of a base."""
    bases = [base for tree in context.bases if (base := tree.sums(path)) is not None]
    lines = sums.new_lines(staged, bases)
    for _, other in context.sums.of_bases() if lines else ():
        lines.difference_update(go_sum.normal(other))
    for entry, _ in sums.entries(staged, lines):
        yield entry


def _paths(context: Context) -> list[str]:
    scope = context.scope
    paths = [context.tree.go_sum_path(folder) for folder in scope.modules]
    paths += [join(folder, "go.work.sum") for folder in scope.workspaces]
    return [path for path in dict.fromkeys(paths) if not context.excludes(path)]


def judged(found: Iterable[tuple[str, Checksum]], prover: Prover) -> Iterator[JudgedLine]:
    """The lines, judged."""
    from ..checks.prf_lines import JudgedLine

    for path, checksum in found:
        yield JudgedLine(path, checksum, prover.judge(checksum))
