"""Time steps of the date, panning, zooming and playing, with twice the rows, too."""

from __future__ import annotations

import contextlib
import copy
import json
import random
import time
from collections import Counter
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from playwright.sync_api import Browser, Page, Request, Route

Times = list[float]
# How far the second of two equal rows lies from the first, in km: some are spread, some stacked.
APART = (11, 170)
EVERY = "() => cstoMap.page.set({layers: cstoMap.page.data.layers.map((l) => l.id)}, 'rest')"
READY = "() => window.cstoMap && document.getElementById('loading').hidden"

# Each step is asked for right after a painted frame, as a drag of the slider does; what a
# step's frame costs beyond an empty one is what the step costs.
STEPS = """async (days) => {
  const frame = () => new Promise((r) => requestAnimationFrame(() => setTimeout(r, 0)));
  const empty = [], step = [], script = [];
  for (const day of days) {
    await frame();
    let t = performance.now();
    await frame();
    empty.push(performance.now() - t);
    await frame();
    t = performance.now();
    window.cstoMap.goTo(day);
    script.push(performance.now() - t);
    await frame();
    step.push(performance.now() - t);
  }
  return { empty, step, script };
}"""
# One step and no more: its script is measured from outside, by the processor's clock.
STEP = "(day) => void window.cstoMap.goTo(day)"
FRAME = "() => new Promise((r) => requestAnimationFrame(() => setTimeout(r, 0)))"
# The day before each on which any outline becomes another, and that day, there and back.
OVER_BORDERS = """() => {
  const days = new Set(cstoMap.page.coarse.data.flatMap(({ meta }) => [meta.from, meta.until]));
  const iso = (day) => new Date((day - 719163) * 864e5).toISOString().slice(0, 10);
  const over = [...days].filter(Boolean).sort((a, b) => a - b);
  return over.flatMap((day) => [iso(day - 1), iso(day), iso(day - 1), iso(day)]);
}"""
# Notes the time of every frame in window.__frames, and of the longest task in window.__long.
WATCH = """() => {
  window.__frames = [];
  window.__long = 0;
  window.__watching = true;
  let last = performance.now();
  const tick = (now) => {
    window.__frames.push(now - last);
    last = now;
    if (window.__watching) requestAnimationFrame(tick);
  };
  requestAnimationFrame(tick);
  window.__tasks = new PerformanceObserver((list) => {
    for (const e of list.getEntries()) window.__long = Math.max(window.__long, e.duration);
  });
  window.__tasks.observe({ type: "longtask" });
}"""
WATCHED = """() => {
  window.__watching = false;
  window.__tasks.disconnect();
  return [window.__frames.slice(2), window.__long];
}"""


@dataclass
class Measured:
    """What was measured of one build of the page, in ms unless said otherwise."""

    usable: Times = field(default_factory=list)
    kilobytes: float = 0
    requests: int = 0
    # Steps by what is shown: the rows, and the view.
    steps: dict[str, dict[str, Times]] = field(default_factory=dict)
    panned: Times = field(default_factory=list)
    zoomed: Times = field(default_factory=list)
    played: Times = field(default_factory=list)
    longest: float = 0

    def add(self, what: str, times: dict[str, Times]) -> None:
        """Add steps to those of the same kind."""
        kept = self.steps.setdefault(what, {"empty": [], "step": [], "script": [], "cpu": []})
        for name, values in times.items():
            kept[name] += values


def measure(
    browser: Browser, url: str, days: list[str], into: Measured, say: Callable[[str], None]
) -> None:
    """Open the page twice, with the rows as they are and with twice as many, and time it."""
    for rows in ("rows", "twice the rows"):
        say(rows)
        page, usable, seen = visit(browser, url, twice=rows != "rows")
        try:
            page.wait_for_load_state("networkidle")
            if rows == "rows":
                into.usable.append(usable)
                into.kilobytes = sum(map(weight, seen)) / 1000
                into.requests = len([one for one in seen if one.url.startswith(url)])
            steps(page, days, rows, into)
            if rows != "rows":
                continue
            into.panned += pan(page)
            into.zoomed += zoom(page)
            frames, longest = play(page)
            into.played += frames
            into.longest = max(into.longest, longest)
        finally:
            page.close()


