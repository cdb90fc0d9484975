"""A headless Chromium, driven by the WebDriver protocol (https://www.w3.org/TR/webdriver2/)."""

from __future__ import annotations

import base64
import json
import shutil
import subprocess
import tempfile
import time
import urllib.error
import urllib.request
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import pytest

ELEMENT = "element-6066-11e4-a52e-4f735466cecf"
ARGUMENTS = [
    "--headless=new",
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--disable-dev-shm-usage",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
    "--hide-scrollbars",
]


class Browser:
    """One session; elements are named by CSS selectors."""

    def __init__(self, server: str, profile: str, scripts: bool) -> None:
        self._server = server
        options: dict[str, Any] = {"args": [*ARGUMENTS, f"--user-data-dir={profile}"]}
        if not scripts:
            options["prefs"] = {"profile.managed_default_content_settings.javascript": 2}
        wanted = {
            "browserName": "chrome",
            "goog:chromeOptions": options,
            "goog:loggingPrefs": {"performance": "ALL", "browser": "ALL"},
        }
        made = self._send("POST", "/session", {"capabilities": {"alwaysMatch": wanted}})
        self._session = f"/session/{made['sessionId']}"

    def open(self, page: Path) -> None:
        """Show a file."""
        self._post("/url", {"url": page.as_uri()})

    def run(self, script: str) -> Any:
        """What a script returns, run beside those of the page."""
        return self._post("/execute/sync", {"script": script, "args": []})

    def click(self, selector: str) -> None:
        """Click an element; an error where it is hidden or covered."""
        self._post(f"/element/{self._find(selector)}/click", {})

    def type(self, selector: str, text: str) -> None:
        """Type into an element."""
        self._post(f"/element/{self._find(selector)}/value", {"text": text})

    def press(self, *keys: str) -> None:
        """Press keys one after the other, wherever the focus is."""
        actions = [{"type": kind, "value": key} for key in keys for kind in ("keyDown", "keyUp")]
        self._post("/actions", {"actions": [{"type": "key", "id": "keys", "actions": actions}]})

    def seen(self, selector: str) -> list[str]:
        """The texts of the elements that are seen."""
        script = f"""return Array.from(document.querySelectorAll({json.dumps(selector)}))
            .filter((one) => one.checkVisibility({{ visibilityProperty: true }}))
            .map((one) => one.innerText)"""
        return list(self.run(script))

    def wait(self, script: str) -> None:
        """Until a script returns something true, for five seconds at most."""
        for _ in range(100):
            if self.run(script):
                return
            time.sleep(0.05)
        raise AssertionError(script)

    def requests(self) -> list[str]:
        """The addresses that were asked for since the last call."""
        entries = self._post("/se/log", {"type": "performance"})
        events = [json.loads(entry["message"])["message"] for entry in entries]
        return [
            event["params"]["request"]["url"]
            for event in events
            if event["method"] == "Network.requestWillBeSent"
        ]

    def complaints(self) -> list[str]:
        """What the browser wrote to its console since the last call."""
        return [entry["message"] for entry in self._post("/se/log", {"type": "browser"})]

    def scheme(self, name: str) -> None:
        """Prefer a colour scheme, "light" or "dark"."""
        feature = {"name": "prefers-color-scheme", "value": name}
        self._post(
            "/goog/cdp/execute",
            {"cmd": "Emulation.setEmulatedMedia", "params": {"features": [feature]}},
        )

    def size(self, width: int, height: int) -> None:
        """Make the window that large."""
        self._post("/window/rect", {"width": width, "height": height})

    def picture(self, path: Path) -> None:
        """Write what is seen as a PNG."""
        path.write_bytes(base64.b64decode(self._send("GET", self._session + "/screenshot", None)))

    def close(self) -> None:
        """End the session."""
        self._send("DELETE", self._session, None)

    def _find(self, selector: str) -> str:
        found = self._post("/element", {"using": "css selector", "value": selector})
        return str(found[ELEMENT])

    def _post(self, path: str, body: dict[str, Any]) -> Any:
        return self._send("POST", self._session + path, body)

    def _send(self, method: str, path: str, body: dict[str, Any] | None) -> Any:
        data = None if body is None else json.dumps(body).encode()
        request = urllib.request.Request(self._server + path, data, method=method)
        opener = urllib.request.build_opener(urllib.request.ProxyHandler({}))
        try:
            with opener.open(request, timeout=60) as answer:
                return json.load(answer)["value"]
        except urllib.error.HTTPError as error:
            with error:
                raise AssertionError(json.load(error)["value"]["message"]) from None


@contextmanager
def browser(*, scripts: bool = True) -> Iterator[Browser]:
    """A browser, with JavaScript or without; the test is skipped where there is none."""
    driver = shutil.which("chromedriver")
    if driver is None or not (shutil.which("chromium") or shutil.which("google-chrome")):
        pytest.skip("install chromium and chromedriver (Debian: chromium-driver) for this")
    with (
        tempfile.TemporaryDirectory() as profile,
        subprocess.Popen([driver, "--port=0"], stdout=subprocess.PIPE, text=True) as server,
    ):
        try:
            page = Browser(f"http://127.0.0.1:{_port(server)}", profile, scripts)
            try:
                yield page
            finally:
                page.close()
        finally:
            server.terminate()


def _port(server: subprocess.Popen[str]) -> str:
    """The port that the driver says it listens on."""
    assert server.stdout is not None
    for line in server.stdout:
        if "started successfully on port" in line:
            return line.rstrip(".\n").rpartition(" ")[2]
    raise AssertionError("chromedriver did not start")
