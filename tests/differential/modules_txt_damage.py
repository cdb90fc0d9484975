"""Ways to damage a vendor/modules.txt whose meaning can be found again."""

from __future__ import annotations

from collections.abc import Callable
from random import Random

Lines = list[str]
Damage = Callable[[Lines, Random], Lines | None]


def _modules(lines: Lines) -> tuple[Lines, list[Lines], list[Lines]]:
    """The workspace mark if any, the blocks of the head, the lines of the tail."""
    start = 1 if lines and lines[0] == "## workspace" else 0
    blocks: list[Lines] = []
    for line in lines[start:]:
        if line.startswith("# "):
            blocks.append([])
        blocks[-1].append(line)
    at = len(blocks)
    while at and len(blocks[at - 1]) == 1 and "=>" in blocks[at - 1][0]:
        at -= 1
    return lines[:start], blocks[:at], blocks[at:]


def _joined(mark: Lines, head: list[Lines], tail: list[Lines]) -> Lines:
    return [*mark, *(line for block in [*head, *tail] for line in block)]


def modules_shuffled(lines: Lines, random: Random) -> Lines | None:
    mark, head, tail = _modules(lines)
    random.shuffle(head)
    return _joined(mark, head, tail)


def tail_shuffled(lines: Lines, random: Random) -> Lines | None:
    mark, head, tail = _modules(lines)
    random.shuffle(tail)
    return _joined(mark, head, tail) if len(tail) > 1 else None


def tail_first(lines: Lines, random: Random) -> Lines | None:
    mark, head, tail = _modules(lines)
    return _joined(mark, tail, head) if tail else None


def packages_shuffled(lines: Lines, random: Random) -> Lines | None:
    mark, head, tail = _modules(lines)
    for block in head:
        packages = [line for line in block if not line.startswith("#")]
        random.shuffle(packages)
        block[:] = [line for line in block if line.startswith("#")] + packages
    return _joined(mark, head, tail)


def packages_before_marks(lines: Lines, random: Random) -> Lines | None:
    mark, head, tail = _modules(lines)
    for block in head:
        marks = [line for line in block[1:] if line.startswith("#")]
        block[1:] = [line for line in block[1:] if not line.startswith("#")] + marks
    return _joined(mark, head, tail)


def explicit_dropped(lines: Lines, random: Random) -> Lines | None:
    marked = [at for at, line in enumerate(lines) if line.startswith("## explicit")]
    if not marked:
        return None
    at = random.choice(marked)
    rest = lines[at].removeprefix("## explicit").removeprefix("; ")
    return [*lines[:at], *(["## " + rest] if rest else []), *lines[at + 1 :]]


def every_explicit_dropped(lines: Lines, random: Random) -> Lines | None:
    found = [line.replace("explicit; ", "") for line in lines if line != "## explicit"]
    return found if found != lines else None


def explicit_misspelt(lines: Lines, random: Random) -> Lines | None:
    found = [line.replace("## explicit", "##explicit") for line in lines]
    return found if found != lines else None


def marks_on_two_lines(lines: Lines, random: Random) -> Lines | None:
    found = "\n".join(lines).replace("## explicit; go", "## explicit\n## go").split("\n")
    return found if found != lines else None


def marks_reversed(lines: Lines, random: Random) -> Lines | None:
    found = [
        f"## {line[13:]};explicit" if line.startswith("## explicit; go") else line for line in lines
    ]
    return found if found != lines else None


def module_doubled(lines: Lines, random: Random) -> Lines | None:
    mark, head, tail = _modules(lines)
    if not head:
        return None
    head.insert(random.randrange(len(head)), list(random.choice(head)))
    return _joined(mark, head, tail)


def package_doubled(lines: Lines, random: Random) -> Lines | None:
    packages = [at for at, line in enumerate(lines) if not line.startswith("#")]
    if not packages:
        return None
    at = random.choice(packages)
    return [*lines[:at], lines[at], *lines[at:]]


def tail_doubled(lines: Lines, random: Random) -> Lines | None:
    mark, head, tail = _modules(lines)
    wild = [block for block in tail if block[0].split()[2] == "=>"]
    return _joined(mark, head, [*tail, random.choice(wild)]) if wild else None


def tail_line_dropped(lines: Lines, random: Random) -> Lines | None:
    mark, head, tail = _modules(lines)
    wild = [at for at, block in enumerate(tail) if block[0].split()[2] == "=>"]
    if not wild:
        return None
    del tail[random.choice(wild)]
    return _joined(mark, head, tail)


def tail_line_altered(lines: Lines, random: Random) -> Lines | None:
    mark, head, tail = _modules(lines)
    if not tail:
        return None
    block = random.choice(tail)
    block[0] = block[0].partition(" => ")[0] + " => ./elsewhere"
    return _joined(mark, head, tail)


def tail_line_added(lines: Lines, random: Random) -> Lines | None:
    return [*lines, "# stranger.example/module => ./stranger"]