def steps(page: Page, days: list[str], rows: str, into: Measured) -> None:
    """Step through the days in every view, with every layer on."""
    views: list[str] = page.evaluate("() => cstoMap.page.data.views.map((one) => one.id)")
    page.wait_for_timeout(500)
    if rows == "rows":
        into.add(f"{rows}, layers as at first", stepped(page, days))
    page.evaluate(EVERY)
    for view in views:
        page.evaluate("(view) => cstoMap.page.goToView(view)", view)
        # The finer outlines are loaded and drawn.
        page.wait_for_timeout(700)
        page.wait_for_load_state("networkidle")
        into.add(f"{rows}, every layer, {view}", stepped(page, days))
    page.evaluate("() => cstoMap.page.goToView('alliance')")
    page.wait_for_timeout(500)
    over = page.evaluate(OVER_BORDERS) if rows == "rows" else []
    if over:
        into.add(f"{rows}, every layer, over a border", stepped(page, over))


def stepped(page: Page, days: list[str]) -> dict[str, Times]:
    """Step through days: by the clock on the wall, then by that of the processor."""
    times: dict[str, Times] = page.evaluate(STEPS, days)
    times["cpu"] = cpu(page, days)
    return times


def cpu(page: Page, days: list[str]) -> Times:
    """Milliseconds of the processor that each step's script takes, however busy the machine is."""
    session = page.context.new_cdp_session(page)
    session.send("Performance.enable", {"timeDomain": "threadTicks"})

    def taken() -> float:
        told = session.send("Performance.getMetrics")["metrics"]
        return next(1000 * one["value"] for one in told if one["name"] == "ThreadTime")

    def asked(expression: str) -> float:
        before = taken()
        session.send("Runtime.evaluate", {"expression": expression})
        return taken() - before

    times = []
    for day in days:
        page.evaluate(FRAME)
        # What asking costs by itself is no part of the step.
        nothing = asked("void 0")
        times.append(max(0.0, asked(f"({STEP})({json.dumps(day)})") - nothing))
    session.detach()
    return times


def pan(page: Page) -> Times:
    """Drag the map and give the time of every frame meanwhile."""
    box = page.locator("#map").bounding_box()
    assert box
    x, y = box["x"] + box["width"] / 2, box["y"] + box["height"] / 2
    page.mouse.move(x, y)
    page.mouse.down()
    page.mouse.move(x + 1, y + 1)
    page.evaluate(WATCH)
    for k in range(120):
        page.mouse.move(x + 2 * k, y + k)
    frames: Times = page.evaluate(WATCHED)[0]
    page.mouse.up()
    return frames


def zoom(page: Page) -> Times:
    """Turn the wheel in and out again and give the time of every frame meanwhile."""
    page.evaluate("() => cstoMap.page.goToView('alliance')")
    page.wait_for_timeout(500)
    page.evaluate(WATCH)
    for k in range(60):
        page.mouse.wheel(0, -30 if k < 30 else 30)
        page.wait_for_timeout(16)
    frames: Times = page.evaluate(WATCHED)[0]
    return frames


def play(page: Page, seconds: float = 5) -> tuple[Times, float]:
    """Play from 2003 on: frame times, and the longest task."""
    page.evaluate("() => cstoMap.page.goToView('alliance')")
    page.evaluate("() => cstoMap.goTo('2003-01-01')")
    page.wait_for_timeout(1000)
    page.evaluate(WATCH)
    page.evaluate("() => cstoMap.play()")
    page.wait_for_timeout(1000 * seconds)
    page.evaluate("() => cstoMap.pause()")
    frames, longest = page.evaluate(WATCHED)
    return frames, longest


# "3G" as WebPageTest has it: milliseconds, and bytes a second.
SLOW = {"latency": 300, "downloadThroughput": 200_000, "uploadThroughput": 96_000}


