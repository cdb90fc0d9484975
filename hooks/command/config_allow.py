"""The `[[allow]]` entries of a configuration: tables in, `rules.allow.Allowance` out.

An entry that cannot be obeyed to the letter is a UsageError: an unknown key, a code without
a page, and an exception from a hash that does not name the content that it accepts.
"""

from __future__ import annotations

from ..rules.allow import KEYS, LISTS, PINS, REQUIRED, Allowance
from ..rules.pages import codes, page
from .nearest import meant, meant_code

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from .config_lines import Source

ID_LENGTHS = (40, 64)  # digits of an object id


def exceptions(entries: object, source: Source) -> tuple[list[Allowance], list[Allowance]]:
    """The entries of a configuration that are in force today, and those that have ended."""
    tables = entries if isinstance(entries, list) else [entries]
    read = [_exception(table, number, source) for number, table in enumerate(tables)]
    if not any(each.until for each in read):
        return read, []
    now = today()
    ended = [each for each in read if each.until and each.until < now]
    return [each for each in read if not each.until or each.until >= now], ended


def today() -> str:
    """This day as "2026-12-31", in UTC."""
    import time  # only where an exception ends

    return time.strftime("%Y-%m-%d", time.gmtime())


def _exception(table: object, number: int, source: Source) -> Allowance:
    place = ("allow", number)
    if not isinstance(table, dict):
        raise source.refuse("[[allow]] must be a table, with a code and a reason", *place)
    values = {key: _value(key, value, source, *place) for key, value in table.items()}
    for key in REQUIRED:
        if not values.get(key):
            raise source.refuse(f"[[allow]] needs a {key}", *place)
    code = str(values["code"])
    if page(code) is None:
        guess = meant_code(code.upper(), codes())
        raise source.refuse(f"[[allow]] unknown code {code!r}{guess}", *place, "code")
    pin = PINS.get(code)
    if pin and not values.get(pin):
        raise source.refuse(f"[[allow]] {_unpinned(code, pin, values)}", *place)
    return Allowance(values, table, number)


def _value(key: str, value: object, source: Source, *place: str | int) -> str | Sequence[str]:
    wanted = ""
    if key not in KEYS:
        raise source.refuse(f"[[allow]] {unknown(key, KEYS)}", *place, key)
    if key == "until":
        last = day(value)
        if last:
            return last
        wanted = "a day, as 2026-12-31"
    elif key in LISTS:
        texts = value if isinstance(value, list) else [value]
        if not texts or not all(isinstance(text, str) and text for text in texts):
            wanted = "a string or a list of strings" + as_text(key, value)
        elif key == "blob" and not all(map(_is_id, texts)):
            wanted = "the id of a git object, in full"
        else:
            return tuple(texts)
    elif isinstance(value, str):
        return value
    else:
        wanted = "a string" + as_text(key, value)
    raise source.refuse(f"[[allow]] {key} must be {wanted}", *place, key)


def day(value: object) -> str:
    """A day as "2026-12-31"; "" for what is not one."""
    import datetime  # the reader of TOML has it

    if isinstance(value, datetime.date) and not isinstance(value, datetime.datetime):
        return value.isoformat()
    try:
        if isinstance(value, str) and len(value) == len("2026-12-31"):
            return datetime.date.fromisoformat(value).isoformat()
    except ValueError:
        pass
    return ""


def as_text(key: str, value: object) -> str:
    """How a number or a date is written as a string: ', in quotes: go = "1.22"'."""
    if isinstance(value, (bool, list, dict, str)):
        return ""
    return f', in quotes: {key} = "{value}"'


def _is_id(text: str) -> bool:
    return len(text) in ID_LENGTHS and not text.strip("0123456789abcdef")


def _unpinned(code: str, pin: str, values: Mapping[str, str | Sequence[str]]) -> str:
    """What is wrong with an entry without its pin, and the keys that it should have."""
    content = "the new hash" if pin == "hash" else "the file's id, from git rev-parse :PATH"
    if code == "SUM110":
        content = "both hashes"
    known = [key for key in ("code", "path", "module", "version") if values.get(key)]
    entry = [*(f'{key} = "{values[key]}"' for key in known), f'{pin} = ["…"]']
    return f"for {code} needs a {pin} ({content}): {', '.join(entry)}"


def unknown(key: str, known: Sequence[str]) -> str:
    """What to say of a key that is none of `known`."""
    return f"unknown key {key!r}: one of {', '.join(known)}{meant(key, known)}"
