"""A CycloneDX document of the modules of a graph, by cyclonedx-python-lib
(https://cyclonedx.org/specification/overview/).

It is at the level of modules: which packages of them end up in a program, it does not say. The
same commit gives the same document.
"""

from __future__ import annotations

import binascii
import datetime
import uuid

from cyclonedx.model import HashAlgorithm, HashType, Property
from cyclonedx.model.bom import Bom, BomMetaData
from cyclonedx.model.component import Component, ComponentType
from cyclonedx.output.json import JsonV1Dot6
from packageurl import PackageURL

from .json_report import plain

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterable

    from ..verdicts.graph_facts import GraphFacts
    from ..verdicts.snapshot import SnapshotModule

LEVEL = "modules of the module graph; not the packages that are built"
LATEST = 253_402_300_799  # seconds since 1970 of the last moment that a document can name
NAMESPACE = uuid.UUID("6ba7b811-9dad-11d1-80b4-00c04fd430c8")  # of URLs, RFC 9562, 6.6


def sbom(facts: GraphFacts, modules: Iterable[SnapshotModule], time: int) -> str:
    """The document. `time` is that of the commit, in seconds since 1970; `modules` are those of
    the snapshot, of which the selected ones count."""
    main = plain(facts.mains[0]) if facts.mains else ""
    root = Component(name=main or "workspace", type=ComponentType.APPLICATION, bom_ref="main")
    entries = {
        each.module.path: each
        for each in modules
        if each.module.path in facts.modules
        and each.module.version == facts.modules[each.module.path].version
    }
    components = {path: _component(entry) for path, entry in entries.items()}
    metadata = BomMetaData(
        component=root,
        timestamp=datetime.datetime.fromtimestamp(min(time, LATEST), datetime.timezone.utc),
        properties=[
            Property(name="gomod-hooks:level", value=LEVEL),
            Property(name="gomod-hooks:complete", value=str(facts.is_complete).lower()),
        ],
    )
    bom = Bom(components=components.values(), metadata=metadata)
    for path, depends_on in _arrows(facts).items():
        asking = root if path in facts.mains else components.get(path)
        if asking is not None:
            bom.register_dependency(asking, [components[each] for each in depends_on])
    facts_of_all = (plain(f"{each.module} {each.replace} {each.h1}") for each in entries.values())
    bom.serial_number = uuid.uuid5(NAMESPACE, "\n".join([main, str(time), *facts_of_all]))
    return JsonV1Dot6(bom=bom).output_as_string(indent=2) + "\n"


def _component(entry: SnapshotModule) -> Component:
    path, version = plain(entry.module.path), plain(entry.module.version)
    replaced, _, fork = plain(entry.replace).rpartition("@")
    if replaced:
        path, version = replaced, fork
    namespace, _, name = path.rpartition("/")
    properties = {
        "gomod-hooks:role": entry.role,
        "gomod-hooks:known": str(entry.is_known).lower(),
        "gomod-hooks:replaces": str(entry.module) if entry.replace else "",
        "gomod-hooks:replaced-by": entry.replace,
        "gomod-hooks:h1": entry.h1,
        "gomod-hooks:go-mod-h1": entry.go_mod_h1,
    }
    is_directory = bool(entry.replace) and not replaced
    return Component(
        name=path,
        version=version,
        type=ComponentType.LIBRARY,
        bom_ref=plain(str(entry.module)),
        purl=None
        if is_directory
        else PackageURL(type="golang", namespace=namespace, name=name, version=version),
        hashes=_hashes(entry.h1),
        properties=[
            Property(name=name, value=plain(value)) for name, value in properties.items() if value
        ],
    )


def _hashes(h1: str) -> list[HashType]:
    """The SHA-256 in an h1 hash: that of the list of the module's files, as go.sum has it."""
    if not h1:
        return []
    try:
        digest = binascii.a2b_base64(h1.removeprefix("h1:").encode())
    except ValueError:
        return []
    return [HashType(alg=HashAlgorithm.SHA_256, content=digest.hex())] if len(digest) == 32 else []


def _arrows(facts: GraphFacts) -> dict[str, list[str]]:
    """What each main module, and each selected version, requires."""
    arrows: dict[str, list[str]] = {}
    for module in facts.modules.values():
        for each in module.required_by:
            asking = facts.modules.get(each.path)
            if asking.version == each.version if asking is not None else not each.version:
                arrows.setdefault(each.path, []).append(module.path)
    return arrows
