"""The file unwanted-dependencies.json of kubernetes.

`spec` names modules that are not wanted, with reasons, and pins; `status` who requires them all the
same, and which of them are vendored. A module that is not in the status may not come in; one that
is may be required by those alone that the status names, and vendored only if it says so.
"""

from __future__ import annotations

from .imported import ImportedPolicy, table, text, texts

# The newer form tells requirers that import the module from those that merely list it
_WAYS = ("direct", "transitive")


def kubernetes(data: dict[str, object], policy: ImportedPolicy) -> None:
    """Add what the file says."""
    spec, status = table(data.get("spec"), "spec"), table(data.get("status"), "status")
    required_by = table(status.get("unwantedReferences"), "status.unwantedReferences")
    vendored = set(texts(status.get("unwantedVendored")))
    for module, reason in table(spec.get("unwantedModules"), "spec.unwantedModules").items():
        if module not in required_by and module not in vendored:
            policy.add("[[deny]]", module=module, reason=text(reason))
            continue
        policy.add(
            "[[deny]]",
            module=module,
            required_by=_requirers(required_by.get(module), f"references of {module}"),
            reason=text(reason),
        )
        if module not in vendored:
            policy.add("[[deny]]", module=module, indirect="vendored", reason=text(reason))
    for module, pin in table(spec.get("pinnedModules"), "spec.pinnedModules").items():
        values = {name.lower(): value for name, value in table(pin, f"pin of {module}").items()}
        version, reason = text(values.get("version")), text(values.get("reason"))
        if version:
            policy.add("[[deny]]", module=module, versions=f"!={version}", reason=reason)
    if required_by:
        policy.note("status: a name that is not needed any more is told here (POL104), and passes")


def _requirers(listed: object, what: str) -> list[str]:
    """The modules that the status names, in a list or in one for each way to require a module."""
    if not isinstance(listed, dict):
        return texts(listed)
    ways = table(listed, what)
    return sorted({each for way in _WAYS for each in texts(ways.get(way))})
