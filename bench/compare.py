"""The go command at the nearest job, where there is one on PATH."""

from __future__ import annotations

import shutil
from pathlib import Path

from bench.measure import least


def compare_with_go(python: str, folder: Path, runs: int) -> None:
    """Print what hooks and the go command cost on the same module."""
    go = shutil.which("go")
    if go is None:
        print("no go command on PATH: nothing to compare with")
        return
    offline = ["env", "GOFLAGS=", "GOPROXY=off", "GOTOOLCHAIN=local", "GOWORK=off", go]
    commands = {
        "go_mod_format --check": [python, "-Im", "gomod_hooks.go_mod_format", "--check"],
        "go mod edit -fmt": [*offline, "mod", "edit", "-fmt"],
        "go_vendor_modules --check": [python, "-Im", "gomod_hooks.go_vendor_modules", "--check"],
        "go list -m -mod=vendor": [*offline, "list", "-m", "-mod=vendor"],
        "go_sum_diff": [python, "-Im", "gomod_hooks.go_sum_diff"],
        "go mod verify": [*offline, "mod", "verify"],
        "go mod tidy -diff": [*offline, "mod", "tidy", "-diff"],
        "go_vendor_tree": [python, "-Im", "gomod_hooks.go_vendor_tree"],
        "go mod vendor": [*offline, "mod", "vendor", "-o", str(folder.parent / "vendor")],
    }
    costs = least(commands, folder, max(runs // 5, 3))
    print("beside the go command, on the large module")
    for label, cost in costs.items():
        note = "" if cost.status in (0, 1) and "go " not in label[:3] else f"  exit {cost.status}"
        print(f"  {label:28} {cost.seconds * 1000:8.1f} ms  {cost.memory:6.1f} MiB{note}")
