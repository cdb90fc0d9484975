"""Durations and amounts as people write them: 48h, 1h30m, 7d; 10G, 500M, 1.5GiB."""

from __future__ import annotations

_SECONDS = {"s": 1, "m": 60, "h": 3600, "d": 86400, "w": 604800}
_POWERS = "BKMGT"


def duration(text: str) -> int:
    """The seconds of a duration; ValueError, with a text for people, for anything else."""
    seconds, number = 0.0, ""
    for letter in text:
        if letter.isascii() and (letter.isdigit() or letter == "."):
            number += letter
        elif letter in _SECONDS and number.strip(".") and number.count(".") < 2:
            seconds, number = seconds + float(number) * _SECONDS[letter], ""
        else:
            number = "?"
            break
    if number or not text or seconds > 1e10:
        raise ValueError("write a duration as 48h, 90m or 7d")
    return int(seconds)


def size(text: str) -> int:
    """The bytes of an amount, K being 1,024; ValueError, with a text for people, for anything
    else."""
    number, unit = text.strip(), text.strip().lstrip("0123456789.")
    number, power = number[: len(number) - len(unit)], unit.upper().removesuffix("IB")
    power = power.removesuffix("B") or "B"
    is_number = bool(number.strip(".")) and number.count(".") < 2 and len(number) < 20
    if not is_number or not number.isascii() or power not in _POWERS:
        raise ValueError("write an amount as 10G, 500M or 1.5G")
    return int(float(number) * 1024 ** _POWERS.index(power))


def in_words(size: int) -> str:
    """An amount for people: "0 B", "12.5 MiB", "10 GiB"."""
    number, power = float(size), 0
    while number >= 1024 and power < len(_POWERS) - 1:
        number, power = number / 1024, power + 1
    unit = _POWERS[power] + ("iB" if power else "")
    return f"{number:.1f}".removesuffix(".0") + f" {unit}"
