"""Print how the page grows with what ever held: steps, load, file and memory of made-up atlases.

An atlas of N intervals is the page's own with its marks replaced by N, each a copy of one of them
at another place and time. ``lasting`` gives them the days that the atlas's own last on average, so
that ever more hold at once; ``brief`` so few that as many hold at once as in the atlas: a longer
history, no denser one. Run it with ``python benchmarks/growth_page.py [--most 100000]``.
"""

from __future__ import annotations

import argparse
import contextlib
import copy
import json
import random
import re
import tempfile
import threading
import time
import urllib.request
from collections.abc import Iterator
from datetime import date
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

import step_bench as stepping
from bench import SERVE, day_names, launch, p50, p95, server
from playwright.sync_api import Browser, Error, Page, sync_playwright

from csto_map.atlas import Atlas

# The compiled timeline among the files that a page asks for.
ATLAS = re.compile(r"/atlas\.[0-9a-f]+\.json$")
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
    days = day_names(Atlas.load(), STEPS)
    missed = 0
    with sync_playwright() as playwright:
        browser = launch(playwright)
        print(f"Chromium {browser.version}; ms of the processor unless complaints otherwise")
        heads = ("intervals", 10), ("at once", 9), ("step p50", 10), ("p95", 7), ("wall", 7)
        more = ("load s", 8), ("file MB", 9), ("heap MB", 9)
        print(" " * 10 + "".join(f"{name:>{wide}}" for name, wide in (*heads, *more)))
        with server(SERVE) as url, tempfile.TemporaryDirectory() as folder:
            page, _, seen = stepping.visit(browser, url)
            page.close()
            named = next(one.url for one in seen if ATLAS.search(one.url))
            body = json.loads(fetched(named)[1])
            front = Front(url, urlsplit(named).path, Path(folder) / "atlas.json")
            at_once = sum(held(body, day) for day in ordinals(days)) / len(days)
            for way in ("brief", "lasting"):
                for size in (n for n in SIZES if n <= asked.most):
                    write(front.file, body, size, at_once if way == "brief" else None)
                    missed += not grown(browser, front, days, (way, size))
            front.server.shutdown()
        browser.close()
    print(f"{missed} targets missed" if missed else "All targets met")
    return min(missed, 1)


def fetched(url: str) -> tuple[str, bytes]:
    """Give the kind and the body of what a server has at an address."""
    with urllib.request.urlopen(url) as answer:
        return answer.headers["Content-Type"], answer.read()


class Front:
    """A server before that of the atlas, with another file in place of the compiled timeline."""

    def __init__(self, url: str, path: str, file: Path) -> None:
        self.file = file

        class Handler(BaseHTTPRequestHandler):
            protocol_version = "HTTP/1.1"

            def do_GET(self) -> None:
                if self.path.partition("?")[0] == path:
                    kind, body = "application/json", file.read_bytes()
                    headers: dict[str, str] = {}
                else:
                    with urllib.request.urlopen(url.rstrip("/") + self.path) as got:
                        kind, body = got.headers["Content-Type"], got.read()
                        policy = "Content-Security-Policy"
                        headers = {policy: got.headers[policy]} if policy in got.headers else {}
                self.send_response(200)
                for name, value in {"Content-Type": kind, **headers}.items():
                    self.send_header(name, value)
                self.send_header("Content-Length", str(len(body)))
                self.end_headers()
                with contextlib.suppress(ConnectionError):
                    self.wfile.write(body)

            def log_message(self, *_args: object) -> None:
                """Keep quiet: the table is all that is printed."""

        self.server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
        self.url = f"http://127.0.0.1:{self.server.server_address[1]}/"
        threading.Thread(target=self.server.serve_forever, daemon=True).start()


def grown(browser: Browser, front: Front, days: list[str], asked: tuple[str, int]) -> bool:
    """Measure one size, print it, and say whether its target is met."""
    way, size = asked
    page = browser.new_page(viewport={"width": 1440, "height": 900})
    complaints: list[str] = []
    page.on("console", lambda one: complaints.append(one.text) if one.type == "error" else None)
    page.on("crash", lambda _: complaints.append("the page ran out of memory"))
    try:
        started = time.perf_counter()
        page.goto(front.url, timeout=PATIENCE_MS)
        page.wait_for_function(stepping.READY, timeout=PATIENCE_MS)
        load = time.perf_counter() - started
        page.wait_for_load_state("networkidle", timeout=PATIENCE_MS)
        return told(page, asked, days, load, front.file.stat().st_size)
    except Error as problem:
        reason = (complaints or str(problem).splitlines())[0]
        megabytes = front.file.stat().st_size / 1e6
        print(f"{way:10}{size:>10}  {megabytes:.0f} MB are not loaded: {reason}", flush=True)
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


def ordinals(days: list[str]) -> list[int]:
    """Give days as the compiled timeline has them."""
    return [date.fromisoformat(day).toordinal() for day in days]


def held(body: dict[str, Any], day: int) -> int:
    """Give how many marks hold on a day."""
    marks = body["marks"]
    return sum(one["from"] <= day and (one["until"] or day + 1) > day for one in marks)


def write(file: Path, body: dict[str, Any], size: int, at_once: float | None) -> None:
    """Write a timeline of so many marks, of which so many hold at once, if that is complaints."""
    rest = json.dumps({**body, "marks": []}, separators=(",", ":"))
    before, empty, after = rest.partition('"marks":[]')
    with file.open("w", encoding="utf-8") as out:
        out.write(before + empty[:-1])
        for k, one in enumerate(marks(body, size, at_once)):
            out.write("," * (k > 0) + json.dumps(one, separators=(",", ":")))
        out.write("]" + after)


def marks(body: dict[str, Any], size: int, at_once: float | None) -> Iterator[dict[str, Any]]:
    """Make marks: copies of those of a timeline, at other places and times."""
    rng = random.Random(11)
    first, horizon = body["first"], body["horizon"]
    models = body["marks"]
    lasts = [min(one["until"] or horizon, horizon) - one["from"] for one in models]
    mean = sum(lasts) / len(lasts)
    wanted = mean if at_once is None else min(mean, at_once * (horizon - first) / size)
    for k in range(size):
        one = copy.copy(models[k % len(models)])
        start = rng.randrange(first, horizon)
        end = start + max(1, round(rng.expovariate(1 / wanted)))
        one |= {"id": f"{one['id']}_{k}", "from": start, "until": end}
        one |= {"cfrom": start, "cuntil": end}
        for axis in ("x", "y"):
            one[axis] = round(one[axis] + rng.uniform(-APART, APART), 2)
        yield one


def heap(page: Page) -> float:
    """Give the megabytes that the page's objects take, once what is let go is collected."""
    session = page.context.new_cdp_session(page)
    session.send("HeapProfiler.collectGarbage")
    used: float = session.send("Runtime.getHeapUsage")["usedSize"]
    session.detach()
    return used / 1e6


if __name__ == "__main__":
    raise SystemExit(main())
