"""Firefox and WebKitGTK of Debian, driven by what they bring themselves: no driver is downloaded.

Firefox speaks Marionette over a socket, WebKitGTK's MiniBrowser is driven over HTTP by
WebKitWebDriver, on a screen of its own that Xvfb draws. Both end with their test.
"""

from __future__ import annotations

import base64
import contextlib
import json
import os
import shutil
import signal
import socket
import subprocess
import tempfile
import time
from collections.abc import Iterator
from pathlib import Path
from typing import Any, Protocol
from urllib.request import Request, urlopen

SIZE = (1280, 800)
_PATIENCE = 60.0


class Driven(Protocol):
    """A browser with one window."""

    def go(self, address: str) -> None:
        """Load a page."""

    def run(self, script: str, *arguments: object) -> Any:
        """Run the body of a function in the page, and give what it returns."""

    def press(self, key: str) -> None:
        """Press and let go a key, as fingers would."""

    def picture(self) -> bytes:
        """Give a PNG of the window."""


def wait(browser: Driven, script: str, *arguments: object) -> Any:
    """Wait until a script gives something true."""
    until = time.monotonic() + _PATIENCE
    while time.monotonic() < until:
        found = browser.run(script, *arguments)
        if found:
            return found
        time.sleep(0.1)
    raise TimeoutError(script)


def lacking(name: str) -> str:
    """Say what is not on this machine of what a browser needs; nothing if it can be driven."""
    wanted = {
        "firefox": {"firefox-esr": shutil.which("firefox-esr")},
        "webkit": {
            "webkit2gtk-driver": shutil.which("WebKitWebDriver"),
            "xvfb": shutil.which("Xvfb"),
            "MiniBrowser": _mini_browser(),
        },
    }[name]
    return ", ".join(what for what, path in wanted.items() if not path)


@contextlib.contextmanager
def driving(name: str) -> Iterator[Driven]:
    """Start a browser: firefox or webkit."""
    with {"firefox": _firefox, "webkit": _webkit}[name]() as browser:
        yield browser


def _free_port() -> int:
    with socket.socket() as one:
        one.bind(("127.0.0.1", 0))
        port: int = one.getsockname()[1]
    return port


@contextlib.contextmanager
def _process(*command: str, **environment: str) -> Iterator[subprocess.Popen[bytes]]:
    env = {**os.environ, **environment}
    quiet = subprocess.DEVNULL
    with subprocess.Popen(
        command, env=env, stdout=quiet, stderr=quiet, start_new_session=True
    ) as process:
        try:
            yield process
        finally:
            # With all that it has started, and without the seconds of a tidy end: what it would
            # keep goes with its folder.
            os.killpg(process.pid, signal.SIGKILL)


def _connected(port: int, process: subprocess.Popen[bytes]) -> socket.socket:
    until = time.monotonic() + _PATIENCE
    while True:
        try:
            return socket.create_connection(("127.0.0.1", port), timeout=_PATIENCE)
        except ConnectionRefusedError:
            if process.poll() is not None or time.monotonic() > until:
                raise
            time.sleep(0.1)


# Nothing is asked of the network by the browser itself.
_PREFERENCES: dict[str, object] = {
    "app.normandy.enabled": False,
    "app.update.auto": False,
    "browser.newtabpage.enabled": False,
    "browser.safebrowsing.downloads.remote.enabled": False,
    "browser.safebrowsing.malware.enabled": False,
    "browser.safebrowsing.phishing.enabled": False,
    "browser.search.update": False,
    "browser.shell.checkDefaultBrowser": False,
    "browser.startup.homepage": "about:blank",
    "browser.startup.page": 0,
    "captivedetect.canonicalURL": "",
    "datareporting.policy.dataSubmissionEnabled": False,
    "extensions.getAddons.cache.enabled": False,
    "extensions.update.enabled": False,
    "network.captive-portal-service.enabled": False,
    "network.connectivity-service.enabled": False,
    "services.settings.server": "data:,",
    "toolkit.telemetry.enabled": False,
}


@contextlib.contextmanager
def _firefox() -> Iterator[Driven]:
    port = _free_port()
    with tempfile.TemporaryDirectory(ignore_cleanup_errors=True) as folder:
        lines = {**_PREFERENCES, "marionette.port": port}
        text = "".join(f"user_pref({json.dumps(k)}, {json.dumps(v)});\n" for k, v in lines.items())
        Path(folder, "user.js").write_text(text, encoding="utf-8")
        command = ("firefox-esr", "--headless", "--no-remote", "--marionette", "--profile", folder)
        width, height = map(str, SIZE)
        with (
            _process(*command, MOZ_HEADLESS_WIDTH=width, MOZ_HEADLESS_HEIGHT=height) as process,
            _connected(port, process) as line,
        ):
            yield _Firefox(line)


