"""SARIF: fingerprints, addresses, and the schema of the standard."""

from __future__ import annotations

import json
import os
import re
import shutil
import subprocess
from pathlib import Path
from typing import Any

import jsonschema
import pytest

from hooks.report.sarif import FINGERPRINT, sarif, sarif_of_commits
from hooks.report.severity import ERROR, NOTE, WARNING, Notice, with_severity
from hooks.rules import pages
from hooks.rules.finding import Finding
from hooks.values import product
from hooks.values.releases import Release

CARRIER = "github.com/owenrumney/go-sarif/v3@v3.3.1"  # a library that holds the schema
HASH = "h1:AAAA"


def finding(line: int = 1, code: str = "SUM101", **facts: Any) -> Finding:
    return Finding(code, "go.sum", line, 1, "message", **facts)


def run_of(*findings: Finding) -> dict[str, Any]:
    """The run in a log of these findings."""
    log = json.loads(sarif(with_severity(findings, strict=False, failing=())))
    run: dict[str, Any] = log["runs"][0]
    return run


def prints_of(*findings: Finding) -> list[str]:
    return [each["partialFingerprints"][FINGERPRINT] for each in run_of(*findings)["results"]]


def test_a_fingerprint_stays_where_lines_move_and_releases_appear() -> None:
    [one] = prints_of(finding(module="m", releases=[Release(23, 0)]))
    [other] = prints_of(finding(7, module="m", releases=[Release(23, 0), Release(24, 0)]))
    assert one == other


@pytest.mark.parametrize(
    "facts",
    [{"module": "n"}, {"version": "v2"}, {"hash": "h"}, {"target": "t"}, {"wanted": "v1.3.0"}],
    ids=str,
)
def test_a_fingerprint_tells_what_differs_apart(facts: dict[str, Any]) -> None:
    about: dict[str, Any] = {"module": "m", "version": "v1", "hash": HASH}
    [one] = prints_of(finding(**about))
    [other] = prints_of(finding(**{**about, **facts}))
    assert one != other


def test_equal_findings_have_fingerprints_of_their_own() -> None:
    one, other = prints_of(finding(1), finding(2))
    assert (one.partition(":")[0], one[-2:], other[-2:]) == (other.partition(":")[0], ":1", ":2")


def test_each_commit_has_its_own() -> None:
    reported = with_severity([finding()], strict=False, failing=())[0]
    log = json.loads(sarif_of_commits([("a" * 40, reported), ("b" * 40, reported)]))
    one, other = (each["partialFingerprints"][FINGERPRINT] for each in log["runs"][0]["results"])
    assert one != other


def test_the_tool_and_its_rules_have_addresses() -> None:
    driver = run_of(finding())["tool"]["driver"]
    assert (driver["name"], driver["semanticVersion"]) == (product.NAME, product.VERSION)
    assert driver["informationUri"] == product.DOCUMENTATION
    assert driver["rules"][0]["helpUri"] == product.address_of("SUM101")


@pytest.fixture(scope="module")
def schema(tmp_path_factory: pytest.TempPathFactory) -> dict[str, Any]:
    """The schema of SARIF 2.1.0, from the module proxy."""
    go = shutil.which("go")
    if go is None:
        pytest.skip("go is not on PATH, which fetches the schema")
    folder = tmp_path_factory.mktemp("modules")
    settings = {"GOMODCACHE": str(folder), "GOFLAGS": "-modcacherw", "GOWORK": "off"}
    command = [go, "mod", "download", "-json", CARRIER]
    done = subprocess.run(
        command, cwd=folder, env=os.environ | settings, capture_output=True, check=False, text=True
    )
    if done.returncode:
        pytest.skip(f"the schema cannot be fetched: {done.stdout} {done.stderr}")
    source = Path(json.loads(done.stdout)["Dir"]) / "pkg/report/v210/sarif/schema.go"
    [text] = re.findall(r"const schema = `(.*)`", source.read_text(encoding="utf-8"), re.S)
    found: dict[str, Any] = json.loads(text)
    return found


@pytest.mark.live
def test_a_log_fits_the_schema(schema: dict[str, Any]) -> None:
    findings = [finding(code=code, line=0, module="m") for code in pages.codes()]
    findings.append(Finding("REP101", "a b\udcff/go.mod", 3, 9, "x\x1b", module="\x07"))
    reported = with_severity(findings, strict=True, failing=())
    validator = jsonschema.Draft4Validator(schema)
    notices = [Notice("not compared", each) for each in (ERROR, WARNING, NOTE)]
    texts = [sarif(reported), sarif([]), sarif([], notices)]
    for text in (*texts, sarif_of_commits([("a" * 40, reported[0])])):
        log = json.loads(text)
        assert [error.message for error in validator.iter_errors(log)] == []
    assert not validator.is_valid(log | {"wibble": 1})
