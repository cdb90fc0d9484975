"""A module graph as JSON, for programs."""

from __future__ import annotations

from .json_report import dump, plain

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Sequence

    from ..verdicts.graph_facts import GraphFacts, Requirer, SelectedModule


def graph_json(facts: GraphFacts) -> str:
    """One object: the main module, whether everything that belongs to the graph is known, each
    module that is selected with who requires it, what go.mod would have to list, and the go.mod
    files of which go.sum has no hash. `replace` is null where a module is not replaced."""
    return dump(
        {
            "module": plain(facts.mains[0] if facts.mains else ""),
            "complete": facts.is_complete,
            "modules": [_module(module) for module in facts.modules.values()],
            "updates": [
                {
                    "path": plain(update.module),
                    "listed": plain(update.listed),
                    "selected": plain(facts.version_for(update)),
                    "because": plain(update.asked_by),
                }
                for update in facts.updates
            ],
            "missing_sums": [
                [plain(missing.path), plain(missing.version)] for missing in facts.missing_sums
            ],
        }
    )


def _module(module: SelectedModule) -> dict[str, object]:
    return {
        "path": plain(module.path),
        "version": plain(module.version),
        "replace": plain(module.replace) or None,
        "direct": module.is_direct,
        "listed": module.is_listed,
        "known": module.is_known,
        "required_by": [required_by(each) for each in module.required_by],
    }


def required_by(requirer: Requirer) -> list[str]:
    """Path, version and wanted version of one that requires a module."""
    return [plain(requirer.path), plain(requirer.version), plain(requirer.wanted)]


def why_json(facts: GraphFacts, path: str) -> str:
    """One object about one module of a graph: what is selected, the chain that leads to it, and
    all that require it. `selected` is null where the graph does not have it."""
    module = facts.modules.get(path)
    chain: Sequence[Requirer] = facts.chain(path) if module is not None else ()
    return dump(
        {
            "path": plain(path),
            "selected": plain(module.version) if module is not None else None,
            "complete": facts.is_complete,
            "chain": [required_by(each) for each in chain],
            "required_by": [required_by(each) for each in module.required_by] if module else [],
        }
    )
