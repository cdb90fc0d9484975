"""The page is opened in a real browser."""

from __future__ import annotations

import re
import time
from collections.abc import Iterator
from pathlib import Path

import pytest

from hooks.diff.rows import DiffRow
from tests.browser import Browser, browser

pytest.importorskip("jinja2", reason="the page needs jinja2: pip install -e .[dev]")

from hooks.report.diff_page import diff_page

HOSTILE = [
    "a.b/<script>document.title='taken'</script>",
    'a.b/"><img src=x onerror="document.title=1">',
    "a.b/\x1b]0;taken\x07\x1b[31mred",
    "a.b/</style></script><svg onload=alert(1)>",
    "a.b/{{ 7*7 }}{% raw %}&amp;\u202e\udcff",
]


def rows() -> list[DiffRow]:
    """Two modules with a row of every kind and status."""
    found = [
        DiffRow("go.mod", "go", "", "upgraded", "1.21", "1.22"),
        DiffRow("go.mod", "requirement", "example.com/direct", "upgraded", "v1.0.0", "v1.1.0"),
        DiffRow("go.mod", "requirement", "example.com/new", "added", "", "v0.1.0"),
        DiffRow("go.mod", "requirement", "example.com/deep", "downgraded", "v1.1.0", "v1.0.0"),
        DiffRow(
            "go.mod", "replacement", "example.com/direct", "moved to a fork", "v1", "e.io/f v1.1"
        ),
        DiffRow("lib/go.mod", "requirement", "example.com/direct", "removed", "v1.0.0", ""),
    ]
    found[3].indirect = True
    found += [
        DiffRow(
            "go.mod", "checksum", f"example.com/sum{at}", "added", "", "v1.0.0", new_hash="h1:x"
        )
        for at in range(30)
    ]
    found += [
        DiffRow(
            "lib/go.mod",
            "checksum",
            "example.com/direct",
            "re-hashed",
            "v1.0.0",
            "v1.0.0",
            old_hash="h1:old",
            new_hash="h1:new",
        )
    ]
    return found


@pytest.fixture(scope="module")
def chromium() -> Iterator[Browser]:
    with browser() as page:
        yield page


@pytest.fixture
def page(chromium: Browser, tmp_path: Path) -> Browser:
    return shown(chromium, tmp_path, rows())


def shown(chromium: Browser, folder: Path, found: list[DiffRow]) -> Browser:
    path = folder / "page.html"
    path.write_text(diff_page(found, "main", "INDEX"), encoding="utf-8", newline="\n")
    chromium.requests()
    chromium.complaints()
    chromium.open(path)
    return chromium


def modules(page: Browser) -> list[str]:
    return page.seen("tbody th")


def test_search_narrows_the_rows(page: Browser) -> None:
    page.type("#search", "direct v1.1")
    page.wait("return document.getElementById('shown').textContent === '2 of 37 changes'")
    assert modules(page) == ["example.com/direct", "example.com/direct"]
    assert page.seen(".module h2") == ["go.mod"]
    page.press("\ue00c")  # escape
    page.wait("return document.getElementById('shown').textContent === '37 changes'")
    assert page.seen(".module h2") == ["go.mod", "lib/go.mod"]


def test_search_finds_what_is_folded(page: Browser) -> None:
    assert "example.com/sum7" not in modules(page)
    page.type("#search", "sum7")
    page.wait("return document.getElementById('shown').textContent === '1 of 37 changes'")
    assert modules(page) == ["example.com/sum7"]


def test_search_that_finds_nothing_says_so(page: Browser) -> None:
    page.type("#search", "no such module")
    page.wait("return !document.getElementById('none').hidden")
    page.click("#reset")
    assert len(page.seen(".module h2")) == 2


def test_statuses_and_kinds_filter(page: Browser) -> None:
    page.click("[data-change=re-hashed].chip")
    assert modules(page) == ["example.com/direct"]
    page.click("[data-change=downgraded].chip")
    assert modules(page) == ["example.com/deep", "example.com/direct"]
    page.click("[data-kind=required-indirectly].chip")
    assert modules(page) == ["example.com/deep"]
    page.click("#clear")
    assert "go" in modules(page)


def test_a_module_folds(page: Browser) -> None:
    before = modules(page)
    page.click(".module > summary")
    assert len(modules(page)) < len(before)
    page.click("#fold")
    assert modules(page) == []
    page.click("#unfold")
    assert len(modules(page)) == 37


