"""A checksum database that is asked, through the proxies that GOPROXY lists or itself.

A proxy stands for the database if it says so (https://go.dev/ref/mod#checksum-database); what it
hands on is checked like everything else, so it can withhold an answer and not forge one.
"""

from __future__ import annotations

from ..sumdb.errors import AbsentError
from ..sumdb.tiles import SIZE, WIDTH, tile_path
from ..sumdb.verdict import NO_ANSWER, NO_RECORD, UnansweredError
from ..values.module_path import escaped
from .client import FetchError, in_turn

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Collection, Iterable, Iterator, Sequence

    from ..sumdb.cached import CachedDatabase
    from ..sumdb.settings import SumdbSettings
    from ..values.goproxy import Proxy
    from .client import Client

_LARGEST = 1 << 20  # bytes of an answer

_Tile = tuple[int, int, int]


class AskedDatabase:
    """The checksum database that `settings` name, asked through `proxies`. The newest head that
    is known is that of `cached`. Answers are fetched beforehand by `ask`, and tiles between
    rounds of judging: one that is not at hand is noted, for `fetch_wanted`."""

    __slots__ = (
        "_answers",
        "_base",
        "_cached",
        "_client",
        "_proxies",
        "_settings",
        "_tiles",
        "_wanted",
    )

    def __init__(
        self,
        settings: SumdbSettings,
        proxies: Sequence[Proxy],
        client: Client,
        cached: CachedDatabase,
    ) -> None:
        self._settings = settings
        self._proxies = proxies
        self._client = client
        self._cached = cached
        self._base: str | FetchError | None = None
        self._answers: dict[tuple[str, str], bytes | UnansweredError] = {}
        self._tiles: dict[_Tile, bytes | str] = {}
        self._wanted: dict[_Tile, None] = {}

    def ask(self, modules: Collection[tuple[str, str]]) -> Iterator[object]:
        """Ask about modules at versions; a step for each that is done."""
        self._find_base()

        def one(module: tuple[str, str]) -> None:
            self._answers[module] = self._asked(*module)

        yield from self._client.each(one, modules)

    def fetch_wanted(self) -> bool:
        """Fetch the tiles that were asked for in vain; False where there were none."""
        wanted, self._wanted = self._wanted, {}
        for _ in self._client.each(self._fetch_tile, wanted):
            pass
        return bool(wanted)

    def answer(self, module: str, version: str) -> bytes | None:
        """What was answered about a module; UnansweredError where nothing was."""
        found = self._answers.get((module, version))
        if isinstance(found, UnansweredError):
            raise found
        return found

    def newest_head(self) -> bytes | None:
        """The newest head that the go command knows."""
        return self._cached.newest_head()

    def tile(self, level: int, index: int, width: int) -> bytes | None:
        """A tile, if it has been fetched."""
        place = (level, index, width)
        found = self._tiles.get(place)
        if isinstance(found, str):
            raise AbsentError(found)
        if found is None:
            self._wanted[place] = None
        return found

    def heads(self) -> Iterable[bytes]:
        """No more than the answers bring themselves."""
        return ()

    def _asked(self, module: str, version: str) -> bytes | UnansweredError:
        if isinstance(self._base, FetchError):
            return UnansweredError(NO_ANSWER, str(self._base))
        name = f"{escaped(module)}@{escaped(version)}"
        try:
            return self._client.get(f"{self._base}/lookup/{name}", _LARGEST)
        except FetchError as error:
            if error.is_absent:
                return UnansweredError(NO_RECORD, error.said)
            return UnansweredError(NO_ANSWER, str(error))

    def _fetch_tile(self, place: _Tile) -> None:
        """Fetch a tile; for one that is not full, the full one serves that took its place."""
        level, index, width = place
        for each in dict.fromkeys((width, WIDTH)):
            try:
                path = tile_path(level, index, each)
                self._tiles[place] = self._client.get(f"{self._base}/{path}", WIDTH * SIZE)
                return
            except FetchError as error:
                self._tiles[place] = str(error)
                if not error.is_absent:
                    return

    def _find_base(self) -> None:
        """Find out who answers for the database."""
        if self._base is None:
            try:
                self._base = self._found_base()
            except FetchError as error:
                self._base = error

    def _found_base(self) -> str:
        key = self._settings.key
        assert key is not None
        name = key.name

        def asked(proxy: Proxy) -> str:
            base = f"{proxy.address}/sumdb/{name}"
            self._client.get(f"{base}/supported", _LARGEST)
            return base

        proxies = () if self._settings.is_given else self._proxies
        return in_turn(proxies, asked) or self._settings.address