def visit(
    browser: Browser, url: str, *, twice: bool = False, slowly: bool = False
) -> tuple[Page, float, list[Request]]:
    """
    Open the page afresh; give it, the ms until it could be used, and its requests.

    `twice`: with twice the rows; `slowly`: over a line of the third generation.
    """
    page = browser.new_page(viewport={"width": 1440, "height": 900})
    if slowly:
        line = page.context.new_cdp_session(page)
        line.send("Network.enable")
        line.send("Network.emulateNetworkConditions", {"offline": False, **SLOW})
    seen: list[Request] = []

    def note(request: Request) -> None:
        seen.append(request)

    page.on("request", note)
    if twice:
        for name, more in (("atlas", doubled), ("map-coarse", outlined), ("map-fine", outlined)):
            page.route(f"**/{name}*.json", _changed(more))
    started = time.perf_counter()
    page.goto(url)
    page.wait_for_function(READY)
    return page, 1000 * (time.perf_counter() - started), seen


def _changed(more: Callable[[Any], None]) -> Callable[[Route], None]:
    def answer(route: Route) -> None:
        got = route.fetch()
        body = got.json()
        more(body)
        route.fulfill(status=200, content_type="application/json", body=json.dumps(body))

    return answer


def doubled(timeline: dict[str, Any]) -> None:
    """Add to each mark, sector, event and spell of a compiled timeline another of its kind."""
    rng = random.Random(3)
    for name in ("marks", "sectors", "events", "changes"):
        timeline[name] += [_twin(row, rng) for row in timeline[name]]
    for name in ("changes", "events"):
        timeline[name].sort(key=lambda row: row["day"])
    for standings in timeline["memberships"].values():
        for country, spells in standings.items():
            standings[country] = [spell for spell in spells for _ in range(2)]


def _twin(row: dict[str, Any], rng: random.Random) -> dict[str, Any]:
    twin = copy.deepcopy(row)
    if "id" in row:
        twin["id"] = f"{row['id']}_twin"
    if "x" in row:
        for axis in ("x", "y"):
            twin[axis] += rng.choice((-1, 1)) * rng.uniform(*APART)
    return twin


def outlined(figure: dict[str, Any]) -> None:
    """Add to the line of each sector of a figure another beside it."""
    lines = [t for t in figure["data"] if t["meta"]["id"].startswith("sector:")]
    for trace in copy.deepcopy(lines):
        trace["meta"]["id"] += "_twin"
        trace["y"] = [y if y is None else y - APART[0] for y in trace["y"]]
        figure["data"].append(trace)


def profile(browser: Browser, url: str, days: list[str]) -> list[str]:
    """Say which functions steps take their time in, with every layer and twice the rows."""
    page = visit(browser, url, twice=True)[0]
    page.wait_for_load_state("networkidle")
    page.evaluate(EVERY)
    page.wait_for_timeout(500)
    with profiled(page) as lines:
        page.evaluate(STEPS, days)
    page.close()
    return lines


@contextlib.contextmanager
def profiled(page: Page, top: int = 25) -> Iterator[list[str]]:
    """Sample what runs in the block; lines of the functions that took most fill the list."""
    session = page.context.new_cdp_session(page)
    session.send("Profiler.enable")
    session.send("Profiler.setSamplingInterval", {"interval": 200})
    session.send("Profiler.start")
    lines: list[str] = []
    yield lines
    got = session.send("Profiler.stop")["profile"]
    names = {node["id"]: _named(node["callFrame"]) for node in got["nodes"]}
    parents = {child: node["id"] for node in got["nodes"] for child in node.get("children", ())}
    alone: Counter[str] = Counter()
    whole: Counter[str] = Counter()
    for id_, took in zip(got["samples"], got["timeDeltas"], strict=True):
        alone[names[id_]] += took
        stack = set()
        at: int | None = id_
        while at is not None:
            stack.add(names[at])
            at = parents.get(at)
        for name in stack:
            whole[name] += took
    for title, counted in (("alone", alone), ("with what it calls", whole)):
        lines.append(f"ms {title}")
        lines += [f"{took / 1000:9.1f}  {name}" for name, took in counted.most_common(top)]


def _named(frame: dict[str, Any]) -> str:
    where = Path(frame["url"]).name
    place = f"{where}:{frame['lineNumber'] + 1}:{frame['columnNumber'] + 1}" if where else ""
    return f"{frame['functionName'] or '(anonymous)'} {place}".strip()


def weight(request: Request) -> int:
    """Bytes that a request brought, headers included."""
    sizes = request.sizes()
    return int(sizes["responseBodySize"] + sizes["responseHeadersSize"])
