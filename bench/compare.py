"""What others cost at the nearest job, where they are at hand: the go command, the frameworks."""

from __future__ import annotations

import os
import shlex
import shutil
import subprocess
from pathlib import Path

from bench import commands, repositories
from bench.measure import least
from tests.environment import CHECKOUT
from tests.module_proxy import ModuleProxy

MODULES = 60


def compare_with_go(python: str, folder: Path, runs: int) -> None:
    """Print what hooks and the go command cost on the same module, whose dependencies the go
    command has downloaded."""
    go = shutil.which("go")
    if go is None:
        print("\nno go command on PATH: nothing to compare with")
        return
    proxy = ModuleProxy(folder / "proxy")
    environment = {
        **proxy.environment,
        "GOMODCACHE": str(folder / "modcache"),
        "GOCACHE": str(folder / "cache"),
        "GOFLAGS": "-modcacherw",
        "GOTOOLCHAIN": "local",
        "GOWORK": "off",
    }
    os.environ |= environment
    repository = _peer(folder / "repository", proxy, go)
    os.environ["GOPROXY"] = "off"
    hooks = commands.entries(python)
    again = folder / "again"
    diff = f"{go} mod vendor -o {again} && diff -r vendor {again}"
    measured = {
        "go-mod-format --check": [*hooks["go-mod-format"], "--check"],
        "go mod edit -fmt": [go, "mod", "edit", "-fmt"],
        "go-vendor-modules --check": [*hooks["go-vendor-modules"], "--check", "--all"],
        "go list -mod=vendor -m": [go, "list", "-mod=vendor", "-m"],
        "go-sum-diff": [*hooks["go-sum-diff"], "--all"],
        "go mod verify": [go, "mod", "verify"],
        "go-mod-tidy --check": [*hooks["go-mod-tidy"], "--check", "--all"],
        "go mod tidy -diff": [go, "mod", "tidy", "-diff"],
        "go-vendor-tree": [*hooks["go-vendor-tree"], "--all"],
        "go mod vendor, and diff": ["sh", "-c", diff],
        "go-mod-gate --imports": [*hooks["go-mod-gate"], "--imports", "--all"],
    }
    linter = shutil.which("gomoddirectives")
    if linter is not None:
        measured["gomoddirectives"] = [linter]
    costs = least(measured, repository, max(runs // 5, 3))
    print(f"\nbeside the go command, on a module of {MODULES} requirements that it tidied")
    for label, cost in costs.items():
        memory = f"{cost.memory:6.1f} MiB"
        print(f"  {label:28} {cost.seconds * 1000:8.1f} ms  {memory}  exit {cost.status}")


def _peer(folder: Path, proxy: ModuleProxy, go: str) -> Path:
    """A module as the go command leaves it: tidied and vendored."""
    imports = []
    for number in range(MODULES):
        path = repositories.name(number)
        files = {
            f"p{package}/f{file}.go": f"package p{package}\n".encode()
            for package in range(4)
            for file in range(5)
        }
        proxy.add(path, "v1.0.0", repositories.go_mod_of(path).encode(), files)
        imports += [f'\t_ "{path}/p{package}"\n' for package in range(4)]
    main = f"package main\n\nimport (\n{''.join(imports)})\n\nfunc main() {{}}\n"
    repositories.write(folder, {"go.mod": "module example.com/peer\n\ngo 1.22\n", "main.go": main})
    for step in (["mod", "tidy"], ["mod", "vendor"]):
        subprocess.run([go, *step], cwd=folder, check=True, capture_output=True)
    repositories.git(folder, "init", "-q")
    repositories.git(folder, "add", "-A", "-f")
    repositories.git(folder, "-c", "gc.auto=0", "commit", "-q", "-m", "start")
    return folder


def compare_frameworks(python: str, folder: Path, runs: int) -> None:
    """Print what pre-commit and prek cost around a hook that does nothing, all of ours, and the
    gate, where nothing relevant changed."""
    search = os.pathsep.join([os.environ.get("PATH", ""), str(CHECKOUT / ".venv" / "bin")])
    found = {name: shutil.which(name, path=search) for name in ("pre-commit", "prek")}
    hooks = commands.entries(python)
    sets = {
        "a hook that does nothing": [[shutil.which("true") or "true"]],
        "go-mod-gate": [hooks["go-mod-gate"]],
        "all hooks but the gate": [hooks[name] for name in hooks if name != "go-mod-gate"],
    }
    measured = {}
    for label, entries in sets.items():
        config = folder.parent / f"{label.replace(' ', '-')}.yaml"
        config.write_text("repos:\n- repo: local\n  hooks:\n" + "".join(map(_hook, entries)))
        for name, program in found.items():
            if program is not None:
                measured[f"{name}, {label}"] = [program, "run", "-c", str(config)]
    if not measured:
        print("\nneither pre-commit nor prek on PATH: nothing to compare with")
        return
    print("\nunder the frameworks, nothing relevant changed")
    for label, cost in least(measured, folder, max(runs // 5, 3)).items():
        print(f"  {label:38} {cost.seconds * 1000:8.1f} ms  exit {cost.status}")


def _hook(entry: list[str]) -> str:
    """A hook of a local repository."""
    text = shlex.join(entry).replace("'", "''")
    return f"  - {{id: x, name: x, entry: '{text}', language: system, always_run: true}}\n"
