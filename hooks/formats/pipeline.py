"""The versions of Go that a workflow of GitHub Actions, or a .gitlab-ci.yml, names.

In a workflow: what its steps hand to actions/setup-go (`go-version`, by itself, from a matrix or
from `env`, and `go-version-file`), and the images of its jobs
(https://docs.github.com/actions/reference/workflow-syntax-for-github-actions). In a .gitlab-ci.yml:
every image (https://docs.gitlab.com/ci/yaml/#image). Both are YAML: reading them takes PyYAML.
"""

from __future__ import annotations

from .dockerfile import expanded
from .named_version import NamedVersion, exact, of_image

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Mapping

    import yaml

LARGEST = 1 << 20  # bytes of a file that is read
SETUP_GO = "actions/setup-go"


class _Text:
    """A scalar, as whoever reads the file for a pipeline sees it, and its line."""

    __slots__ = ("line", "value")

    def __init__(self, node: yaml.ScalarNode) -> None:
        self.value = str(node.value)
        self.line = node.start_mark.line + 1
        if node.tag == "tag:yaml.org,2002:float" and self.value.replace(".", "", 1).isdigit():
            self.value = str(float(self.value))  # 1.20 without quotes is the number 1.2


def workflow(data: bytes) -> list[NamedVersion]:
    """The versions of Go that a workflow, or an action, names. ImportError without PyYAML."""
    root = _root(data)
    if root is None:
        return []
    environment = _texts(_get(root, "env"))
    jobs = [job for _, job in _pairs(_get(root, "jobs"))]
    steps = _get(_get(root, "runs"), "steps")  # of a composite action
    named = list(_of_steps(steps, environment, None))
    for job in jobs:
        variables = {**environment, **_texts(_get(job, "env"))}
        matrix = _get(_get(job, "strategy"), "matrix")
        named += _of_steps(_get(job, "steps"), variables, matrix)
        container = _get(job, "container")
        image = _get(container, "image") or container
        named += _of_values(image, variables, matrix, of_image)
    return named


def gitlab(data: bytes) -> list[NamedVersion]:
    """The versions of Go that the images of a .gitlab-ci.yml name. ImportError without PyYAML."""
    root = _root(data)
    variables = {name: text.value for name, text in _scalars(_get(root, "variables"))}
    named = []
    blocks = [root, *(block for _, block in _pairs(root))]
    for block in blocks:
        inner = {**variables, **_texts(_get(block, "variables"))}
        image = _get(block, "image")
        text = _scalar(_get(image, "name") or image)
        whole = expanded(text.value, inner) if text is not None else ""
        version = of_image(whole)
        if text is not None and version:
            named.append(NamedVersion(version, text.line, has_digest="@" in whole))
    return named


def _of_steps(
    steps: yaml.Node | None, environment: Mapping[str, str], matrix: yaml.Node | None
) -> Iterator[NamedVersion]:
    for step in _items(steps):
        uses = _scalar(_get(step, "uses"))
        if uses is None or uses.value.partition("@")[0] != SETUP_GO:
            continue
        variables = {**environment, **_texts(_get(step, "env"))}
        inputs = _get(step, "with")
        file = _scalar(_get(inputs, "go-version-file"))
        version = _get(inputs, "go-version")
        if version is not None:  # it goes before the file
            yield from _of_values(version, variables, matrix, exact)
        elif file is not None and "${{" not in file.value:
            yield NamedVersion("", file.line, file.value.removeprefix("./"))


def _of_values(
    node: yaml.Node | None,
    environment: Mapping[str, str],
    matrix: yaml.Node | None,
    version_in: Callable[[str], str],
) -> Iterator[NamedVersion]:
    """The versions in a text, and in all that its expression may be."""
    text = _scalar(node)
    for value in _values(text, environment, matrix) if text is not None else ():
        version = version_in(value.value)
        if version:
            yield NamedVersion(
                version,
                value.line,
                is_of_matrix=value is not text,
                has_digest="@" in value.value,
            )


def _values(
    text: _Text, environment: Mapping[str, str], matrix: yaml.Node | None
) -> Iterator[_Text]:
    """What a text with at most one expression stands for."""
    start, opened, rest = text.value.partition("${{")
    inside, closed, end = rest.partition("}}")
    if not opened or not closed:
        yield text
        return
    kind, _, name = inside.strip().partition(".")
    found: list[_Text] = []
    if kind == "env" and name in environment:
        text.value = start + environment[name] + end
        yield text
    elif kind == "matrix":
        found += (each for item in _items(_get(matrix, name)) if (each := _scalar(item)))
        included = (_get(entry, name) for entry in _items(_get(matrix, "include")))
        found += (each for item in included if (each := _scalar(item)))
    for each in found:
        each.value = start + each.value + end
        yield each


def _root(data: bytes) -> yaml.Node | None:
    """The document of a file; None for what is not YAML, or too large."""
    import yaml  # only where such a file is named

    if len(data) > LARGEST:
        return None
    try:
        return yaml.compose(data, Loader=yaml.SafeLoader)
    except (yaml.YAMLError, RecursionError, ValueError):
        return None


def _pairs(node: yaml.Node | None) -> Iterator[tuple[str, yaml.Node]]:
    """The keys of a mapping with their values; nothing for another node."""
    import yaml

    if not isinstance(node, yaml.MappingNode):
        return
    for key, value in node.value:
        if isinstance(key, yaml.ScalarNode):
            yield str(key.value), value


def _get(node: yaml.Node | None, key: str) -> yaml.Node | None:
    return next((value for name, value in _pairs(node) if name == key), None)


def _items(node: yaml.Node | None) -> list[yaml.Node]:
    import yaml

    return list(node.value) if isinstance(node, yaml.SequenceNode) else []


def _scalar(node: yaml.Node | None) -> _Text | None:
    import yaml

    return _Text(node) if isinstance(node, yaml.ScalarNode) else None


def _scalars(node: yaml.Node | None) -> Iterator[tuple[str, _Text]]:
    for name, value in _pairs(node):
        text = _scalar(_get(value, "value") or value)
        if text is not None:
            yield name, text


def _texts(node: yaml.Node | None) -> dict[str, str]:
    return {name: text.value for name, text in _scalars(node)}
