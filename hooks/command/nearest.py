"""A misspelt word, and the known one that was probably meant."""

from __future__ import annotations

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterable

LONGEST = 100  # characters that are looked at: comparing costs time by their square
DIGITS = str.maketrans("OoIlLSZ", "0011152")  # letters that are taken for digits


def meant(word: str, known: Iterable[str]) -> str:
    """ " (did you mean X?)" with the nearest word of `known`, "" where none is near."""
    from difflib import get_close_matches  # only where a word is wrong

    near = get_close_matches(word[:LONGEST], list(known), n=1)
    return f" (did you mean {near[0]}?)" if near else ""


def meant_code(word: str, codes: Iterable[str]) -> str:
    """The same for a code, or the beginning of one."""
    known = list(codes)
    fixed = word[:3] + word[3:].translate(DIGITS)
    if fixed != word and any(code.startswith(fixed) for code in known):
        return f" (did you mean {fixed}?)"
    families = sorted({code[:3] for code in known})
    return meant(word, families if len(word) < 5 else known)
