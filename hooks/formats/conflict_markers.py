"""The conflict markers that git leaves in a file.

"HOW CONFLICTS ARE PRESENTED" in https://git-scm.com/docs/git-merge:

    conflict = "<<<<<<<" ours [ "|||||||" base ] "=======" theirs ">>>>>>>" .

Each marker is a line of its own: seven signs, then nothing or a blank and a
label. Only the styles diff3 and zdiff3 show the base.
"""

from __future__ import annotations

OURS, BASE, THEIRS, END = b"<<<<<<<", b"|||||||", b"=======", b">>>>>>>"


def marker(line: bytes) -> bytes:
    """The seven signs that make a line a marker; b"" for a line that is not a marker."""
    signs = line[:7]
    if signs in (OURS, BASE, THEIRS, END) and (line[7:].rstrip(b"\r") == b"" or line[7:8] == b" "):
        return signs
    return b""


def lines(data: bytes) -> list[int]:
    """The numbers of the lines that are markers, counted from 1."""
    if OURS not in data and THEIRS not in data and END not in data and BASE not in data:
        return []
    return [number for number, line in enumerate(data.split(b"\n"), 1) if marker(line)]


def sides(data: bytes) -> tuple[bytes, bytes] | None:
    """The content of our side and of their side; None where the markers do not pair up."""
    ours: list[bytes] = []
    theirs: list[bytes] = []
    state = END
    for line in data.split(b"\n"):
        signs = marker(line)
        if signs:
            if state not in _BEFORE[signs]:
                return None
            state = signs
            continue
        if state in (END, OURS):
            ours.append(line)
        if state in (END, THEIRS):
            theirs.append(line)
    return (b"\n".join(ours), b"\n".join(theirs)) if state == END else None


# marker: those that may come before it (END also stands for the start of the file)
_BEFORE = {OURS: (END,), BASE: (OURS,), THEIRS: (OURS, BASE), END: (THEIRS,)}