def test_the_keyboard_is_enough(page: Browser) -> None:
    page.press("/")
    assert page.run("return document.activeElement.id") == "search"
    page.press(*"fork")
    page.wait("return document.getElementById('shown').textContent === '1 of 37 changes'")
    page.press("\ue00c")
    page.run("document.querySelector('.module > summary').focus()")
    before = len(modules(page))
    page.press("\ue007")  # enter
    page.wait(f"return document.querySelectorAll('.module[open]').length === 1 && {before} > 0")
    assert len(modules(page)) < before


def test_what_nobody_should_miss_stands_on_top(page: Browser) -> None:
    assert page.seen(".alarm li") == [
        "moved to a fork example.com/direct is now e.io/f v1.1 in go.mod",
        "re-hashed example.com/direct at v1.0.0 in lib/go.mod",
    ]
    page.click(".alarm li:last-child a")
    assert page.run("return document.querySelector('tr:target').dataset.change") == "re-hashed"


def test_the_theme_turns(page: Browser) -> None:
    colours = []
    for scheme in ("light", "dark"):
        page.scheme(scheme)
        colours.append(page.run("return getComputedStyle(document.body).backgroundColor"))
    page.click("#theme")
    turned = page.run("return getComputedStyle(document.body).backgroundColor")
    assert len(set(colours)) == 2
    assert turned == colours[0]
    page.click("#theme")


def test_text_from_files_is_inert(chromium: Browser, tmp_path: Path) -> None:
    found = [DiffRow(text, "requirement", text, "added", text, text) for text in HOSTILE]
    page = shown(chromium, tmp_path, found)
    assert page.run("return document.title") == "main → INDEX: dependency changes"
    assert page.run("return document.querySelectorAll('img, svg').length") == 0
    assert page.run("return document.scripts.length") == 1
    assert page.seen(".module h2")[0] == HOSTILE[0]
    assert page.seen("tbody th")[2] == "a.b/\\x1b]0;taken\\x07\\x1b[31mred"
    assert page.seen("tbody th")[4] == "a.b/{{ 7*7 }}{% raw %}&amp;\\u202e\\xff"
    assert page.complaints() == []


def test_no_request_leaves_the_page(page: Browser) -> None:
    page.type("#search", "direct")
    page.wait("return document.getElementById('shown').textContent !== '37 changes'")
    page.click("#theme")
    page.click("#theme")
    assert {one.partition(":")[0] for one in page.requests()} <= {"file", "data"}
    assert page.run("return performance.getEntriesByType('resource').length") == 0
    assert page.complaints() == []


def test_the_policy_stops_what_is_not_ours(page: Browser) -> None:
    page.run(
        """const script = document.createElement('script');
        script.textContent = 'window.taken = true';
        document.body.append(script);
        document.body.append(Object.assign(new Image(), { src: 'http://127.0.0.1:9/x.png' }));"""
    )
    assert page.run("return window.taken") is None
    refused = [one for one in page.complaints() if "Content Security Policy" in one]
    assert len(refused) == 2


def test_readable_without_javascript(tmp_path: Path) -> None:
    with browser(scripts=False) as page:
        shown(page, tmp_path, rows())
        page.picture(tmp_path / "page.png")
        assert page.run("return document.documentElement.className") == ""
        assert "example.com/direct" in modules(page)
        assert page.seen("#search") == []
        page.click(".module:first-of-type details.kind:last-of-type > summary")
        assert "example.com/sum29" in modules(page)


def test_a_thousand_entries_are_usable(chromium: Browser, tmp_path: Path) -> None:
    found = [
        DiffRow(
            f"m{at // 100}/go.mod",
            ("requirement", "checksum")[at % 2],
            f"example.com/module{at}",
            ("added", "removed", "upgraded")[at % 3],
            "v1.0.0",
            "v1.1.0",
            old_hash="h1:" + "x" * 44,
            new_hash="h1:" + "y" * 44,
        )
        for at in range(3_000)
    ]
    page = shown(chromium, tmp_path, found)
    start = time.monotonic()
    page.type("#search", "module2999")
    page.wait("return document.getElementById('shown').textContent === '1 of 3000 changes'")
    assert time.monotonic() - start < 3
    assert modules(page) == ["example.com/module2999"]


def test_nothing_differs(chromium: Browser, tmp_path: Path) -> None:
    page = shown(chromium, tmp_path, [])
    assert page.seen("main p")[0].startswith("Nothing differs")
    assert page.complaints() == []


def test_the_page_names_nothing_outside() -> None:
    """Without a browser as well: no address, no import, no style or handler in an attribute."""
    text = diff_page(rows(), "main", "INDEX")
    assert not re.search(r"https?://|@import|url\(|\son\w+=|\sstyle=|\ssrc=", text)
