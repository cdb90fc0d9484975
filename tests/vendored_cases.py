"""`python3 -m tests.vendored_cases`: lay those cases of go-vendor-tree and the gate anew in which
the module cache has the zips of the modules.
"""

from __future__ import annotations

import shutil
import sys

from hooks.modcache.store import h1_of_go_mod
from hooks.values.module_version import ModuleVersion
from tests.cases import TESTDATA
from tests.modules import h1_of_zip, put_zip

LOG = "example.net/log"
OLD, NEW = ModuleVersion(LOG, "v1.0.0"), ModuleVersion(LOG, "v1.1.0")
FILES = {
    "LICENSE": b"Do as you like.\n",
    "go.mod": b"module example.net/log\n",
    "log.go": b"package log\n\nfunc Print() {}\n",
    "more.go": b"package log\n\nfunc init() {}\n",
    "log_test.go": b"package log\n",
    "gen.go": b"//go:build ignore\n\npackage main\n",
}
NEWER = FILES | {"log.go": b"package log\n\nfunc Print(text string) {}\n"}
COPIED = ("LICENSE", "log.go", "more.go")
EDITED = b"package log\n\nfunc Print(text string) { send(text) }\n"


def vendored(version: ModuleVersion, files: dict[str, bytes]) -> dict[str, bytes]:
    """A main module with this one vendored."""
    digests = {OLD: h1_of_zip(OLD, FILES), NEW: h1_of_zip(NEW, NEWER)}
    lines = f"{LOG} {version.version} {digests[version]}\n"
    lines += f"{LOG} {version.version}/go.mod {h1_of_go_mod(FILES['go.mod'])}\n"
    go_mod = f"module example.com/app\n\ngo 1.21\n\nrequire {LOG} {version.version}\n"
    listing = f"# {LOG} {version.version}\n## explicit\n{LOG}\n"
    made = {"go.mod": go_mod.encode(), "go.sum": lines.encode()}
    made |= {"main.go": b'package main\n\nimport _ "example.net/log"\n\nfunc main() {}\n'}
    made |= {"vendor/modules.txt": listing.encode()}
    return made | {f"vendor/{LOG}/{name}": data for name, data in files.items()}


def copied(files: dict[str, bytes], **changes: bytes) -> dict[str, bytes]:
    """What `go mod vendor` copies, with changes by the first part of a name."""
    names = {name.partition(".")[0]: name for name in files}
    return {name: files[name] for name in COPIED} | {names[key]: changes[key] for key in changes}


def lay(
    name: str,
    base: dict[str, bytes],
    staged: dict[str, bytes],
    *arguments: str,
    hook: str = "go-vendor-tree",
) -> None:
    """A case of a hook with these files; both versions are in its module cache."""
    case = TESTDATA / hook / name
    shutil.rmtree(case, ignore_errors=True)
    for part, files in (("base", base), ("staged", staged)):
        for path, data in files.items():
            place = case / part / path
            place.parent.mkdir(parents=True, exist_ok=True)
            place.write_bytes(data)
    put_zip(case / "modcache", OLD, FILES)
    put_zip(case / "modcache", NEW, NEWER)
    if arguments:
        (case / "args.txt").write_text("\n".join(arguments) + "\n", encoding="utf-8")


def main() -> int:
    """0, with the folders written."""
    old, new = vendored(OLD, copied(FILES)), vendored(NEW, copied(NEWER))
    lay("new-version", old, new)
    edited = vendored(NEW, copied(NEWER, log=EDITED))
    lay("new-version-edited", old, edited)
    lay("new-version-edited-in-its-copy", old, edited, hook="go-mod-gate")
    lay("new-version-as-published", old, new, hook="go-mod-gate")
    lay("new-version-with-a-file-of-its-own", old, new | {f"vendor/{LOG}/own.go": EDITED})
    licence = vendored(NEW, copied(NEWER, LICENSE=b"Pay.\n"))
    lay("new-version-with-another-licence", old, licence, "--strict")
    lacking = {path: data for path, data in new.items() if not path.endswith("more.go")}
    lay("new-version-lacks-a-file", old, lacking, "--strict")
    crlf = vendored(NEW, copied(NEWER, log=NEWER["log.go"].replace(b"\n", b"\r\n")))
    lay("new-version-with-other-line-ends", old, crlf)
    edited = vendored(OLD, copied(FILES, log=EDITED))
    lay("edit-undone-as-in-the-zip", edited, old)
    lay("edited-unlike-the-zip", edited, vendored(OLD, copied(FILES, log=EDITED + b"// x\n")))
    return 0


if __name__ == "__main__":
    sys.exit(main())
