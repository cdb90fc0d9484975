from __future__ import annotations

import base64
import string

import pytest

from hooks.values import checksum


@pytest.mark.parametrize(
    ("digest", "fault"),
    [
        pytest.param("h1:G7mAYYxgmS0lVkHyy2hEOLQCFB0DlQFTMLWggykrydY=", "", id="a SHA-256"),
        pytest.param("h2:whatever", "", id="of another algorithm nothing is known"),
        pytest.param("h1:", "has 0 characters", id="nothing"),
        pytest.param("h1:" + "A" * 43, "has 43 characters", id="cut short"),
        pytest.param("h1:" + "A" * 44, "is not a SHA-256", id="33 bytes"),
        pytest.param("h1:" + "A" * 42 + "==", "is not a SHA-256", id="31 bytes"),
        pytest.param("h1:" + "!" * 43 + "=", "is not a SHA-256 in base64", id="no base64"),
        pytest.param("h1:" + "é" * 43 + "=", "is not base64", id="no ASCII"),
        pytest.param("h1:" + "A" * 42 + "B=", "is not a SHA-256", id="bits behind the end"),
    ],
)
def test_fault(digest: str, fault: str) -> None:
    assert checksum.fault(digest).startswith(fault)
    assert bool(checksum.fault(digest)) is bool(fault)


@pytest.mark.parametrize("letter", string.ascii_letters + string.digits + "+/")
def test_the_last_letter_holds_four_bits(letter: str) -> None:
    text = "A" * 42 + letter + "="
    exact = base64.b64encode(base64.b64decode(text)).decode() == text
    assert (checksum.fault("h1:" + text) == "") is exact
