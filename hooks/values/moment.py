"""Moments in time, as pseudo-versions and module proxies write them."""

from __future__ import annotations


def seconds(time: str) -> int:
    """A time as in a pseudo-version, or as in RFC 3339, in seconds since 1970; 0 for a text that
    is neither."""
    from datetime import datetime, timezone  # only where a time is looked at

    try:
        if time.isdigit():
            read = datetime.strptime(time, "%Y%m%d%H%M%S").replace(tzinfo=timezone.utc)
        else:
            whole, _, rest = time.partition(".")
            zone = rest.lstrip("0123456789") if rest else ""
            text = (whole + zone).replace("Z", "+00:00").replace("z", "+00:00")
            read = datetime.fromisoformat(text)
    except ValueError:
        return 0
    return int(read.timestamp()) if read.tzinfo is not None else 0
