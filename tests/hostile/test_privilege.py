"""The least that will do: no program but git, no socket, no file written but one that is mended.

What this process does is seen by an audit hook; what git does for it, by strace where that
works.
"""

from __future__ import annotations

import os
import re
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from tests.end_to_end.modules import GO_MOD, GO_SUM, MODULES_TXT, VENDORED, A, B
from tests.hostile.judging import DOORS
from tests.repository import Repository, clean_environment

CHECKOUT = Path(__file__).parent.parent.parent
UNTIDY = GO_MOD.replace("\texample", "   example")
REHASHED = GO_SUM.replace(A, B, 1)
FOREIGN = MODULES_TXT.replace("## explicit\n", "# example.com/x indirect\n## explicit\n")
FIXERS = {
    "go_mod_format": "go.mod",
    "go_sum_sort": "go.sum",
    "go_vendor_modules": "vendor/modules.txt",
}
RUNS = [
    *[(f"hooks.{door}",) for door in DOORS],
    *[(f"hooks.{door}", "--all", "--strict", "--check") for door in FIXERS],
    *[
        ("hooks.go_mod_gate", "--all", "--strict", f"--format={form}")
        for form in ("json", "github")
    ],
    ("hooks.go_mod_gate", "--rev=HEAD"),
    ("hooks.go_mod_gate", "--rev=nothing"),
    ("hooks.go_mod_gate", "--config=none", "--exclude=x", "go.mod"),
    ("hooks.modcheck.__main__", "check", "--format=sarif"),
    ("hooks.modcheck.__main__", "check", "--rev=HEAD~1..HEAD"),
    ("hooks.modcheck.__main__", "diff", "HEAD", "--format=json"),
    ("hooks.modcheck.__main__", "diff", "HEAD", "WORKTREE", "--format=markdown"),
    ("hooks.modcheck.__main__", "matrix"),
    ("hooks.modcheck.__main__", "rule", "SUM101"),
]


@pytest.fixture
def shop(repository: Repository) -> Repository:
    """A repository in which every hook has something to say."""
    repository.commit("empty", {"README.md": "x\n", ".gomod-hooks.toml": "strict = true\n"})
    repository.commit("sound", VENDORED)
    staged = {"go.mod": UNTIDY, "go.sum": "\n" + REHASHED, "vendor/modules.txt": FOREIGN}
    repository.add({**staged, "vendor/example.com/money/money.go": "package money // edited\n"})
    repository.write({".gitignore": "ignored\n"})
    return repository


def environment(shop: Repository) -> dict[str, str]:
    home = shop.top.parent / "home"
    home.mkdir(exist_ok=True)
    return clean_environment() | {"PYTHONPATH": str(CHECKOUT), "HOME": str(home)}


def observed(shop: Repository, *run: str) -> list[list[str]]:
    """What the interpreter tells of a run: kind, and what is concerned."""
    log = shop.top.parent / "log"
    log.unlink(missing_ok=True)
    done = subprocess.run(
        [sys.executable, "-m", "tests.hostile.observed", str(log), *run],
        cwd=shop.top,
        env=environment(shop),
        capture_output=True,
        text=True,
    )
    assert done.returncode in (0, 1, 2), done
    assert "Traceback" not in done.stderr, done
    return [line.split("\t") for line in log.read_text().splitlines()]


@pytest.mark.parametrize("run", RUNS, ids=" ".join)
def test_what_the_interpreter_sees(shop: Repository, run: tuple[str, ...]) -> None:
    door = run[0].removeprefix("hooks.")
    mended = FIXERS.get(door, "") if len(run) == 1 else ""
    seen = observed(shop, *run)
    assert any(one[0] == "program" for one in seen) or "rule" in run
    for kind, *what in seen:
        if kind == "program":
            assert (what[0], os.path.basename(what[1])) in (
                ("os.posix_spawn", "git"),
                ("subprocess.Popen", "git"),
            )
        elif kind == "write" and what[0] != os.devnull:
            assert _is_scratch(shop, what[0], mended), seen
        elif kind == "change":
            path = what[2] if what[0] == "os.rename" else what[1]
            handle = path.isdigit()  # of the scratch file
            assert handle or path == f"./{mended}" or _is_scratch(shop, path, mended), seen
        else:
            assert kind == "write", seen
    changes = [what for kind, *what in seen if kind == "change" and what[0] == "os.rename"]
    assert len(changes) == (1 if mended else 0)


