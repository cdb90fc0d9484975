"""Names that are taken for others: of owners and of repositories, in module paths.

A path on a code host is its host, its owner and the name of the repository
(https://go.dev/ref/mod#vcs-find); whoever owns the name of the owner owns all below it. So what
looks like another module has another owner, with a name that people read or type as that one.
"""

from __future__ import annotations

from . import forges, module_path

# Letters that look like others in the usual fonts, and what is left out when names are compared
_LOOKS_LIKE = str.maketrans("0135il|", "olessll", "-_.")
_MORE = (("rn", "m"), ("vv", "w"))
# What is put before or after the name of somebody, to look like a part of theirs
_AFFIXES = frozenset(
    ["go", "golang", "dev", "io", "org", "hq", "inc", "labs", "team", "official", "oss", "lib"]
)
# Names that tell nothing of what is in a repository
_SAY_NOTHING = frozenset(["api", "client", "common", "core", "go", "lib", "pkg", "sdk", "utils"])
SHORTEST = 4  # letters of a name of which one may differ
SHORTEST_OF_TWO = 7  # the same of two


class RepositoryName:
    """The repository of a module: whom it is from (`owner`, with the host), its `name`, and
    whether it `is_hosted` where anybody can have an owner's name."""

    __slots__ = ("is_hosted", "name", "owner")

    def __init__(self, module: str) -> None:
        parts = module_path.split_major(module)[0].split("/")
        self.owner = forges.owner(module)
        self.is_hosted = "/" in self.owner and (parts[0] != "gopkg.in" or len(parts) > 2)
        if "/" in self.owner and not self.is_hosted:
            self.owner = parts[0]  # gopkg.in/NAME: nobody can choose the owner
        at = 2 if self.is_hosted else len(parts) - 1
        self.name = parts[at] if at < len(parts) else parts[-1]

    @property
    def key(self) -> tuple[str, str]:
        """Owner and name: equal for the modules of one repository."""
        return self.owner, self.name

    def is_of(self, other: RepositoryName) -> bool:
        """Whether both are from one owner, however the name is written."""
        return self.owner.lower() == other.owner.lower()

    def has_the_name_of(self, other: RepositoryName) -> bool:
        """Whether both have one name, and one that tells something."""
        name = self.name.lower()
        return name == other.name.lower() and name not in _SAY_NOTHING


def folded(name: str) -> str:
    """A name with all that is easily overlooked made equal."""
    plain = name.lower()
    for long, short in _MORE:
        plain = plain.replace(long, short)
    return plain.translate(_LOOKS_LIKE)


def is_taken_for(owner: str, other: str) -> bool:
    """Whether an owner is taken for another: their names read alike, one or two letters differ, or
    it is the other's with something like "-go" about it."""
    host, _, name = owner.rpartition("/")
    other_host, _, other_name = other.rpartition("/")
    if host != other_host or owner == other:
        return False
    if folded(name) == folded(other_name):
        return True
    shorter = min(len(name), len(other_name))
    allowed = 2 if shorter >= SHORTEST_OF_TWO else 1 if shorter >= SHORTEST else 0
    if allowed and distance(name.lower(), other_name.lower(), allowed) <= allowed:
        return True
    return _without_affix(name) == other_name.lower()


def _without_affix(name: str) -> str:
    words = name.lower().replace("_", "-").split("-")
    kept = [word for word in words if word not in _AFFIXES]
    return "".join(kept or words)


def distance(left: str, right: str, most: int) -> int:
    """How many letters were typed wrong, left out, put in or swapped with the next one; more than
    `most` count as `most` + 1."""
    if abs(len(left) - len(right)) > most:
        return most + 1
    before: list[int] = []
    row = list(range(len(right) + 1))
    for at, letter in enumerate(left, start=1):
        before, last, row = row, before, [at]
        for to, other in enumerate(right, start=1):
            cost = min(before[to] + 1, row[to - 1] + 1, before[to - 1] + (letter != other))
            if at > 1 and to > 1 and letter == right[to - 2] and left[at - 2] == other:
                cost = min(cost, last[to - 2] + 1)
            row.append(cost)
    return min(row[-1], most + 1)