class _Firefox:
    """Marionette: a number of bytes, a colon, and JSON: [0, id, command, parameters]."""

    def __init__(self, line: socket.socket) -> None:
        self._line = line.makefile("rwb")
        self._asked = 0
        self._read()
        self._ask("WebDriver:NewSession", {"capabilities": {"alwaysMatch": {}}})

    def _read(self) -> Any:
        digits = b""
        while (byte := self._line.read(1)) != b":":
            if not byte:
                raise ConnectionError("Firefox has gone")
            digits += byte
        return json.loads(self._line.read(int(digits)))

    def _ask(self, name: str, values: dict[str, object]) -> Any:
        self._asked += 1
        body = json.dumps([0, self._asked, name, values]).encode()
        self._line.write(b"%d:%s" % (len(body), body))
        self._line.flush()
        _, _, problem, answer = self._read()
        if problem:
            raise RuntimeError(f"{name}: {problem['error']}: {problem['message']}")
        return answer

    def go(self, address: str) -> None:
        self._ask("WebDriver:Navigate", {"url": address})

    def run(self, script: str, *arguments: object) -> Any:
        values = {"script": script, "args": list(arguments), "sandbox": None}
        return self._ask("WebDriver:ExecuteScript", values)["value"]

    def press(self, key: str) -> None:
        self._ask("WebDriver:PerformActions", {"actions": _presses(key)})

    def picture(self) -> bytes:
        return base64.b64decode(self._ask("WebDriver:TakeScreenshot", {"full": False})["value"])


def _presses(key: str) -> list[dict[str, object]]:
    ways = ("keyDown", "keyUp")
    return [{"type": "key", "id": "k", "actions": [{"type": w, "value": key} for w in ways]}]


def _mini_browser() -> str | None:
    places = Path("/usr/lib").glob("*/webkit2gtk-4.*/MiniBrowser")
    return next((str(place) for place in sorted(places, reverse=True)), None)


@contextlib.contextmanager
def _screen() -> Iterator[str]:
    """Give the name of a screen of one's own that nobody sees."""
    reading, writing = os.pipe()
    size = f"{SIZE[0]}x{SIZE[1] + 100}x24"
    command = ["Xvfb", "-displayfd", str(writing), "-screen", "0", size, "-nolisten", "tcp"]
    quiet = subprocess.DEVNULL
    with subprocess.Popen(command, pass_fds=[writing], stdout=quiet, stderr=quiet) as process:
        os.close(writing)
        try:
            with os.fdopen(reading) as answer:
                yield f":{answer.readline().strip()}"
        finally:
            process.terminate()


@contextlib.contextmanager
def _webkit() -> Iterator[Driven]:
    port = _free_port()
    with tempfile.TemporaryDirectory(ignore_cleanup_errors=True) as home, _screen() as screen:
        # As root its processes find no box to be locked in; the pages are ours.
        environment = {
            "DISPLAY": screen,
            "HOME": home,
            "GDK_BACKEND": "x11",
            "LIBGL_ALWAYS_SOFTWARE": "1",
            "WEBKIT_DISABLE_SANDBOX_THIS_IS_DANGEROUS": "1",
            "WEBKIT_DISABLE_COMPOSITING_MODE": "1",
        }
        with _process("WebKitWebDriver", f"--port={port}", **environment) as process:
            _connected(port, process).close()
            browser = _WebKit(port)
            try:
                yield browser
            finally:
                browser.end()


class _WebKit:
    """WebDriver over HTTP."""

    def __init__(self, port: int) -> None:
        self._root = f"http://127.0.0.1:{port}/session"
        options = {"binary": _mini_browser(), "args": ["--automation"]}
        wanted = {"alwaysMatch": {"webkitgtk:browserOptions": options}}
        self._root += f"/{self._ask('', {'capabilities': wanted})['sessionId']}"
        self._ask("/window/rect", {"width": SIZE[0], "height": SIZE[1]})

    def _ask(self, way: str, values: dict[str, object] | None, method: str = "POST") -> Any:
        body = None if values is None else json.dumps(values).encode()
        request = Request(self._root + way, data=body, method=method)
        with urlopen(request, timeout=_PATIENCE) as answer:
            return json.load(answer)["value"]

    def end(self) -> None:
        self._ask("", None, "DELETE")

    def go(self, address: str) -> None:
        self._ask("/url", {"url": address})

    def run(self, script: str, *arguments: object) -> Any:
        return self._ask("/execute/sync", {"script": script, "args": list(arguments)})

    def press(self, key: str) -> None:
        self._ask("/actions", {"actions": _presses(key)})

    def picture(self) -> bytes:
        return base64.b64decode(self._ask("/screenshot", None, "GET"))
