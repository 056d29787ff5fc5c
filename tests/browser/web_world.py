"""A real Chromium, and what a visit to the page leaves behind."""

from __future__ import annotations

import os
import shutil
import time
from contextlib import contextmanager, suppress
from importlib.resources import files
from pathlib import Path
from typing import TYPE_CHECKING, Any
from urllib.parse import urlsplit

from playwright.sync_api import TimeoutError as TooLate

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from playwright.sync_api import Browser, BrowserContext, Page, Playwright, Route

# What Chromium had better not do: two pages for the address bar of every window, which nobody
# sees, are a second of work each. The rest are Playwright's own, whose list this replaces.
UNWANTED = (
    *("WebUIOmniboxPopup", "WebUIOmniboxAimPopup"),
    *("AvoidUnnecessaryBeforeUnloadCheckSync", "DestroyProfileOnBrowserClose", "HttpsUpgrades"),
    *("LensOverlay", "MediaRouter", "NetworkTimeServiceQuerying", "OptimizationHints"),
    *("PaintHolding", "PreconnectToSearch", "ThirdPartyStoragePartitioning"),
)
FLAGS = [
    "--no-sandbox",
    "--disable-gpu",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
    "--no-first-run",
    # Text is drawn the same on every machine, by the headless shell and by whole browsers.
    "--font-render-hinting=slight",
    "--disable-lcd-text",
    "--force-color-profile=srgb",
    f"--disable-features={','.join(UNWANTED)}",
]
SOURCES = Path(__file__).resolve().parents[2] / "assets" / "src"
NAMES = (
    "chromium-headless-shell",
    "chromium",
    "chromium-browser",
    "google-chrome",
    "google-chrome-stable",
)
# Whether a table, by its name, is shown with its headings.
TABLE_SHOWN = """(id) => {
  const { tables } = window.cstoMap.page;
  return tables && tables.shown && tables.shown.startsWith(`${id},`) &&
    document.querySelectorAll("#table-grid .ag-header-cell").length > 0;
}"""
# What axe looks for, and the first elements of what it finds; answers of rules that hold
# would take longer to write down than to find.
AXE = files("axe_playwright_python") / "axe.min.js"
RULES = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]
FAULTS = """async ([part, rules]) => {
  const where = part ? document.querySelector(part) : document;
  const asked = { runOnly: rules, resultTypes: ["violations"] };
  const { violations } = await axe.run(where, asked);
  return violations.map(({ id, nodes }) => [id, nodes.slice(0, 3).map((n) => [n.target, n.html])]);
}"""
# Whether the map has its insets, or is none that has any.
INSET = """() => {
  const { map, data } = window.cstoMap.page;
  const { insets } = data.views.find(({ id }) => id === map.view.view);
  return map.insets || !insets.length || map.view.box || map.element.clientWidth < 1040;
}"""
CARDS = "() => window.cstoMap.page.cards"
# How often the pointer is moved, once a second.
MOVES = 30
# Milliseconds; a limit, not a wait: a cold or busy machine may take its time.
PATIENCE = 120_000
# What may keep a page from being ready.
PLIGHT = """() => {
  const { page, core } = window.cstoMap || {};
  const { map } = page || {};
  return JSON.stringify({
    address: location.search, size: map?.size(), frame: map?.frame, playing: page?.player?.playing,
    fine: map && core.camera.wantsFine(map.frame, page.data.fine), figures: Object.keys(map?.figures || {}),
    fetching: Boolean(map?.fetching), notices: document.getElementById("notices")?.innerText,
    visible: document.visibilityState, loaded: document.readyState, begun: Boolean(page),
    loading: document.getElementById("loading")?.hidden === false, level: page?.map?.level,
    ground: page?.map?.ground?.level, insets: Boolean(page?.map?.insets), view: page?.view,
  });
}"""
READY = "() => window.cstoMap && document.getElementById('loading').hidden"


def chromium_path() -> str:
    """The Chromium that `scripts/chromium` finds."""
    for name in filter(None, (os.environ.get("CSTO_MAP_CHROMIUM"), *NAMES)):
        found = shutil.which(name)
        if found:
            return found
    raise RuntimeError("no Chromium found: run `make test`, or scripts/chromium to hear what to do")


def launch(playwright: Playwright) -> Browser:
    return playwright.chromium.launch(executable_path=chromium_path(), args=FLAGS)


