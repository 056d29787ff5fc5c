"""Print the figures that the atlas promises; run it with ``make bench``.

Everything is measured in one run on one machine, so that ratios hold where
milliseconds do not. The browser is headless Chromium without a GPU.
"""

from __future__ import annotations

import contextlib
import random
import socket
import statistics
import subprocess
import sys
import time
import urllib.request
from collections.abc import Callable, Iterator
from datetime import date, timedelta
from pathlib import Path

import typing_bench as typing
from playwright.sync_api import Page, sync_playwright

from csto_map.atlas import Atlas

HERE = Path(__file__).parent
CHROMIUM_FLAGS = [
    "--no-sandbox",
    "--disable-gpu",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
    "--no-first-run",
]
STEPS = 120


def main() -> int:
    """Measure, print, and return 0."""
    print(f"Python {sys.version.split()[0]}; times in ms unless said otherwise\n")
    atlas = library()
    with chromium() as browser_page:
        own = ours(browser_page, atlas)
    with chromium() as browser_page:
        plain = plain_dash(browser_page, atlas)
    print("\nA date step, to the next painted frame")
    row("empty frame (nothing changed)", own["empty"])
    row("atlas", own["step"])
    row("plain Dash: slider, callback, whole figure", plain)
    print(f"  the atlas is {median(plain) / median(own['step']):.1f} times faster (p50)")
    return 0


def library() -> Atlas:
    """Time loading and asking."""
    print("Library")
    loads = [timed(Atlas.load) for _ in range(5)]
    row("Atlas.load()", loads)
    atlas = Atlas.load()
    rng = random.Random(1)
    span = (atlas.horizon - atlas.first).days
    days = [atlas.first + timedelta(days=rng.randrange(span)) for _ in range(200)]

    def ask(day: date) -> Callable[[], object]:
        def asked() -> object:
            snapshot = atlas.at(day)
            return (
                snapshot.member_states,
                snapshot.bases,
                snapshot.garrisons,
                snapshot.border,
                snapshot.events,
                snapshot.organizations,
            )

        return asked

    ask(days[0])()
    row("atlas.at(day) with all six layers", [timed(ask(day)) for day in days])
    return atlas


def ours(page: Page, atlas: Atlas) -> dict[str, list[float]]:
    """Time the page of the atlas."""
    print("\nPage")
    with server([sys.executable, "-m", "csto_map.cli", "serve", "--port"]) as url:
        seen: list[str] = []
        page.on("request", lambda request: seen.append(request.url))
        sizes: list[int] = []
        page.on("requestfinished", lambda request: sizes.append(weight(request)))
        started = time.perf_counter()
        page.goto(url)
        page.wait_for_function("window.cstoMap && window.cstoMap.state()")
        page.evaluate("day => window.cstoMap.goTo(day)", atlas.config.default_date.isoformat())
        print(f"  usable after {1000 * (time.perf_counter() - started):.0f} ms")
        page.wait_for_timeout(1500)
        print(f"  transferred for the first view: {sum(sizes) / 1e6:.2f} MB compressed")
        before = len(seen)
        days = [day.isoformat() for day in some_days(atlas)]
        times = page.evaluate(_STEP_SCRIPT, days)
        page.wait_for_timeout(100)
        print(f"  requests in {len(days)} steps: {len(seen) - before}")
        row("frame while panning", pan_frames(page))
        played, longest = play_frames(page)
        row("frame while playing", played)
        print(f"  longest task while playing: {longest:.0f} ms")
        row("keystroke in the search, to the list shown", typing.keystrokes(page))
        return times


def plain_dash(page: Page, atlas: Atlas) -> list[float]:
    """Time the plain app, step by step."""
    with server([sys.executable, str(HERE / "plain_dash.py")]) as url:
        page.goto(url)
        page.wait_for_selector("#map .plotly .trace, #map .main-svg", timeout=30_000)
        page.wait_for_timeout(2000)
        days = [day.toordinal() for day in some_days(atlas)][:30]
        return page.evaluate(_PLAIN_SCRIPT, days)


_STEP_SCRIPT = """async (days) => {
  const frame = () => new Promise((r) => requestAnimationFrame(() => setTimeout(r, 0)));
  const empty = [], step = [];
  for (const day of days) {
    await frame();
    let t = performance.now();
    await frame();
    empty.push(performance.now() - t);
    await frame();
    t = performance.now();
    window.cstoMap.goTo(day);
    await frame();
    step.push(performance.now() - t);
  }
  return { empty, step };
}"""

