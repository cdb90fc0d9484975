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

from hooks.values.module_version import ModuleVersion
from tests.database import Database
from tests.end_to_end.modules import GO_MOD, GO_SUM, MODULES_TXT, VENDORED, A, B
from tests.hostile.judging import DOORS
from tests.modules import h1_of_zip, put_zip
from tests.repository import Repository, clean_environment
from tests.servers import Answer, Server, of_database, of_folder

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
    ("hooks.go_sum_verify", "--all", "--strict"),
    ("hooks.modcheck.__main__", "verify"),
    ("hooks.modcheck.__main__", "verify", "--all", "--vendor", "--verbose"),
    ("hooks.modcheck.__main__", "verify", "--rev=HEAD", "--vendor", "--format=json"),
    ("hooks.modcheck.__main__", "verify", "HEAD~1..HEAD", "--format=sarif"),
]
DATABASE = Database().fill(9)
COLOUR, MONEY = ModuleVersion("example.com/colour", "v0.2.1"), "example.com/money"
ZIP = {"go.mod": b"module example.com/colour\n", "colour.go": b"package colour\n"}
DATABASE.add(COLOUR.path, COLOUR.version, h1_of_zip(COLOUR, ZIP), B)
DATABASE.fill(9)
PUBLISHED = VENDORED | {"go.sum": GO_SUM.replace(A, h1_of_zip(COLOUR, ZIP))}


@pytest.fixture
def shop(repository: Repository) -> Repository:
    """A repository in which every hook has something to say."""
    repository.commit("empty", {"README.md": "x\n", ".gomod-hooks.toml": "strict = true\n"})
    repository.commit("sound", PUBLISHED)
    staged = {"go.mod": UNTIDY, "go.sum": "\n" + REHASHED, "vendor/modules.txt": FOREIGN}
    repository.add({**staged, "vendor/example.com/money/money.go": "package money // edited\n"})
    repository.write({".gitignore": "ignored\n"})
    cache = repository.top.parent / "home" / "go" / "pkg" / "mod"
    DATABASE.keep(cache, [COLOUR.path], version=COLOUR.version)
    put_zip(cache, COLOUR, ZIP)
    return repository


def environment(shop: Repository) -> dict[str, str]:
    """With a module cache that has a checksum database and a zip."""
    home = shop.top.parent / "home"
    values = {"PYTHONPATH": str(CHECKOUT), "HOME": str(home), "GOENV": "off"}
    values |= {"GOPATH": str(home / "go"), "GOMODCACHE": str(home / "go" / "pkg" / "mod")}
    return clean_environment() | values | {"GOSUMDB": DATABASE.signer.key}


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
        pytest.skip("install strace to have watched what git does")
    log = tmp_path_factory.mktemp("strace") / "log"
    done = subprocess.run([found, "-f", "-o", str(log), "true"], capture_output=True, text=True)
    if done.returncode:
        pytest.skip(f"strace may not trace here: {done.stderr.strip()[:80]}")
    return found


CHANGING = "rename,renameat,renameat2,unlink,unlinkat,mkdir,mkdirat,link,linkat,symlink,symlinkat"
CHANGING += ",chmod,fchmodat,truncate"
CALLS = f"execve,execveat,socket,connect,bind,open,openat,openat2,creat,{CHANGING}"
CALL = re.compile(r"^\d+ +(\w+)\((.*)\) += (-?\d+|\?)")
QUOTED = re.compile(r'"((?:[^"\\]|\\.)*)"')


def traced(
    strace: str, run: tuple[str, ...], folder: Path, environment: dict[str, str]
) -> tuple[list[str], str]:
    """The system calls of a run, and its standard output."""
    log = folder.parent / "trace"
    command = [strace, "-f", "-s", "4096", "-e", f"trace={CALLS}", "-o", str(log)]
    done = subprocess.run(
        [*command, sys.executable, "-B", "-m", *run],
        cwd=folder,
        env=environment,
        capture_output=True,
        text=True,
    )
    assert "Traceback" not in done.stderr, done
    return log.read_text(errors="replace").splitlines(), done.stdout


@pytest.mark.parametrize("run", RUNS, ids=" ".join)
def test_what_the_system_sees(shop: Repository, strace: str, run: tuple[str, ...]) -> None:
    door = run[0].removeprefix("hooks.")
    mended = FIXERS.get(door, "") if len(run) == 1 else ""
    lines, _ = traced(strace, run, shop.top, environment(shop))
    programs = []
    for line in lines:
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


def test_a_proof_without_asking(shop: Repository, strace: str) -> None:
    """The runs above have something to prove and to compare, and open no socket for it."""
    run = ("hooks.modcheck.__main__", "verify", "--all", "--vendor", "--rev=HEAD")
    lines, out = traced(strace, run, shop.top, environment(shop))
    assert "4 lines: 2 proved, 2 not proved, none refuted" in out
    assert "1 vendored file of 1 module compared with the zips, those of 1 not" in out
    assert not [line for line in lines if " socket(" in line]


def test_what_online_does(shop: Repository, strace: str, tmp_path: Path) -> None:
    """It connects to those whom the settings name, and writes as little as any other run."""
    cache = shop.top.parent / "home" / "go" / "pkg" / "mod"
    zips, records = of_folder(cache / "cache" / "download"), of_database(DATABASE)
    run = ("hooks.modcheck.__main__", "verify", "--all", "--vendor", "--online", "--rev=HEAD")

    def respond(path: str) -> Answer:
        return (zips if path.endswith(".zip") else records)(path)

    with Server(respond).running() as server:
        values = environment(shop) | {"GOMODCACHE": str(tmp_path / "modcache")}
        values |= {"GOPROXY": server.address, "GOPRIVATE": MONEY, "NO_PROXY": "*"}
        values["GOSUMDB"] = f"{DATABASE.signer.key} {server.address}"
        lines, out = traced(strace, run, shop.top, values)
    assert "4 lines: 2 proved, 2 not proved, none refuted" in out
    assert "1 vendored file of 1 module compared with the zips, those of 1 not" in out
    places = {place for line in lines for place in re.findall(r"sin6?_port=htons\((\d+)\)", line)}
    assert places == {server.host.rpartition(":")[2]}
    for line in lines:
        call = line.partition(" ")[2].lstrip().partition("(")[0]
        assert call not in CHANGING.split(","), line
        if re.search(r"O_(WRONLY|RDWR|CREAT|TRUNC)", line):
            assert f'"{os.devnull}"' in line, line


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
