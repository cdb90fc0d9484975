"""`python3 -m tests.sumdb_cases`: lay the made-up checksum database of testdata/go-sum-verify anew.

Each case has what the go command would have kept of it: answers and tiles, and the newest head.
"""

from __future__ import annotations

import shutil
import sys
from pathlib import Path

from tests.cases import TESTDATA
from tests.database import Database, made_up_hash

LOG, YAML, LOCAL = "example.net/log", "example.org/yaml", "git.example.com/local"
GO_MOD = "module example.com/app\n\ngo 1.21\n"
CASES = TESTDATA / "go-sum-verify"


def database() -> Database:
    """Two modules among twenty."""
    made = Database().fill(7)
    made.add(LOG)
    made.fill(5)
    made.add(YAML)
    return made.fill(6)


def forged(text: str) -> str:
    """The same lines, the zip's hash of the first module forged."""
    return text.replace(made_up_hash(f"{LOG} v1.0.0"), made_up_hash("forged"))


def lay(name: str, base: str, staged: str, kept: Database, *modules: str) -> Path:
    """A case with these go.sum files and what was kept of a database; its folder."""
    case = CASES / name
    for part in ("modcache", "gopath"):
        shutil.rmtree(case / part, ignore_errors=True)
    for part, text in (("base", base), ("staged", staged)):
        (case / part).mkdir(parents=True, exist_ok=True)
        (case / part / "go.mod").write_text(GO_MOD, encoding="utf-8")
        (case / part / "go.sum").write_text(text, encoding="utf-8")
    kept.keep(case / "modcache", modules)
    environment = f"GOSUMDB={kept.signer.key}\nGOPRIVATE=git.example.com\n"
    (case / "environment.txt").write_text(environment, encoding="utf-8")
    return case


def main() -> int:
    """0, with the folders written."""
    known = database()
    log, both = known.go_sum(LOG), known.go_sum(LOG, YAML)
    local = f"{LOCAL} v1.0.0 {made_up_hash('local')}\n"
    lay("proved", log, both, known, LOG, YAML)
    lay("forged-hash", "", forged(both), known, LOG, YAML)
    lay("forged-before", forged(log), forged(both), known, LOG, YAML)
    lay("wrong-hash-mended", forged(log), log, known, LOG)
    lay("private", log, log + local, known, LOG)
    lay("second-machine", "", both, known)
    not_strict = lay("not-looked-up", log, both + local, known, LOG)
    (not_strict / "args.txt").write_text("--strict\n", encoding="utf-8")
    other = Database().fill(7)
    other.add(LOG, zip=made_up_hash("forged"))
    other.fill(20)
    case = lay("two-trees", "", forged(log), other, LOG)
    newest = case / "gopath" / "pkg" / "sumdb" / known.signer.name / "latest"
    newest.parent.mkdir(parents=True)
    newest.write_bytes(known.head())
    return 0


if __name__ == "__main__":
    sys.exit(main())
