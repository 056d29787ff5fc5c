"""Print the figures that the atlas promises; run it with ``make bench``.

``--quick`` prints only those of steps, panning, zooming and playing, in less than a minute;
``--against FOLDER`` measures them in turns with those of another checkout, installed in its
``.venv``, which takes some minutes, and ``--profile`` says which functions took the time.

Everything is measured in one run on one machine, so that ratios hold where
milliseconds do not. The browser is headless Chromium without a GPU.
"""

from __future__ import annotations

import argparse
import contextlib
import os
import random
import re
import shutil
import socket
import statistics
import subprocess
import sys
import tempfile
import threading
import time
from collections.abc import Callable, Iterable, Iterator
from datetime import date, timedelta
from functools import partial
from pathlib import Path

import step_bench as stepping
import typing_bench as typing
from csto_map.app import single
from playwright.sync_api import Browser, Page, Playwright, sync_playwright

from csto_map.atlas import Atlas
from csto_map.history.timeline import state_at

HERE = Path(__file__).parent
FLAGS = [
    "--no-sandbox",
    "--disable-gpu",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
    "--no-first-run",
]
CHROMIUMS = (
    *("chromium", "chromium-browser", "google-chrome", "google-chrome-stable"),
    "chromium-headless-shell",
)
STEPS = 120
TWINS = 1000
# What is loaded of the ground once the map can be used.
GROUND = re.compile(r"/static/(ground|places|inter-italic)\W")
FRAME_MS = 1000 / 60
# A frame of a screen that is asked 60 times a second, with the browser's rounding.
FRAME_LIMIT_MS = FRAME_MS + 1.5

Times = list[float]
SERVE = [sys.executable, "-m", "csto_map.cli", "serve", "--port", "0"]


class Report:
    """Prints figures as they come, and counts the targets that were missed."""

    def __init__(self) -> None:
        self.missed = 0

    def times(self, what: str, values: Times, target: str = "", met: bool | None = None) -> None:
        """Print p50, p95 and the worst, in ms."""
        spread = f"p50 {p50(values):7.1f}  p95 {p95(values):7.1f}  max {max(values):7.1f}"
        self.line(what, spread, target, met)

    def line(self, what: str, figure: str, target: str = "", met: bool | None = None) -> None:
        """Print one figure, with its target and whether it was met."""
        verdict = "" if met is None else f"  {'ok    ' if met else 'MISSED'} {target}"
        self.missed += met is False
        print(f"  {what:43} {figure:44}{verdict}", flush=True)


