"""Which checksum database the go command asks, and about what: GOSUMDB, GONOSUMDB, GOPRIVATE,
https://go.dev/ref/mod#environment-variables."""

from __future__ import annotations

from ..values.glob import matches_prefix
from .errors import RejectedError
from .note import key_of

TYPE_CHECKING = False
if TYPE_CHECKING:
    from ..modcache.go_env import GoEnvironment
    from .note import NoteKey

PUBLIC = "sum.golang.org"
# The key of the public database, as the go command knows it
PUBLIC_KEY = f"{PUBLIC}+033de0ae+Ac4zctda0e5eza+HJyk9SxEdh+s3Ux18htTTAD8OuAn8"
# The public database's second address, for places from where the first cannot be reached
_MIRROR = "sum.golang.google.cn"
OFF = "off"


class SumdbSettings:
    """The checksum database that is asked: its key, its own address, and the patterns of the
    modules about which it is not. `key` is None where GOSUMDB is off. An address that GOSUMDB
    names `is_given`: the database is asked there, past all proxies."""

    __slots__ = ("address", "is_given", "key", "private")

    def __init__(
        self, key: NoteKey | None, address: str, private: str, *, is_given: bool = False
    ) -> None:
        self.is_given = is_given
        self.key = key
        self.address = address
        self.private = private

    def is_private(self, module: str) -> bool:
        """Whether the database is never asked about a module."""
        return matches_prefix(self.private, module)


def settings_of(environment: GoEnvironment) -> SumdbSettings:
    """What the go command would do. RejectedError for a GOSUMDB that it would refuse."""
    value = environment.value
    private = value("GONOSUMDB") or value("GOPRIVATE")
    words = (value("GOSUMDB") or PUBLIC).split()
    if words == [OFF]:
        return SumdbSettings(None, "", private)
    if not 1 <= len(words) <= 2:
        raise RejectedError("GOSUMDB: expected NAME, NAME+HASH+KEY, or one of these and an address")
    name = words[0]
    if name == _MIRROR:
        name, words = PUBLIC, [*words, f"https://{_MIRROR}"][:2]
    try:
        key = key_of(PUBLIC_KEY, is_known=True) if name == PUBLIC else key_of(name)
    except RejectedError as error:
        raise RejectedError(f"GOSUMDB: {name[:80]}: {error}") from None
    if any(part in ("", ".", "..") for part in key.name.split("/")):
        raise RejectedError(f"GOSUMDB: {key.name[:80]} is not the name of a database")
    is_given = len(words) > 1
    address = words[1] if is_given else own_address(key.name)
    return SumdbSettings(key, address.rstrip("/"), private, is_given=is_given)


def own_address(name: str) -> str:
    """Where a database answers by itself."""
    return f"https://{name}"
