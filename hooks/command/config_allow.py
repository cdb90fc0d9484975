"""The `[[allow]]` entries of a configuration: tables in, `rules.allow.Allowance` out.

An entry that cannot be obeyed to the letter is a UsageError: an unknown key, a code without
a page, and an exception from a hash that does not name the content that it accepts.
"""

from __future__ import annotations

from ..rules.allow import KEYS, LISTS, PINS, REQUIRED, Allowance
from ..rules.pages import page
from .errors import UsageError

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

ID_LENGTHS = (40, 64)  # digits of an object id


def exceptions(entries: object, name: str) -> list[Allowance]:
    """The entries of the configuration called `name` that are in force today."""
    tables = entries if isinstance(entries, list) else [entries]
    read = [_exception(table, name) for table in tables]
    if not any(each.until for each in read):
        return read
    today = _today()
    return [each for each in read if not each.until or each.until >= today]


def _today() -> str:
    import time  # only where an exception ends

    return time.strftime("%Y-%m-%d", time.gmtime())


def _exception(table: object, name: str) -> Allowance:
    where = f"{name}: [[allow]]"
    if not isinstance(table, dict):
        raise UsageError(f"{name}: [[allow]] must be a table")
    values = {key: _value(key, value, where) for key, value in table.items()}
    for key in REQUIRED:
        if not values.get(key):
            raise UsageError(f"{where} needs a {key}")
    code = str(values["code"])
    if page(code) is None:
        raise UsageError(f"{where} unknown code {code!r}")
    pin = PINS.get(code)
    if pin and not values.get(pin):
        raise UsageError(f"{where} {_unpinned(code, pin, values)}")
    return Allowance(values, table)


def _value(key: str, value: object, where: str) -> str | Sequence[str]:
    if key not in KEYS:
        raise UsageError(f"{where} {unknown(key, KEYS)}")
    if key == "until":
        return _day(value, where)
    if key in LISTS:
        texts = value if isinstance(value, list) else [value]
        if not texts or not all(isinstance(text, str) and text for text in texts):
            raise UsageError(f"{where} {key} must be a string or a list of strings")
        if key == "blob" and not all(map(_is_id, texts)):
            raise UsageError(f"{where} blob must be the id of a git object, in full")
        return tuple(texts)
    if not isinstance(value, str):
        raise UsageError(f"{where} {key} must be a string")
    return value


def _day(value: object, where: str) -> str:
    """The last day of an entry as "2026-12-31"."""
    import datetime  # the reader of TOML has it

    if isinstance(value, datetime.date) and not isinstance(value, datetime.datetime):
        return value.isoformat()
    try:
        if isinstance(value, str) and len(value) == len("2026-12-31"):
            return datetime.date.fromisoformat(value).isoformat()
    except ValueError:
        pass
    raise UsageError(f"{where} until must be a day, as 2026-12-31")


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
    from difflib import get_close_matches  # only where a key is wrong

    near = get_close_matches(key[:100], known, n=1)
    meant = f" (did you mean {near[0]}?)" if near else ""
    return f"unknown key {key!r}: one of {', '.join(known)}{meant}"