def main(given: list[str] | None = None) -> int:
    """Measure, print, and return how many targets were missed."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--quick", action="store_true", help="only steps, panning, playing")
    parser.add_argument(
        "--against", type=Path, metavar="FOLDER", help="another checkout, installed in its .venv"
    )
    parser.add_argument("--profile", action="store_true", help="say what takes the time")
    asked = parser.parse_args(given)
    python, cores, busy = sys.version.split()[0], os.cpu_count() or 1, os.getloadavg()[0]
    print(f"Python {python}, {cores} processors, load {busy:.1f}; ms unless said otherwise")
    if busy > cores / 2:
        print("The machine is busy with other things: times are longer than they need be.")
    report = Report()
    if asked.quick or asked.against or asked.profile:
        quick(report, asked.against, profile=asked.profile)
        return min(report.missed, 1)
    command_line(report)
    atlas = library(report)
    one_file(atlas, report)
    with sync_playwright() as playwright:
        browser = launch(playwright)
        print(f"\nPage, Chromium {browser.version}")
        stepped(browser, atlas, report)
        atlas_times = ours(browser, atlas, report)
        plain = plain_dash(browser, atlas)
        browser.close()
    steps(atlas_times, plain, report)
    print(f"\n{report.missed} targets missed" if report.missed else "\nAll targets met")
    return min(report.missed, 1)


# A step's script, and its p95 to the painted frame: one frame.
SCRIPT_LIMIT_MS = 8
QUICK_STEPS = 24


def quick(report: Report, against: Path | None, *, profile: bool) -> None:
    """Time steps of this checkout, and of another in turns with it."""
    atlas = Atlas.load()
    with sync_playwright() as playwright:
        browser = launch(playwright)
        print(f"\nPage, Chromium {browser.version}")
        if profile:
            with server(SERVE) as url:
                print("\n".join(stepping.profile(browser, url, day_names(atlas, STEPS))))
        else:
            stepped(browser, atlas, report, against)
        browser.close()


def stepped(browser: Browser, atlas: Atlas, report: Report, against: Path | None = None) -> None:
    """Time steps in every view, with every layer on, on the rows and on twice as many."""
    builds: dict[str, tuple[Path | None, stepping.Measured]] = {}
    if against:
        builds[f"in {against}"] = (against.resolve(), stepping.Measured())
    builds["here"] = (None, stepping.Measured())
    days = day_names(atlas, QUICK_STEPS)
    with contextlib.ExitStack() as stack:
        urls = {name: stack.enter_context(server(SERVE, at)) for name, (at, _) in builds.items()}
        for name in urls:
            # The first visit warms a server up, as the first visitor of a day does.
            stepping.visit(browser, urls[name])[0].close()
        # In turns, each with a part of the days: all in all as many as of one build alone.
        rounds = 3 if against else 1
        for turn in range(rounds):
            for name, (_, into) in builds.items():

                def say(rows: str, name: str = name, turn: int = turn) -> None:
                    print(f"  {turn + 1} of {rounds}: {name}, {rows}", file=sys.stderr, flush=True)

                stepping.measure(browser, urls[name], days[turn::rounds], into, say)
    for name, (_, got) in builds.items():
        print(f"\nSteps, {name}")
        report.times("usable after", got.usable)
        report.line("first view", f"{got.kilobytes:.0f} kB in {got.requests} requests")
        for what, times in got.steps.items():
            script = p50(times["cpu"])
            target = f"p50 at most {SCRIPT_LIMIT_MS}"
            held = None if name != "here" else script <= SCRIPT_LIMIT_MS
            report.times(f"script: {what}", times["cpu"], target, held)
            report.times("  by the clock on the wall", times["script"])
            report.times("  to the painted frame", times["step"])
            report.times("  an empty frame meanwhile", times["empty"])
        report.times("frame while panning", got.panned)
        report.times("frame while zooming", got.zoomed)
        report.times("frame while playing", got.played)
        report.line("longest task while playing", f"{got.longest:.0f}")


def command_line(report: Report) -> None:
    """Time new processes: an empty one, the package, quick answers, and a still."""
    print("\nCommand line, each in a new process")
    tool = [sys.executable, "-m", "csto_map.cli"]
    with tempfile.TemporaryDirectory() as folder:
        picture = Path(folder) / "still.png"
        asked = {
            "python -c pass": [sys.executable, "-c", "pass"],
            "import csto_map": [sys.executable, "-c", "import csto_map"],
            "csto-map --version": [*tool, "--version"],
            "csto-map --help": [*tool, "--help"],
            "csto-map render DATE": [*tool, "render", "2009-06-14", "-o", str(picture)],
        }
        # In turns, so that whatever else the machine does falls on all alike.
        rounds = [
            {what: timed(partial(ended, command)) for what, command in asked.items()}
            for _ in range(9)
        ]
    times = {what: [one[what] for one in rounds] for what in asked}
    empty = p50(times["python -c pass"])
    report.times("python -c pass", times.pop("python -c pass"))
    limits = {"import csto_map": (empty + 100, "p50 < empty + 100")}
    limits |= dict.fromkeys(
        ("csto-map --version", "csto-map --help"), (2 * empty + 150, "p50 < 2 x empty + 150")
    )
    for what, values in times.items():
        limit, target = limits.get(what, (None, ""))
        report.times(what, values, target, None if limit is None else p50(values) < limit)
        report.line("  as many times an empty Python", f"{p50(values) / empty:.1f}")


def ended(command: list[str]) -> None:
    """Run a command to its end."""
    subprocess.run(command, check=True, stdout=subprocess.DEVNULL)


def library(report: Report) -> Atlas:
    """Time loading and asking."""
    print("\nLibrary")
    loads = [timed(Atlas.load) for _ in range(5)]
    report.times("Atlas.load()", loads, "p50 < 1500", p50(loads) < 1500)
    atlas = Atlas.load()
    days = some_days(atlas, 200)
    ask(atlas, days[0])
    asked = [timed(lambda day=day: ask(atlas, day)) for day in days]  # type: ignore[misc]
    report.times("atlas.at(day), all six layers", asked, "p50 < 20", p50(asked) < 20)
    rows = [row for rows in sourced(atlas).values() for row in rows]
    share = sum(bool(row.source_ids) for row in rows) / len(rows)
    report.line("rows with a source", f"{share:.1%} of {len(rows)}", "100 %", share == 1)
    return atlas


def one_file(atlas: Atlas, report: Report) -> None:
    """Write the atlas as one file, and say how large it is."""
    started = time.perf_counter()
    size = len(single.document(atlas).encode()) / 1e6
    took = time.perf_counter() - started
    most = single.MOST_BYTES / 1e6
    report.line("the atlas in one file", f"{size:.2f} MB", f"<= {most} MB", size <= most)
    report.line("  written in", f"{took:.1f} s")


def sourced(atlas: Atlas) -> dict[str, list[object]]:
    """Give the tables whose rows name sources."""
    tables = {name: getattr(atlas.tables, name) for name in atlas.tables.__dataclass_fields__}
    return {
        name: list(rows)
        for name, rows in tables.items()
        if rows and hasattr(next(iter(rows)), "source_ids")
    }


def ask(atlas: Atlas, day: date) -> tuple[object, ...]:
    """Ask for everything that a snapshot has on a map."""
    s = atlas.at(day)
    return s.member_states, s.bases, s.garrisons, s.border, s.events, s.organizations


def ours(browser: Browser, atlas: Atlas, report: Report) -> dict[str, Times]:
    """Time the page of the atlas."""
    with server(SERVE) as url:
        # The first visit warms the server up, as the first visitor of a day does.
        stepping.visit(browser, url)[0].close()
        opened = [stepping.visit(browser, url) for _ in range(3)]
        for page, _, _ in opened[:-1]:
            page.close()
        page, _, seen = opened[-1]
        usable = [took for _, took, _ in opened]
        report.times("usable after", usable, "p50 < 2000", p50(usable) < 2000)
        slow, took, _ = stepping.visit(browser, url, slowly=True)
        slow.close()
        report.line("usable on 3G (1.6 Mbit/s)", f"{took:.0f}", "<= 10000", took <= 10_000)
        page.wait_for_load_state("networkidle")
        page.wait_for_timeout(800)
        after = [request for request in seen if GROUND.search(request.url)]
        ground = sum(map(stepping.weight, after)) / 1e6
        size = sum(map(stepping.weight, seen)) / 1e6 - ground
        report.line("transferred for the first view", f"{size:.2f} MB", "<= 0.95 MB", size <= 0.95)
        report.line("and for the ground, after it", f"{ground:.2f} MB")
        foreign = [r.url for r in seen if not r.url.startswith((url, "data:", "blob:"))]
        report.line("requests to other origins", str(len(foreign)), "0", not foreign)
        twins(page, atlas, report)
        before = len(seen)
        days = [day.isoformat() for day in some_days(atlas, STEPS)]
        times: dict[str, Times] = page.evaluate(stepping.STEPS, days)
        page.wait_for_timeout(500)
        # The icon of a tab comes from the browser's cache whenever the address changes.
        asked = [r for r in seen[before:] if "/static/icon." not in r.url]
        report.line(f"requests in {STEPS} steps", str(len(asked)), "0", not asked)
        panned = stepping.pan(page)
        report.times("frame while panning", panned, "p50 60 a second", p50(panned) < FRAME_LIMIT_MS)
        played, longest = stepping.play(page)
        report.times("frame while playing", played, "p95 30 a second", p95(played) < 1000 / 30)
        report.line("longest task while playing", f"{longest:.0f}", "none over 50", longest <= 50)
        typed = typing.keystrokes(page)
        report.times("keystroke in the search", typed, "p95 under 20", p95(typed) < 20)
        page.close()
        return times


def twins(page: Page, atlas: Atlas, report: Report) -> None:
    """Compare the state of many dates in both languages."""
    lens = atlas.config.default_lens
    days = [day.toordinal() for day in some_days(atlas, TWINS)]
    states = page.evaluate(
        "([days, lens]) => days.map((d) => cstoMap.core.state.stateAt(cstoMap.page.data, d, lens))",
        [days, lens],
    )
    equal = 0
    for day, got in zip(days, states, strict=True):
        state = state_at(atlas.timeline, day, lens)
        equal += got == {
            "states": {code: list(held) for code, held in state.states.items()},
            "marks": state.marks,
            "sectors": {id_: list(held) for id_, held in state.sectors.items()},
            "events": list(state.events),
        }
    report.line(
        "dates equal in Python and JavaScript", f"{equal} of {TWINS}", "all", equal == TWINS
    )


def steps(atlas_times: dict[str, Times], plain: Times, report: Report) -> None:
    """Print the figures of a date step, side by side with the plain way."""
    print("\nA date step, to the next painted frame")
    empty, step = atlas_times["empty"], atlas_times["step"]
    report.times("empty frame (nothing changed)", empty)
    more = p50(step) - p50(empty)
    report.times("atlas", step, f"p50 within 5 of an empty frame: {more:+.1f}", more <= 5)
    late = p95(step) - p95(empty)
    fits = late <= FRAME_MS
    report.line("atlas, p95", f"{late:+.1f} to an empty frame's", "one frame more (16.7)", fits)
    report.times("script of a step (goTo)", atlas_times["script"])
    report.times("plain Dash: slider, callback, whole figure", plain)
    ratio = p50(plain) / p50(step)
    report.line("the atlas is faster", f"{ratio:.1f} times (p50)", "4 times", ratio >= 4)


def plain_dash(browser: Browser, atlas: Atlas) -> Times:
    """Time the plain app, step by step."""
    with server([sys.executable, str(HERE / "plain_dash.py"), "0"]) as url:
        page = browser.new_page(viewport={"width": 1440, "height": 900})
        page.goto(url)
        page.wait_for_selector("#map .main-svg", timeout=60_000)
        page.wait_for_timeout(2000)
        days = [day.toordinal() for day in some_days(atlas, STEPS)][:30]
        times: Times = page.evaluate(_PLAIN_SCRIPT, days)
        page.close()
        return times


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


def some_days(atlas: Atlas, count: int) -> list[date]:
    """Give the same pseudo-random days to everybody."""
    rng = random.Random(7)
    span = (atlas.horizon - atlas.first).days
    return [atlas.first + timedelta(days=rng.randrange(span)) for _ in range(count)]


def day_names(atlas: Atlas, count: int) -> list[str]:
    """Give the same pseudo-random days as ISO dates."""
    return [day.isoformat() for day in some_days(atlas, count)]


@contextlib.contextmanager
def server(command: list[str], folder: Path | None = None) -> Iterator[str]:
    """Run a server that prints its address, until the block ends; that of another checkout."""
    if folder:
        command = [str(folder / ".venv" / "bin" / "python"), *command[1:]]
    pipe = subprocess.PIPE
    with subprocess.Popen(
        command, stdout=pipe, stderr=subprocess.STDOUT, text=True, cwd=folder
    ) as process:
        assert process.stdout
        output = ""
        try:
            while not (found := re.search(r"http://[\d.]+:\d+/", output)):
                line = process.stdout.readline()
                if not line:
                    raise SystemExit(f"{command} ended: {output}")
                output += line
            # A server that logs would stop for good once its pipe is full.
            threading.Thread(target=drained, args=(process.stdout,), daemon=True).start()
            host, _, port = found[0].removeprefix("http://").rstrip("/").partition(":")
            while not answers(host, int(port)):
                time.sleep(0.05)
            yield found[0]
        finally:
            process.terminate()


def drained(lines: Iterable[str]) -> None:
    """Read lines for as long as there are any."""
    for _ in lines:
        pass


def answers(host: str, port: int) -> bool:
    """Say whether somebody listens: some servers tell their address before they do."""
    with socket.socket() as probe:
        return probe.connect_ex((host, port)) == 0


def launch(playwright: Playwright) -> Browser:
    """Start Debian's Chromium, or the one that CSTO_MAP_CHROMIUM names."""
    names = filter(None, (os.environ.get("CSTO_MAP_CHROMIUM"), *CHROMIUMS))
    path = next(filter(None, map(shutil.which, names)), None)
    if path is None:
        raise SystemExit("no Chromium was found: see scripts/chromium")
    return playwright.chromium.launch(executable_path=path, args=FLAGS)


def timed(call: Callable[[], object]) -> float:
    """Milliseconds that a call took."""
    started = time.perf_counter()
    call()
    return 1000 * (time.perf_counter() - started)


def p50(times: Times) -> float:
    """Give the median."""
    return statistics.median(times)


def p95(times: Times) -> float:
    """Give the value that 95 % stay below."""
    ordered = sorted(times)
    return ordered[min(len(ordered) - 1, int(0.95 * len(ordered)))]


if __name__ == "__main__":
    raise SystemExit(main())