def _replaced_everywhere(head: list[Lines], tail: list[Lines]) -> list[Lines]:
    """The blocks of the head whose replacement stands in the tail too."""
    wild = {block[0].split()[1] for block in tail if block[0].split()[2] == "=>"}
    return [block for block in head if "=>" in block[0] and block[0].split()[1] in wild]


def target_dropped(lines: Lines, random: Random) -> Lines | None:
    mark, head, tail = _modules(lines)
    found = _replaced_everywhere(head, tail)
    if not found:
        return None
    block = random.choice(found)
    block[0] = block[0].partition(" => ")[0]
    return _joined(mark, head, tail)


def target_altered(lines: Lines, random: Random) -> Lines | None:
    mark, head, tail = _modules(lines)
    found = _replaced_everywhere(head, tail)
    if not found:
        return None
    block = random.choice(found)
    block[0] = block[0].partition(" => ")[0] + " => other.example/module v1.0.0"
    return _joined(mark, head, tail)


def comments_added(lines: Lines, random: Random) -> Lines | None:
    found = list(lines)
    for comment in ("# generated", "# do not edit this file", "// vendored", "#"):
        found.insert(random.randrange(len(found) + 1), comment)
    return found


def indirect_comments_added(lines: Lines, random: Random) -> Lines | None:
    return [
        line + " // indirect" if line.startswith("# ") and random.random() < 0.3 else line
        for line in lines
    ]


def indirect_lines_added(lines: Lines, random: Random) -> Lines | None:
    found = list(lines)
    found.insert(random.randrange(len(found) + 1), "# example.com/module indirect")
    return found


def conflict_markers(lines: Lines, random: Random) -> Lines | None:
    mark, head, tail = _modules(lines)
    if not head:
        return None
    at = random.randrange(len(head))
    both = ["<<<<<<< HEAD", *head[at], "=======", *head[at], ">>>>>>> branch"]
    return _joined(mark, [*head[:at], both, *head[at + 1 :]], tail)


def blank_lines(lines: Lines, random: Random) -> Lines | None:
    found = list(lines)
    for _ in range(3):
        found.insert(random.randrange(len(found) + 1), random.choice(["", " ", "\t"]))
    return found


def trailing_blanks(lines: Lines, random: Random) -> Lines | None:
    return [line + random.choice(["", " ", "\t"]) for line in lines]


def leading_blanks(lines: Lines, random: Random) -> Lines | None:
    return [random.choice(["", "", " ", "\t"]) + line for line in lines]


def tabs(lines: Lines, random: Random) -> Lines | None:
    return [line.replace("# ", "#\t") if random.random() < 0.3 else line for line in lines]


def workspace_mark(lines: Lines, random: Random) -> Lines | None:
    """Lost where it was, or there where it was not."""
    return lines[1:] if lines[0] == "## workspace" else ["## workspace", *lines]


def workspace_mark_moved(lines: Lines, random: Random) -> Lines | None:
    if lines[0] != "## workspace":
        return None
    at = random.randrange(1, len(lines) + 1)
    return [*lines[1:at], lines[0], *lines[at:]]


OF_LINES: list[Damage] = [
    modules_shuffled,
    tail_shuffled,
    tail_first,
    packages_shuffled,
    packages_before_marks,
    explicit_dropped,
    every_explicit_dropped,
    explicit_misspelt,
    marks_on_two_lines,
    marks_reversed,
    module_doubled,
    package_doubled,
    tail_doubled,
    tail_line_dropped,
    tail_line_altered,
    tail_line_added,
    target_dropped,
    target_altered,
    comments_added,
    indirect_comments_added,
    indirect_lines_added,
    conflict_markers,
    blank_lines,
    trailing_blanks,
    leading_blanks,
    tabs,
    workspace_mark,
    workspace_mark_moved,
]


def carriage_returns(data: bytes) -> bytes:
    return data.replace(b"\n", b"\r\n")


def byte_order_mark(data: bytes) -> bytes:
    return b"\xef\xbb\xbf" + data


def no_last_newline(data: bytes) -> bytes:
    return data.rstrip(b"\n")


def newlines_at_the_end(data: bytes) -> bytes:
    return data + b"\n\n"


OF_BYTES: list[Callable[[bytes], bytes]] = [
    carriage_returns,
    byte_order_mark,
    no_last_newline,
    newlines_at_the_end,
]


def damaged(data: bytes, random: Random) -> dict[str, bytes]:
    """Each damage that applies to a modules.txt, by name."""
    found = {damage.__name__: damage(data) for damage in OF_BYTES}
    text = data.decode("utf-8", "surrogateescape").removesuffix("\n")
    for harm in OF_LINES:
        lines = harm(text.split("\n"), random) if text else None
        if lines is not None:
            found[harm.__name__] = ("\n".join(lines) + "\n").encode("utf-8", "surrogateescape")
    return {name: harmed for name, harmed in found.items() if harmed != data}
