"""Time a server of two web processes that 200 readers use; ``make bench`` calls it.

Of what they ask for 30 % are pages, 40 % files of the page, 20 % snapshots of a random day by the
API, 8 % its changes, 2 % pictures. At first each reader looks at an answer for a second or so, as
people do; then all ask as fast as they are answered, which says what the server can do at most.
The client is a process of its own on the same machine, so times are upper bounds.

``--seconds`` is the length of each part; the targets are those of issue 15.
"""

from __future__ import annotations

import argparse
import asyncio
import json
import os
import random
import re
import subprocess
import sys
import tempfile
import time
from collections import Counter, defaultdict

import psutil
from bench import Report, p50, p95, server
from loop_probe import loops, probed

SERVE = ["serve", "--port", "0", "--workers", "2"]
READERS = 200
KINDS = {"page": 30, "data": 40, "snapshot": 20, "changes": 8, "export": 2}
# Milliseconds, p95.
TARGETS = {"page": 200, "data": 200, "snapshot": 500, "changes": 500}
# Megabytes that a process may have; what several have in common is shared out among them.
MOST = 300
VIEWS = ("alliance", "caucasus", "central-asia", "belarus")

Times = dict[str, list[float]]


class Reader:
    """One connection that asks for one thing after the other."""

    def __init__(self, port: int, files: list[str], number: int) -> None:
        self._port, self._files, self._rng = port, files, random.Random(number)
        self._line: tuple[asyncio.StreamReader, asyncio.StreamWriter] | None = None

    async def read(self, until: float, pause: float, times: Times, codes: Counter[str]) -> None:
        """Ask until it is time to go."""
        await asyncio.sleep(self._rng.random() * max(pause, 0.2))
        while time.perf_counter() < until:
            kind = self._rng.choices(list(KINDS), list(KINDS.values()))[0]
            began = time.perf_counter()
            code = await self._ask(self._path(kind))
            times[kind].append(1000 * (time.perf_counter() - began))
            codes[f"{kind} {code}"] += 1
            await asyncio.sleep(self._rng.random() * 2 * pause)

    def _path(self, kind: str) -> str:
        rng = self._rng
        day = f"{rng.randrange(1992, 2026)}-{rng.randrange(1, 13):02}-{rng.randrange(1, 29):02}"
        paths = {
            "page": f"/?date={day}",
            "data": rng.choice(self._files),
            "snapshot": f"/api/v1/snapshot?date={day}",
            "changes": f"/api/v1/changes?from={day[:4]}",
            "export": f"/export.png?date={day}&view={rng.choice(VIEWS)}",
        }
        return paths[kind]

    async def _ask(self, path: str) -> int:
        """Give the status of an answer, once all of it is there; 0 if the line broke."""
        try:
            if self._line is None:
                self._line = await asyncio.open_connection("127.0.0.1", self._port)
            reader, writer = self._line
            head = f"GET {path} HTTP/1.1\r\nHost: localhost\r\nAccept-Encoding: gzip\r\n\r\n"
            writer.write(head.encode())
            answer = await reader.readuntil(b"\r\n\r\n")
            size = re.search(rb"(?i)content-length: (\d+)", answer)
            if size:
                await reader.readexactly(int(size[1]))
            else:
                while (length := int(await reader.readline(), 16)) > 0:
                    await reader.readexactly(length + 2)
                await reader.readline()
            return int(answer[9:12])
        except (OSError, asyncio.IncompleteReadError, ValueError):
            self._line = None
            return 0


async def readers(port: int, seconds: float, pause: float) -> tuple[Times, Counter[str]]:
    """Let all of them read for a while."""
    line = await asyncio.open_connection("127.0.0.1", port)
    line[1].write(b"GET / HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n\r\n")
    page = (await line[0].read()).decode(errors="replace")
    files = sorted(set(re.findall(r"/static/[\w.-]+\.(?:json|js|css)", page)))
    times: Times = defaultdict(list)
    codes: Counter[str] = Counter()
    until = time.perf_counter() + seconds
    every = (Reader(port, files, n).read(until, pause, times, codes) for n in range(READERS))
    await asyncio.gather(*every)
    return times, codes


def main() -> int:
    """Measure, print; 1 if a target was missed."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--seconds", type=float, default=120)
    parser.add_argument("--client", nargs=3, help=argparse.SUPPRESS)
    given = parser.parse_args()
    if given.client:
        port, seconds, pause = given.client
        json.dump(asyncio.run(readers(int(port), float(seconds), float(pause))), sys.stdout)
        return 0
    cores, busy = os.cpu_count() or 1, os.getloadavg()[0]
    print(f"{READERS} readers of two web processes; {cores} processors, load {busy:.1f}")
    report = Report()
    with tempfile.TemporaryDirectory() as folder, server(probed(folder, *SERVE)) as url:
        port = url.rstrip("/").rpartition(":")[2]
        top = psutil.Process()
        for what, pause in (("with a look of a second", 1.0), ("without a pause", 0.0)):
            told(report, what, port, given.seconds, pause, judged=pause > 0)
            held = [one.memory_full_info().pss / 1e6 for one in top.children(recursive=True)]
            each = " + ".join(f"{one:.0f}" for one in sorted(held, reverse=True))
            met = max(held) <= MOST if pause else None
            report.line("memory of its processes, MB of PSS", each, f"each <= {MOST}", met)
            loops(report, folder)
    return min(report.missed, 1)


def told(
    report: Report, what: str, port: str, seconds: float, pause: float, *, judged: bool
) -> None:
    """Run the client and print what it found; `judged`: by the targets."""
    command = [sys.executable, __file__, "--client", port, str(seconds), str(pause)]
    done = subprocess.run(command, check=True, capture_output=True, text=True)
    times, codes = json.loads(done.stdout)
    total = sum(codes.values())
    print(f"\n{what}: {total / seconds:.0f} answers a second")
    for kind in KINDS:
        target = TARGETS.get(kind) if judged else None
        late = p95(times[kind])
        met = None if target is None else late <= target
        report.line(
            *(kind, f"p50 {p50(times[kind]):.0f}  p95 {late:.0f} ms, {len(times[kind])}"),
            *(f"p95 <= {target}" if target else "", met),
        )
    # A picture may be told to come back later; nothing else may fail.
    bad = {key: n for key, n in codes.items() if not key.endswith(" 200")}
    wrong = {key: n for key, n in bad.items() if key != "export 503"}
    report.line("other answers than 200", str(bad or "none"), "none but 503 of pictures", not wrong)


if __name__ == "__main__":
    sys.exit(main())
