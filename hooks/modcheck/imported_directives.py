"""The settings of golangci-lint's gomoddirectives, https://github.com/ldez/gomoddirectives."""

from __future__ import annotations

from .imported import ImportedPolicy, texts

# Its switches, and the directive that each forbids
_FORBIDDEN = {
    "exclude-forbidden": "exclude",
    "go-debug-forbidden": "godebug",
    "ignore-forbidden": "ignore",
    "tool-forbidden": "tool",
    "toolchain-forbidden": "toolchain",
}
_PATTERNS = {
    "toolchain-pattern": "go-directive has forbid-toolchain",
    "go-version-pattern": "go-directive has min, max and forbid-patch",
}
WITHOUT_PATCH = ("1\\.\\d+(\\.0)?$", "\\d\\.\\d+(\\.0)?")  # the patterns that its pages show


def gomoddirectives(settings: dict[str, object], policy: ImportedPolicy) -> None:
    """Add what the settings say, those that are left out as gomoddirectives takes them."""
    if settings.get("check-module-path"):
        policy.add("[policy]", module_path=True)
    if not settings.get("replace-allow-all"):
        forbidden = "versioned" if settings.get("replace-local") else "all"
        policy.add("[policy.replace]", forbid=forbidden)
        for module in texts(settings.get("replace-allow-list")):
            reason = "allowed by replace-allow-list"
            policy.add("[[allow]]", code="POL207", module=module, reason=reason)
            if forbidden == "all":
                policy.note("replace-allow-list: an exception here excuses a directory, too")
    forbid = [verb for name, verb in _FORBIDDEN.items() if settings.get(name)]
    if not settings.get("retract-allow-no-explanation"):
        forbid.append("retract")
    if forbid:
        policy.add("[hooks.go-replace-targets]", forbid=sorted(forbid))
    for name, instead in _PATTERNS.items():
        pattern = settings.get(name)
        if name == "go-version-pattern" and pattern in WITHOUT_PATCH:
            policy.add("[hooks.go-directive]", forbid_patch=True)
        elif pattern:
            policy.note(f"{name} {pattern!r} has no counterpart: {instead}")
