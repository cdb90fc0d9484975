"""What the policies ask that compare dates: what time it is, and when versions were made."""

from __future__ import annotations

from ..values.moment import seconds
from .output import print_note

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from ..values.module_version import ModuleVersion
    from .context import Context

NAME = "go-mod-policy"  # whose policies they are
OFFLINE = "not in the module cache (modcheck check --online asks the proxies)"


class Dates:
    """The dates of a run. Each module of a repository asks for much the same."""

    __slots__ = ("_context", "_made", "_now")

    def __init__(self, context: Context) -> None:
        self._context = context
        self._now: int | None = None
        self._made: dict[ModuleVersion, int] = {}

    def now(self) -> int:
        """Seconds since 1970: when the judged commit was made, or now, whichever is earlier."""
        if self._now is None:
            self._now = _now("" if self._context.is_of_base else self._context.commit.rev)
        return self._now

    def made(self, modules: Sequence[ModuleVersion]) -> Mapping[ModuleVersion, int]:
        """When versions were made, in seconds since 1970, as far as the module cache knows, or with
        --online a proxy. Which ones are not known is told, once."""
        if self._context.is_of_base:
            return {}  # what a base had already, no change brings in
        unknown: dict[str, list[ModuleVersion]] = {}
        made = self._made
        for module, moment, reason in self._found([each for each in modules if each not in made]):
            made[module] = moment
            if reason:
                unknown.setdefault(reason, []).append(module)
        for reason, some in unknown.items():
            if reason != OFFLINE or self._context.commit.is_alone:
                _tell(some, reason)
        return {each: made[each] for each in modules if made[each]}

    def _found(self, modules: Sequence[ModuleVersion]) -> Iterator[tuple[ModuleVersion, int, str]]:
        """Each module with the moment when its version was made, or 0 and why it is not known."""
        cache, is_online = self._context.tree.modules, self._context.options.flag("online")
        lacking = []
        for module in modules:
            moment = 0 if cache is None else seconds(cache.time(module))
            if moment or not is_online:
                yield module, moment, "" if moment else OFFLINE
            else:
                lacking.append(module)
        if lacking:
            yield from _asked(lacking)


def _asked(modules: Sequence[ModuleVersion]) -> Iterator[tuple[ModuleVersion, int, str]]:
    """What the proxies know; none is asked about a private module."""
    from ..modcache.go_env import GoEnvironment
    from ..values import goproxy
    from ..values.glob import matches_prefix
    from . import proxies

    private, public = goproxy.exempt(GoEnvironment().value), []
    for module in modules:
        if matches_prefix(private, module.path):
            yield module, 0, goproxy.PRIVATE
        else:
            public.append(module)
    if public:
        client, chain = proxies.asked()
        with client:
            from ..network.times import times

            yield from times(client, chain, public)


def _tell(modules: Sequence[ModuleVersion], reason: str) -> None:
    """Say of which versions it is not known how old they are."""
    some = f"{modules[0]} and {len(modules) - 1} more were" if modules[1:] else f"{modules[0]} was"
    print_note(NAME, f"not known when {some} made, so min-age passes: {reason}")


def _now(rev: str) -> int:
    import time  # only where a policy asks

    now = int(time.time())
    if not rev:
        return now
    from ..git.about import committed

    return min(committed(rev) or now, now)
