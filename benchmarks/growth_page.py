"""Print how the page grows with what ever held: steps, load, file and memory of made-up atlases.

An atlas of N intervals is the page's own with its marks replaced by N, each a copy of one of them
at another place and time. ``lasting`` gives them the days that the atlas's own last on average, so
that ever more hold at once; ``brief`` so few that as many hold at once as in the atlas: a longer
history, no denser one. Run it with ``python benchmarks/growth_page.py [--most 100000]``.
"""

from __future__ import annotations

import argparse
import copy
import json
import random
import tempfile
import time
from datetime import date
from pathlib import Path
from typing import Any

import step_bench as stepping
from bench import SERVE, day_names, launch, p50, p95, server
from playwright.sync_api import Browser, Error, Page, Route, sync_playwright

from csto_map.atlas import Atlas
from csto_map.history.timeline import state_at

SIZES = (10**2, 10**3, 10**4, 10**5, 10**6)
# Milliseconds of script that a step may take, by how many intervals there are.
LIMITS = {10**4: 5, 10**5: 16}
STEPS = 24
# As far as copies lie from their models, in km.
APART = 400
# A page of so many rows loads slowly, if it does.
PATIENCE_MS = 240_000


def main(given: list[str] | None = None) -> int:
    """Measure, print, and return how many targets were missed."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--most", type=int, default=SIZES[-1], help="the most intervals")
    asked = parser.parse_args(given)
    atlas = Atlas.load()
    days = day_names(atlas, STEPS)
    missed = 0
    with sync_playwright() as playwright:
        browser = launch(playwright)
        print(f"Chromium {browser.version}; ms of the processor unless said otherwise")
        print(
            f"{'':10}{'intervals':>10}{'at once':>9}{'step p50':>10}{'p95':>7}{'wall':>7}", end=""
        )
        print(f"{'load s':>8}{'file MB':>9}{'heap MB':>9}")
        with server(SERVE) as url, tempfile.TemporaryDirectory() as folder:
            stepping.visit(browser, url)[0].close()
            for way in ("brief", "lasting"):
                for size in (n for n in SIZES if n <= asked.most):
                    missed += not grown(browser, url, atlas, days, (way, size), Path(folder))
        browser.close()
    print(f"{missed} targets missed" if missed else "All targets met")
    return min(missed, 1)


def grown(
    browser: Browser,
    url: str,
    atlas: Atlas,
    days: list[str],
    asked: tuple[str, int],
    folder: Path,
) -> bool:
    """Measure one size, print it, and say whether its target is met."""
    way, size = asked
    at_once = held(atlas, days)
    file = folder / "atlas.json"
    page = browser.new_page(viewport={"width": 1440, "height": 900})

    def answer(route: Route) -> None:
        # Kept on disk: the browser's driver reads it from there.
        body = route.fetch().json()
        body["marks"] = marks(body, size, at_once if way == "brief" else None)
        file.write_text(json.dumps(body, separators=(",", ":")), encoding="utf-8")
        route.fulfill(status=200, content_type="application/json", path=file)

    try:
        page.route("**/atlas*.json", answer)
        page.goto(url, timeout=PATIENCE_MS)
        page.wait_for_function(stepping.READY, timeout=PATIENCE_MS)
        # Once more: what it takes to make the rows is no part of the page's load.
        page.unroute("**/atlas*.json")
        page.route(
            "**/atlas*.json",
            lambda route: route.fulfill(status=200, content_type="application/json", path=file),
        )
        started = time.perf_counter()
        page.goto(url, timeout=PATIENCE_MS)
        page.wait_for_function(stepping.READY, timeout=PATIENCE_MS)
        load = time.perf_counter() - started
        page.wait_for_load_state("networkidle", timeout=PATIENCE_MS)
        return told(page, asked, days, load, file.stat().st_size)
    except (Error, MemoryError) as problem:
        reason = str(problem).splitlines()[0]
        print(f"{way:10}{size:>10}  cannot be loaded by a page: {reason}", flush=True)
        return size not in LIMITS
    finally:
        page.close()


def told(page: Page, asked: tuple[str, int], days: list[str], load: float, bytes_: int) -> bool:
    """Measure steps and memory of a loaded page, print all, and say whether the target is met."""
    way, size = asked
    page.wait_for_timeout(500)
    # The first step of all builds what later ones ask.
    page.evaluate(stepping.STEPS, days[:2])
    times = stepping.stepped(page, days)
    shown = page.evaluate(
        """(days) => days.map((day) => {
          const { data, view } = cstoMap.page;
          const { ordinal, stateAt } = cstoMap.core.state;
          return Object.keys(stateAt(data, ordinal(day), view.lens).marks).length;
        })""",
        days,
    )
    script = p50(times["cpu"])
    limit = LIMITS.get(size) if way == "brief" else None
    verdict = "" if limit is None else f"  {'ok    ' if script <= limit else 'MISSED'} <= {limit}"
    print(
        f"{way:10}{size:>10}{p50(shown):>9.0f}{script:>10.1f}{p95(times['cpu']):>7.1f}"
        f"{p50(times['script']):>7.1f}{load:>8.1f}{bytes_ / 1e6:>9.1f}{heap(page):>9.0f}{verdict}",
        flush=True,
    )
    return limit is None or script <= limit


def held(atlas: Atlas, days: list[str]) -> float:
    """Give how many marks of the atlas hold on a day, on average."""
    lens = atlas.config.default_lens
    ordinals = [date.fromisoformat(day).toordinal() for day in days]
    counts = [len(state_at(atlas.timeline, day, lens).marks) for day in ordinals]
    return sum(counts) / len(counts)


def marks(body: dict[str, Any], size: int, at_once: float | None) -> list[dict[str, Any]]:
    """Make as many marks as are wanted, of which so many hold at once, if that is said."""
    rng = random.Random(11)
    first, horizon = body["first"], body["horizon"]
    models = body["marks"]
    lasts = [min(one["until"] or horizon, horizon) - one["from"] for one in models]
    mean = sum(lasts) / len(lasts)
    wanted = mean if at_once is None else min(mean, at_once * (horizon - first) / size)
    made = []
    for k in range(size):
        one = copy.copy(models[k % len(models)])
        start = rng.randrange(first, horizon)
        end = start + max(1, round(rng.expovariate(1 / wanted)))
        one |= {"id": f"{one['id']}_{k}", "from": start, "until": end}
        one |= {"cfrom": start, "cuntil": end}
        for axis in ("x", "y"):
            one[axis] = round(one[axis] + rng.uniform(-APART, APART), 2)
        made.append(one)
    return made


def heap(page: Page) -> float:
    """Give the megabytes that the page's objects take, once what is let go is collected."""
    session = page.context.new_cdp_session(page)
    session.send("HeapProfiler.collectGarbage")
    used: float = session.send("Runtime.getHeapUsage")["usedSize"]
    session.detach()
    return used / 1e6


if __name__ == "__main__":
    raise SystemExit(main())
