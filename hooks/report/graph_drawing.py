"""A module graph as a drawing: DOT (https://graphviz.org/doc/info/lang.html) and Mermaid
(https://mermaid.js.org/syntax/flowchart.html)."""

from __future__ import annotations

from .escaped import escaped

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterator

    from ..verdicts.graph_facts import GraphFacts

# Node names of a main module and of the others are numbers, so that no name needs quoting.
Arrow = tuple[int, int, str]  # from, to, the version that is wanted where it is not the selected


class _Drawing:
    """The nodes, each with a text and whether it is known, and the arrows between them."""

    __slots__ = ("arrows", "nodes")

    def __init__(self, facts: GraphFacts) -> None:
        self.nodes = [(escaped(path), True) for path in facts.mains]
        numbers = {path: number for number, path in enumerate(facts.mains)}
        for module in facts.modules.values():
            numbers[module.path] = len(self.nodes)
            text = f"{module.path} {module.version}"
            if module.replace:
                text += f" => {module.replace}"
            self.nodes.append((escaped(text), module.is_known))
        self.arrows = list(_arrows(facts, numbers))


def _arrows(facts: GraphFacts, numbers: dict[str, int]) -> Iterator[Arrow]:
    """What the selected versions and the main modules require."""
    for module in facts.modules.values():
        for each in module.required_by:
            asking = facts.modules.get(each.path)
            if each.path in numbers and (asking is None or asking.version == each.version):
                wanted = "" if each.wanted == module.version else escaped(each.wanted)
                yield numbers[each.path], numbers[module.path], wanted


def graph_dot(facts: GraphFacts) -> str:
    """The graph for Graphviz: dashed what is not known, on an arrow the version that is wanted
    where another one is selected."""
    drawing = _Drawing(facts)
    lines = ["digraph modules {", "  rankdir=LR", "  node [shape=box]"]
    for number, (text, is_known) in enumerate(drawing.nodes):
        style = "" if is_known else ", style=dashed"
        lines.append(f"  m{number} [label={_quoted(text)}{style}]")
    for start, end, wanted in drawing.arrows:
        label = f" [label={_quoted(wanted)}]" if wanted else ""
        lines.append(f"  m{start} -> m{end}{label}")
    return "".join(line + "\n" for line in [*lines, "}"])


def _quoted(text: str) -> str:
    return '"' + text.replace("\\", "\\\\").replace('"', '\\"') + '"'


def graph_mermaid(facts: GraphFacts) -> str:
    """The same for Mermaid, which pages of Markdown draw."""
    drawing = _Drawing(facts)
    lines = ["flowchart LR"]
    for number, (text, is_known) in enumerate(drawing.nodes):
        lines.append(f'  m{number}["{_entities(text)}"]{"" if is_known else ":::unknown"}')
    for start, end, wanted in drawing.arrows:
        label = f'|"{_entities(wanted)}"|' if wanted else ""
        lines.append(f"  m{start} -->{label} m{end}")
    lines.append("  classDef unknown stroke-dasharray: 4")
    return "".join(line + "\n" for line in lines)


def _entities(text: str) -> str:
    """The text with what Mermaid would read as markup in its form for characters."""
    marks = '#"<>&`;\\'
    return "".join(f"#{ord(letter)};" if letter in marks else letter for letter in text)
