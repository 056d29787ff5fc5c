"""Ask the API as many programs at once would, and print how long its answers take.

Requests go out at fixed moments, whether or not earlier ones are answered, and each is
timed from its moment: a slow answer cannot hide by holding up the questions behind it.
"""

from __future__ import annotations

import asyncio
import os
import random
import sys
import time
from collections import Counter, defaultdict
from datetime import timedelta

import httpx
from bench import Report, p95, server

from csto_map.atlas import Atlas
from csto_map.exchange.writing import frames

RATE = 50
SECONDS = 20
TARGET_MS = 30


def main() -> int:
    """Measure, print; 1 if a target was missed or an answer failed."""
    cores, busy = os.cpu_count() or 1, os.getloadavg()[0]
    print(f"API, {RATE} requests a second for {SECONDS} s; {cores} processors, load {busy:.1f}; ms")
    if busy > cores / 2:
        print("The machine is busy with other things: times are longer than they need be.")
    report = Report()
    asked = questions(Atlas.load(), RATE * SECONDS)
    with server([sys.executable, "-m", "csto_map.cli", "serve", "--port", "0"]) as url:
        for what in ("every question new", "the same questions again"):
            times, statuses = asyncio.run(load(f"{url}api/v1", asked))
            every = [one for series in times.values() for one in series]
            met = p95(every) <= TARGET_MS
            report.times(f"API, {what}", every, f"p95 at most {TARGET_MS} ms", met)
            for kind, series in sorted(times.items()):
                report.times(f"  {kind}", series)
            good = statuses[200] == len(asked)
            report.line("  answers by status", str(dict(statuses)), "all 200", good)
    return min(report.missed, 1)


def questions(atlas: Atlas, count: int) -> list[tuple[str, str]]:
    """Make questions as programs ask them: most of a day, few of the whole."""
    rng = random.Random(5)
    span = (atlas.horizon - atlas.first).days

    def day() -> str:
        return (atlas.first + timedelta(days=rng.randrange(span))).isoformat()

    def period() -> str:
        first, last = sorted((day(), day()))
        return f"from={first}&to={last}"

    makers = {
        "snapshot": lambda: f"/snapshot?date={day()}",
        "layer": lambda: f"/layers/{rng.choice(list(frames.TITLES))}.geojson?date={day()}",
        "layer in a box": lambda: f"/layers/sites.geojson?date={day()}&bbox=60,35,80,55",
        "changes": lambda: f"/changes?{period()}",
        "difference": lambda: f"/diff?{period()}",
        "source": lambda: f"/sources/{rng.choice(atlas.tables.sources).source_id}",
        "table": lambda: f"/tables/{rng.choice(['sites', 'units', 'events', 'memberships'])}",
        "atlas": lambda: "/atlas",
    }
    often = [30, 30, 10, 10, 5, 8, 4, 3]
    kinds = rng.choices(list(makers), weights=often, k=count)
    return [(kind, makers[kind]()) for kind in kinds]


async def load(
    base: str, asked: list[tuple[str, str]]
) -> tuple[dict[str, list[float]], Counter[int]]:
    """Send the questions at their moments; give times by kind, and how often which status."""
    times: dict[str, list[float]] = defaultdict(list)
    statuses: Counter[int] = Counter()
    async with httpx.AsyncClient(base_url=base, timeout=30) as client:
        await client.get("/atlas")
        start = time.perf_counter() + 0.1

        async def ask(k: int, kind: str, path: str) -> None:
            due = start + k / RATE
            await asyncio.sleep(max(0.0, due - time.perf_counter()))
            response = await client.get(path)
            times[kind].append(1000 * (time.perf_counter() - due))
            statuses[response.status_code] += 1

        await asyncio.gather(*(ask(k, kind, path) for k, (kind, path) in enumerate(asked)))
    return times, statuses


if __name__ == "__main__":
    raise SystemExit(main())
