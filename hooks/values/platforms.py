"""The operating systems and architectures that the go command knows by name.

https://pkg.go.dev/cmd/go#hdr-Build_constraints: a file called `*_GOOS.go`, `*_GOARCH.go` or
`*_GOOS_GOARCH.go` (each maybe with `_test` at the end) is built there alone. The lists have
every name that `go tool dist list` ever printed, and those that are reserved.
"""

from __future__ import annotations

SYSTEMS = frozenset(
    [
        "aix",
        "android",
        "darwin",
        "dragonfly",
        "freebsd",
        "hurd",
        "illumos",
        "ios",
        "js",
        "linux",
        "nacl",
        "netbsd",
        "openbsd",
        "plan9",
        "solaris",
        "wasip1",
        "windows",
        "zos",
    ]
)
ARCHITECTURES = frozenset(
    [
        "386",
        "amd64",
        "amd64p32",
        "arm",
        "arm64",
        "arm64be",
        "armbe",
        "loong64",
        "mips",
        "mips64",
        "mips64le",
        "mips64p32",
        "mips64p32le",
        "mipsle",
        "ppc",
        "ppc64",
        "ppc64le",
        "riscv",
        "riscv64",
        "s390",
        "s390x",
        "sparc",
        "sparc64",
        "wasm",
    ]
)
# The systems on which the tag "unix" is set
UNIX = SYSTEMS - {"js", "nacl", "plan9", "wasip1", "windows", "zos"}
# A system on which the tag of another one is set as well
IMPLIED = {"android": "linux", "illumos": "solaris", "ios": "darwin"}


def of_name(name: str) -> tuple[str, str]:
    """System and architecture that the name of a Go file asks for, each "" for any."""
    parts = name.removesuffix(".go").removesuffix("_test").split("_")[1:]
    if len(parts) > 1 and parts[-1] in ARCHITECTURES and parts[-2] in SYSTEMS:
        return parts[-2], parts[-1]
    last = parts[-1] if parts else ""
    return (last if last in SYSTEMS else ""), (last if last in ARCHITECTURES else "")
