"""A module graph as text, for people: a tree in which each module stands once."""

from __future__ import annotations

from ..values import semver
from .escaped import escaped

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from ..verdicts.graph_facts import GraphFacts, Requirer, SelectedModule


def graph_text(facts: GraphFacts) -> str:
    """The tree, then what is not in order. Below a module stand those that it requires and that
    nothing nearer to the main module does."""
    lines = [_heading(facts)]
    children = _children(facts)
    shown: list[tuple[str, int]] = [(main, 0) for main in reversed(facts.mains)]
    while shown:
        path, depth = shown.pop()
        if depth:
            lines.append("  " * depth + _line(facts.modules[path]))
        elif len(facts.mains) > 1:
            lines.append(escaped(path))
        shown += [(child, depth + 1) for child in reversed(children.get(path, ()))]
    lines += _disorder(facts)
    return "".join(line + "\n" for line in lines)


def _heading(facts: GraphFacts) -> str:
    count, unknown = len(facts.modules), len(facts.unknown)
    text = f"{escaped(facts.mains[0] if facts.mains else '')}: "
    text += "1 module" if count == 1 else f"{count} modules"
    if unknown:
        text += f", the go.mod of {unknown} of them not known here"
    return text


def _children(facts: GraphFacts) -> dict[str, list[str]]:
    """The tree: each module below the first that requires it on a shortest way."""
    children: dict[str, list[str]] = {}
    asking: dict[str, list[str]] = {}
    for module in facts.modules.values():
        for each in module.required_by:
            is_selected = not each.version or (
                each.path in facts.modules and facts.modules[each.path].version == each.version
            )
            if is_selected:
                asking.setdefault(each.path, []).append(module.path)
    reached = dict.fromkeys(facts.mains)
    queue = list(facts.mains)
    for path in queue:
        for child in asking.get(path, ()):
            if child not in reached:
                reached[child] = None
                children.setdefault(path, []).append(child)
                queue.append(child)
    for path in facts.modules:
        if path not in reached:  # only versions that are not selected lead there
            children.setdefault(facts.mains[0] if facts.mains else "", []).append(path)
    return children


def _line(module: SelectedModule) -> str:
    text = escaped(f"{module.path} {module.version}")
    if module.replace:
        text += f" => {escaped(module.replace)}"
    marks = []
    if module.is_listed and not module.is_direct:
        marks.append("indirect")
    if not module.is_listed:
        marks.append("not listed")
    raised = _raised(module)
    if raised:
        marks.append(raised)
    if not module.is_known:
        marks.append("go.mod not known here")
    return f"{text}   ({', '.join(marks)})" if marks else text


def _raised(module: SelectedModule) -> str:
    """Who raised the version above what the main module, or else the lowest, asks for."""
    if any(not each.version for each in module.raised_by):
        return ""
    asked = [each for each in module.required_by if not each.version] or module.required_by
    lowest = min(asked, key=lambda each: semver.key(each.wanted))
    if not module.raised_by or lowest.wanted == module.version:
        return ""
    return escaped(f"raised from {lowest.wanted} by {module.raised_by[0]}")


def _disorder(facts: GraphFacts) -> Iterator[str]:
    if facts.updates:
        yield ""
        yield "go.mod would have to change:"
    for update in facts.updates:
        because = f" ({update.asked_by})" if update.asked_by else ""
        wanted = facts.version_for(update) or "not at all"
        yield escaped(f"  {update.module} {update.listed or 'without'} -> {wanted}{because}")
    if facts.missing_sums:
        yield ""
        yield "go.sum has no hash of:"
    for missing in facts.missing_sums:
        yield escaped(f"  {missing.path} {missing.version}/go.mod")


def why_text(facts: GraphFacts, path: str) -> str:
    """Which version of a module is selected, the chain that leads to it, and every version that
    anybody asks for."""
    module = facts.modules.get(path)
    lines = []
    if module is None:
        lines.append(f"{escaped(path)} is not in the module graph")
    else:
        lines.append(_line(module))
        lines += _chain(module, facts.chain(path))
        lines += ["", "required by"]
        lines += _requirers(module.required_by)
    unknown = len(facts.unknown)
    if unknown:
        lines.append(f"({unknown} modules have a go.mod that is not known here: others may ask)")
    return "".join(line + "\n" for line in lines)


def _chain(module: SelectedModule, chain: Sequence[Requirer]) -> Iterator[str]:
    yield ""
    for depth, each in enumerate(chain):
        yield "  " * depth + escaped(str(each))
    yield "  " * len(chain) + escaped(str(module))


def _requirers(required_by: Sequence[Requirer]) -> Iterator[str]:
    """The highest version first."""
    ordered = sorted(required_by, key=lambda each: semver.key(each.wanted), reverse=True)
    width = max((len(escaped(each.wanted)) for each in ordered), default=0)
    for each in ordered:
        yield f"  {escaped(each.wanted).ljust(width)}  {escaped(str(each))}"
