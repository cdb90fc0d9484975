"""The documentation: built strictly, every link of every page followed."""

from __future__ import annotations

import os
import re
import subprocess
import sys
import urllib.parse
from html.parser import HTMLParser
from importlib.util import find_spec
from pathlib import Path

import pytest
import yaml

from hooks.rules import pages
from hooks.values import product
from tests import readme

if sys.version_info >= (3, 11):
    import tomllib
else:
    import tomli as tomllib

CHECKOUT = Path(__file__).parent.parent
PAGES = {page.name: page.read_text(encoding="utf-8") for page in readme.DOCS}


class Links(HTMLParser):
    """The anchors of a page, and the addresses that it names."""

    def __init__(self, text: str) -> None:
        super().__init__()
        self.anchors: set[str] = set()
        self.addresses: set[str] = set()
        self.feed(text)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        for name, value in attrs:
            if name in ("id", "name") and value:
                self.anchors.add(value)
            elif value and name in ("href", "src"):
                self.addresses.add(value)


@pytest.fixture(scope="module")
def site(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The site as mkdocs builds it, strictly."""
    if find_spec("material") is None:
        pytest.skip("mkdocs-material is not installed: pip install -e .[docs]")
    folder = tmp_path_factory.mktemp("site")
    command = [sys.executable, "-m", "mkdocs", "build", "--strict", "--site-dir", str(folder)]
    environment = os.environ | {"NO_MKDOCS_2_WARNING": "1"}
    done = subprocess.run(
        command, cwd=CHECKOUT, env=environment, capture_output=True, check=False, text=True
    )
    assert done.returncode == 0, done.stderr
    return folder


def test_links_of_the_site_lead_somewhere(site: Path) -> None:
    read = {path: Links(path.read_text(encoding="utf-8")) for path in site.rglob("*.html")}
    assert len(read) > len(pages.codes()) + len(PAGES)
    broken = [
        f"{path.relative_to(site)}: {address}"
        for path, links in read.items()
        for address in links.addresses
        if not leads_somewhere(address, path, site, read)
    ]
    assert broken == []


def leads_somewhere(address: str, page: Path, site: Path, read: dict[Path, Links]) -> bool:
    """Whether a page or file of the site is there, or a file of the checkout in the repository."""
    parts = urllib.parse.urlsplit(urllib.parse.urljoin(address_of(page, site), address))
    url, _, anchor = parts.geturl().partition("#")
    if not url.startswith(product.DOCUMENTATION):
        inside = re.match(rf"{product.REPOSITORY}/(?:blob|tree|edit)/main/(.*)", url)
        return parts.scheme == "https" and (not inside or (CHECKOUT / inside[1]).exists())
    target = site / urllib.parse.unquote(url.removeprefix(product.DOCUMENTATION))
    target = target / "index.html" if target.is_dir() else target
    return target.exists() and (not anchor or anchor in read[target].anchors)


def address_of(page: Path, site: Path) -> str:
    """The address of a page that was built."""
    path = page.relative_to(site).as_posix()
    return product.DOCUMENTATION + path.removesuffix("index.html")


def test_every_family_of_codes_has_a_name() -> None:
    source = (CHECKOUT / "docs" / "generate.py").read_text(encoding="utf-8")
    named = re.findall(r'^    "([A-Z]{3})": ', source, re.M)
    assert {code[:3] for code in pages.codes()} <= set(named)


def test_a_finding_names_a_page_of_the_site(site: Path) -> None:
    for code in pages.codes():
        address = product.address_of(code)
        assert address.startswith(product.DOCUMENTATION)
        page = site / address.removeprefix(product.DOCUMENTATION) / "index.html"
        assert f"{code}: " in page.read_text(encoding="utf-8")


def test_nothing_is_loaded_from_elsewhere(site: Path) -> None:
    for path in site.rglob("*.html"):
        text = path.read_text(encoding="utf-8")
        assert not re.search(r'<(?:script|img)[^>]*src="https?:|rel="stylesheet" href="http', text)


def test_the_site_has_one_address() -> None:
    settings = (CHECKOUT / "mkdocs.yml").read_text(encoding="utf-8")
    project = tomllib.loads((CHECKOUT / "pyproject.toml").read_text(encoding="utf-8"))["project"]
    assert f"site_url: {product.DOCUMENTATION}\n" in settings
    assert f"repo_url: {product.REPOSITORY}\n" in settings
    assert project["urls"]["Documentation"] == product.DOCUMENTATION
    assert project["urls"]["Homepage"] == product.REPOSITORY


@pytest.mark.parametrize("name", PAGES)
def test_generated_blocks_are_fresh(name: str) -> None:
    """`python3 -m tests.readme` writes them."""
    assert readme.current(PAGES[name], CHECKOUT / "docs" / name) == PAGES[name]


def test_every_page_is_in_the_navigation() -> None:
    settings = (CHECKOUT / "mkdocs.yml").read_text(encoding="utf-8")
    assert sorted(re.findall(r"([\w-]+\.md)$", settings, re.M)) == sorted(PAGES)


@pytest.mark.parametrize("name", PAGES)
def test_links_lead_somewhere_in_a_checkout_too(name: str) -> None:
    for target in re.findall(r"\]\((?!https?:)([^)#]+)", PAGES[name]):
        assert (CHECKOUT / "docs" / target).exists(), target


@pytest.mark.parametrize("name", PAGES)
def test_codes_named_exist(name: str) -> None:
    for code in re.findall(r"\b[A-Z]{3}\d{3}\b", PAGES[name]):
        assert code in pages.codes(), code


@pytest.mark.parametrize("name", PAGES)
def test_blocks_of_code_can_be_read(name: str) -> None:
    for language, text in re.findall(r"^```(\w+)\n(.*?)^```$", PAGES[name], re.S | re.M):
        if language == "yaml":
            yaml.safe_load(text)
        elif language == "toml":
            tomllib.loads(text)