_PLAIN_SCRIPT = """async (days) => {
  const plot = document.querySelector('#map .js-plotly-plot');
  const frame = () => new Promise((r) => requestAnimationFrame(() => setTimeout(r, 0)));
  const times = [];
  for (const day of days) {
    await frame();
    const t = performance.now();
    const drawn = new Promise((r) => plot.once('plotly_afterplot', r));
    window.dash_clientside.set_props('day', { value: day });
    await drawn;
    await frame();
    times.push(performance.now() - t);
  }
  return times;
}"""

_FRAMES_SCRIPT = """(count) => new Promise((resolve) => {
  const times = [];
  let last = performance.now();
  const tick = (now) => {
    times.push(now - last);
    last = now;
    if (times.length < count) requestAnimationFrame(tick); else resolve(times.slice(2));
  };
  requestAnimationFrame(tick);
})"""


def pan_frames(page: Page) -> list[float]:
    """Drag the map and give the time of every frame meanwhile."""
    page.evaluate(
        """() => {
          window.__frames = [];
          let last = performance.now();
          window.__run = true;
          const tick = (now) => {
            window.__frames.push(now - last); last = now;
            if (window.__run) requestAnimationFrame(tick);
          };
          requestAnimationFrame(tick);
        }"""
    )
    page.mouse.move(800, 420)
    page.mouse.down()
    for k in range(90):
        page.mouse.move(800 + 2 * k, 420 + k)
    page.mouse.up()
    return page.evaluate("() => { window.__run = false; return window.__frames.slice(2); }")


def play_frames(page: Page) -> tuple[list[float], float]:
    """Play for three seconds: frame times, and the longest task."""
    page.evaluate(
        """() => {
          window.__long = 0;
          new PerformanceObserver((list) => {
            for (const e of list.getEntries()) window.__long = Math.max(window.__long, e.duration);
          }).observe({ type: 'longtask' });
          return window.cstoMap.goTo('1992-01-01').then(() => { window.__long = 0; });
        }"""
    )
    page.evaluate("() => window.cstoMap.play()")
    frames = page.evaluate(_FRAMES_SCRIPT, 150)
    page.evaluate("() => window.cstoMap.pause()")
    return frames, page.evaluate("() => window.__long")


def some_days(atlas: Atlas) -> list[date]:
    """The same pseudo-random days for everybody."""
    rng = random.Random(7)
    span = (atlas.horizon - atlas.first).days
    return [atlas.first + timedelta(days=rng.randrange(span)) for _ in range(STEPS)]


def weight(request: object) -> int:
    """Bytes that a request brought, headers included."""
    sizes = request.sizes()  # type: ignore[attr-defined]
    return sizes["responseBodySize"] + sizes["responseHeadersSize"]


@contextlib.contextmanager
def server(command: list[str]) -> Iterator[str]:
    """Run a server on a free port until the block ends."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = probe.getsockname()[1]
    process = subprocess.Popen(
        [*command, str(port)], stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL
    )
    url = f"http://127.0.0.1:{port}/"
    try:
        for _ in range(300):
            try:
                urllib.request.urlopen(url, timeout=1)
                break
            except OSError:
                if process.poll() is not None:
                    raise SystemExit(f"{command} ended with {process.returncode}") from None
                time.sleep(0.1)
        yield url
    finally:
        process.terminate()
        process.wait(timeout=10)


@contextlib.contextmanager
def chromium() -> Iterator[Page]:
    """Open a fresh page in Debian's Chromium."""
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(
            executable_path="/usr/bin/chromium", args=CHROMIUM_FLAGS
        )
        yield browser.new_page(viewport={"width": 1440, "height": 900})
        browser.close()


def timed(call: Callable[[], object]) -> float:
    """Milliseconds that a call took."""
    started = time.perf_counter()
    call()
    return 1000 * (time.perf_counter() - started)


def median(times: list[float]) -> float:
    """p50."""
    return statistics.median(times)


def row(what: str, times: list[float]) -> None:
    """Print one line: p50, p95, worst."""
    ordered = sorted(times)
    p95 = ordered[min(len(ordered) - 1, int(0.95 * len(ordered)))]
    print(f"  {what:46} p50 {median(times):7.1f}   p95 {p95:7.1f}   max {ordered[-1]:7.1f}")


if __name__ == "__main__":
    raise SystemExit(main())