def _is_scratch(shop: Repository, path: str, mended: str) -> bool:
    """Whether this is the temporary file beside the one that is mended."""
    folder, _, name = mended.rpartition("/")
    place = shop.top / folder
    return bool(mended) and bool(re.fullmatch(rf"{re.escape(str(place))}/\.{name}\.\d+\.tmp", path))


@pytest.fixture(scope="session")
def strace(tmp_path_factory: pytest.TempPathFactory) -> str:
    """strace, where it is installed and may trace."""
    found = shutil.which("strace")
    if found is None:
        pytest.skip("strace is not installed: what git does has not been watched")
    log = tmp_path_factory.mktemp("strace") / "log"
    done = subprocess.run([found, "-f", "-o", str(log), "true"], capture_output=True, text=True)
    if done.returncode:
        pytest.skip(f"strace may not trace here: {done.stderr.strip()[:80]}")
    return found


CALLS = "execve,execveat,socket,connect,bind,open,openat,openat2,creat,rename,renameat,renameat2"
CALLS += ",unlink,unlinkat,mkdir,mkdirat,link,linkat,symlink,symlinkat,chmod,fchmodat,truncate"
CALL = re.compile(r"^\d+ +(\w+)\((.*)\) += (-?\d+|\?)")
QUOTED = re.compile(r'"((?:[^"\\]|\\.)*)"')


@pytest.mark.parametrize("run", RUNS, ids=" ".join)
def test_what_the_system_sees(shop: Repository, strace: str, run: tuple[str, ...]) -> None:
    door = run[0].removeprefix("hooks.")
    mended = FIXERS.get(door, "") if len(run) == 1 else ""
    log = shop.top.parent / "trace"
    command = [strace, "-f", "-s", "4096", "-e", f"trace={CALLS}", "-o", str(log)]
    done = subprocess.run(
        [*command, sys.executable, "-B", "-m", *run],
        cwd=shop.top,
        env=environment(shop),
        capture_output=True,
        text=True,
    )
    assert "Traceback" not in done.stderr, done
    programs = []
    for line in log.read_text(errors="replace").splitlines():
        call = CALL.match(line)
        if call is None or int(call[3].replace("?", "-1")) < 0:
            continue
        names = QUOTED.findall(call[2])
        if call[1] == "execve":
            programs.append(os.path.basename(names[0]))
        elif call[1] in ("open", "openat", "openat2", "creat"):
            if re.search(r"O_(WRONLY|RDWR|CREAT|TRUNC)", call[2]) and names[0] != os.devnull:
                assert _is_scratch(shop, names[0], mended), line
        elif call[1] in ("rename", "renameat", "renameat2"):
            assert _is_scratch(shop, names[0], mended), line
            assert os.path.normpath(names[1]) == mended, line
        else:
            pytest.fail(line)
    assert set(programs[1:]) <= {"git"}
    assert bool(programs[1:]) == ("rule" not in run)


def test_observation_itself_would_tell(tmp_path: Path) -> None:
    """The tests above would notice."""
    (tmp_path / "leaky.py").write_text(
        "import os, socket, subprocess\n"
        "def main(arguments):\n"
        "    subprocess.run(['true'])\n"
        "    socket.socket()\n"
        "    open('leak', 'w').close()\n"
        "    os.rename('leak', 'leaked')\n"
        "    return 0\n"
    )
    log = tmp_path / "log"
    subprocess.run(
        [sys.executable, "-m", "tests.hostile.observed", str(log), "leaky"],
        cwd=tmp_path,
        env=clean_environment() | {"PYTHONPATH": f"{CHECKOUT}:{tmp_path}"},
        check=True,
    )
    kinds = {line.split("\t")[0] for line in log.read_text().splitlines()}
    assert kinds == {"program", "socket", "write", "change"}