class Visit:
    """
    A page opened in a context of its own, with everything it said and asked for.

    `said` are lines of the console, errors and breaches of the page's policy; `requests`
    are URLs. `first`: by a browser that has never been here.
    """

    def __init__(self, browser: Browser, url: str, *, first: bool = False, **options: Any) -> None:
        self.url = url
        met = {"origin": url.rstrip("/"), "localStorage": [{"name": "csto-map.met", "value": "1"}]}
        if not first:
            options = {"storage_state": {"cookies": [], "origins": [met]}, **options}
        self.context: BrowserContext = browser.new_context(
            **{"viewport": {"width": 1440, "height": 900}, "color_scheme": "light", **options}
        )
        self.page: Page = self.context.new_page()
        self.page.set_default_timeout(PATIENCE)
        self.said: list[str] = []
        self.requests: list[str] = []
        self._finished: list[Any] = []
        self._intercepts = False
        self.page.on("console", self._say)
        self.page.on("pageerror", lambda error: self.said.append(f"error: {error}"))
        self.page.on("request", self._ask)
        self.page.on("requestfinished", self._count)
        self.page.add_init_script(
            """document.addEventListener("securitypolicyviolation", (e) =>
              console.error(`policy: ${e.violatedDirective} ${e.blockedURI}`));"""
        )

    def _give_sources(self) -> None:
        """
        Let the page import single modules of the sources, which no server gives.

        Only for those who do: once one request is intercepted all are, none is kept by the
        browser, and once one neither came nor failed.
        """
        if not self._intercepts:
            self._intercepts = True
            self.context.route("**/modules/**", self._source)
            self.context.route("**/csto_map/**/*.json", self._shared)

    def _source(self, route: Route) -> None:
        path = urlsplit(route.request.url).path.removeprefix("/modules/")
        route.fulfill(path=SOURCES / path, content_type="text/javascript")

    def _shared(self, route: Route) -> None:
        """Give what Python and the page's code both read."""
        path = urlsplit(route.request.url).path.removeprefix("/")
        route.fulfill(path=SOURCES.parents[1] / path, content_type="application/json")

    def _say(self, line: Any) -> None:
        # Nor is it a fault that the icon of the tab cannot be had then.
        if "/static/icon." not in line.location["url"]:
            self.said.append(f"{line.type}: {line.text}")

    def _ask(self, request: Any) -> None:
        # Chromium asks its cache for the tab's icon anew whenever the address changes.
        if "/static/icon." not in request.url:
            self.requests.append(request.url)

    def _count(self, request: Any) -> None:
        self._finished.append(request)

    def transferred(self, those: Callable[[str], bool] = lambda _: True) -> int:
        """Bytes of answers so far, by their URLs, as they came over the line, with headers."""
        sizes = [request.sizes() for request in self._finished if those(request.url)]
        return sum(size["responseBodySize"] + size["responseHeadersSize"] for size in sizes)

    def open(self, query: str = "") -> Visit:
        """Load the page and wait until it can be used and its cards are there."""
        self.look(query)
        # Cards come when somebody uses the page. A movement is lost that comes before the page's
        # first picture, so the pointer moves until one is felt.
        for second in range(MOVES):
            self.page.mouse.move(2 + second % 2, 2)
            with suppress(TooLate):
                self.page.wait_for_function(CARDS, timeout=1_000, polling=50)
                return self
        self.wait(CARDS)
        return self

    def look(self, query: str = "") -> Visit:
        """Load the page and wait until it can be used, without using it."""
        self.page.goto(self.url + query)
        self.wait(READY)
        return self

    def wait(self, predicate: str, arg: Any = None) -> Any:
        """Wait for a function to give something true; strings are refused by the page's policy."""
        try:
            # Asked at every drawn frame, a busy page would have no moment for anything else.
            return self.page.wait_for_function(predicate, arg=arg, polling=50)
        except TooLate as problem:
            problem.add_note(self._plight())
            raise

    def _plight(self) -> str:
        """Say how a page is that kept somebody waiting in vain."""
        done = {request.url for request in self._finished}
        open_ = [url for url in self.requests if url not in done and not url.startswith("data:")]
        try:
            # A page that is stuck answers nothing, and there is no limit to `evaluate`.
            state = self.page.wait_for_function(PLIGHT, polling=100, timeout=10_000).json_value()
        except TooLate:
            state = "it answers nothing"
        return f"{state}\nsaid: {self.said}\nnever came: {open_}"

    def run(self, script: str, arg: Any = None) -> Any:
        if "/modules/" in script:
            self._give_sources()
        return self.page.evaluate(script, arg)

    @contextmanager
    def holding(self, pattern: str) -> Iterator[Callable[[], None]]:
        """Hold back what a pattern asks for until the block ends; gives a wait for the first."""
        held: list[Route] = []
        self.page.route(pattern, lambda route: held.append(route))  # noqa: PLW0108 - it is marked

        def asked() -> None:
            end = time.monotonic() + PATIENCE / 1000
            while not held:
                assert time.monotonic() < end, f"nobody asked for {pattern}"
                self.page.wait_for_timeout(20)

        yield asked
        for route in held:
            route.continue_()
        self.page.unroute(pattern)

    def state(self) -> dict[str, Any]:
        return self.run("() => window.cstoMap.state()")

    def go(self, day: str) -> None:
        self.run("(day) => window.cstoMap.goTo(day)", day)

    def press(self, *keys: str) -> None:
        for key in keys:
            self.page.keyboard.press(key)

    def look_for(self, text: str) -> list[str]:
        """Open the search by its key, type, and give the titles of what it lists."""
        self.press("/")
        self.wait("() => document.activeElement.id === 'search-input'")
        self.page.keyboard.insert_text(text)
        self.wait("() => !document.getElementById('search-results').hidden")
        return self.page.locator(".result-title").all_inner_texts()

    def query(self) -> str:
        return self.run("() => location.search")

    def words(self, *path: str) -> Any:
        """What the page calls something: words("notice", "copied")."""
        return self.run("(path) => path.reduce((at, key) => at[key], cstoMap.page.words)", path)

    def notices(self) -> list[str]:
        return self.page.locator("#notices .notice p").all_inner_texts()

    def rest(self) -> None:
        """Wait until address, outlines and size of the map have caught up with the view."""
        # What the browser itself has been told, as a colour scheme, it tells the page with a frame.
        self.run("() => new Promise((done) => requestAnimationFrame(() => setTimeout(done)))")
        self.wait(
            """() => {
              const { page } = window.cstoMap;
              const { map } = page;
              const wanted = cstoMap.core.link.format(page.view, page.data);
              const fine = cstoMap.core.camera.wantsFine(map.frame, page.data.fine);
              const [wide, tall] = map.size();
              const fills = map.frame.width === wide && map.frame.height === tall;
              return !page.player.playing && (fills || !map.element.clientWidth) && map.level === (fine ? "fine" : "coarse") &&
                decodeURIComponent(location.search) === decodeURIComponent(wanted);
            }"""
        )

    def settle(self) -> Visit:
        """Wait until all that the page loads by itself is there: the ground, its names, insets."""
        self.rest()
        self.wait(
            """() => window.cstoMap.page.map.ground?.level === window.cstoMap.page.map.level &&
              window.cstoMap.page.map.named === window.cstoMap.page.map.frame &&
              [...document.fonts].some((one) => one.style === "italic" && one.status === "loaded")"""
        )
        self.wait(INSET)
        self.page.wait_for_load_state("networkidle")
        return self

    def show(self, query: str = "") -> None:
        """Bring the page to the view of a link without loading it anew, as Back does."""
        self.run(
            """(query) => {
              const { page } = window.cstoMap;
              if (page.player.playing) page.player.pause();
              history.replaceState(null, "", location.pathname + query);
              page.back();
              document.getElementById("notices").replaceChildren();
              return document.fonts.ready;
            }""",
            query,
        )
        self.rest()

    def menu(self, name: str = "menu") -> None:
        """Open the menu of the header, or that of the timeline ("timing")."""
        opener = self.page.locator(f"#toggle-{name}")
        if opener.get_attribute("aria-expanded") != "true":
            opener.click()

    def faults(self, part: str = "") -> list[Any]:
        """What axe finds wrong in the page, or in a part of it by its selector."""
        if not self.run("() => Boolean(window.axe)"):
            self.run(AXE.read_text(encoding="utf-8"))
        return self.run(FAULTS, [part, RULES])

    def foreign(self) -> list[str]:
        """Requests to other places than the server; data and blob stay in the browser."""
        own = urlsplit(self.url).netloc
        return [
            url
            for url in self.requests
            if not url.startswith(("data:", "blob:")) and urlsplit(url).netloc != own
        ]

    def close(self) -> None:
        self.context.close()
