"""Constraints as gomodguard has them, turned into ranges of versions.

    constraint = any { "||" any } .
    any        = bound { ( "," | blank ) bound } | version " - " version .
    bound      = [ sign ] version .
    sign       = "=" | "==" | "!=" | ">" | "<" | ">=" | "=>" | "<=" | "=<" | "~" | "~>" | "^" .

https://github.com/Masterminds/semver#checking-version-constraints: parts of a version may be left
out, or be x or *. There, a constraint without a pre-release holds no pre-release at all; ranges of
ours are in Go's order.
"""

from __future__ import annotations

from ..values import semver

_SIGNS = ("==", "!=", ">=", "=>", "<=", "=<", "~>", "=", ">", "<", "~", "^")
_SAME = {"==": "=", "=>": ">=", "=<": "<=", "~>": "~", "": "="}


def versions(constraint: str) -> str:
    """The range of versions that says the same; ValueError for what is not a constraint."""
    alternatives = [_alternative(part) for part in constraint.split("||")]
    return "" if "" in alternatives else " || ".join(alternatives)


def _alternative(text: str) -> str:
    """The bounds of an alternative; "" for all versions."""
    low, hyphen, high = text.partition(" - ")
    if hyphen:
        text = f">={low.strip()} <={high.strip()}"
    for sign in _SIGNS:
        text = text.replace(sign + " ", sign)
    bounds = [bound for word in text.replace(",", " ").split() for bound in _bounds(word)]
    if not text.strip():
        raise ValueError("it is empty")
    return ", ".join(bounds)


def _bounds(word: str) -> list[str]:
    sign = next((each for each in _SIGNS if word.startswith(each)), "")
    written = word[len(sign) :].removeprefix("v")
    sign = _SAME.get(sign, sign)
    numbers = [part for part in written.partition("-")[0].partition("+")[0].split(".") if part]
    known = numbers[: next((at for at, part in enumerate(numbers) if part in "xX*"), len(numbers))]
    if not numbers:
        raise ValueError(f"{word} has no version")
    if not known:
        return []  # any version at all
    full = len(known) == 3
    start = "v" + (written if full else ".".join([*known, *["0"] * (3 - len(known))]))
    if not semver.is_valid(start) or len(known) > 3:
        raise ValueError(f"{word} is not a version")
    start = semver.canonical(start)
    if sign == "^":
        fixed = next((at for at, part in enumerate(known) if part != "0"), len(known) - 1)
        return [f">={start}", f"<{_after(known[: fixed + 1])}"]
    if sign == "~":
        return [f">={start}", f"<{_after(known[:2])}"]
    if full or sign in ("<", ">="):
        return [f"{sign}{start}"]
    if sign == ">":
        return [f">={_after(known).removesuffix('-0')}"]
    if sign == "<=":
        return [f"<{_after(known)}"]
    if sign == "!=":
        raise ValueError(f"{word} leaves out a whole line of versions")
    return [f">={start}", f"<{_after(known)}"]


def _after(known: list[str]) -> str:
    """The first version, pre-releases included, after all that begin with these numbers."""
    numbers = [*known[:-1], str(int(known[-1]) + 1), "0", "0"][:3]
    return f"v{'.'.join(numbers)}-0"
