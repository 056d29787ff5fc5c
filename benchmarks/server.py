"""Time a server that is asked for much at once; ``make bench`` calls it.

The worst answer of ``/healthz`` beside twelve of the largest pictures, and the history by month as
a film over Redis with two workers, of which one is killed half-way, twice in a row.
"""

from __future__ import annotations

import contextlib
import json
import os
import re
import signal
import socket
import subprocess
import sys
import tempfile
import threading
import time
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from typing import Any

import httpx
from bench import Report, answers, server
from loop_probe import loops, probed

COMMAND = [sys.executable, "-m", "csto_map.cli"]
# As large as anybody may ask for: 15.96 million pixels.
LARGE = "size=5320x3000"
PICTURES = 12
TARGET_MS = 50
FILM = {"from": "1992-05", "to": "2025-12", "step": "month"}
MONTHS = 404


def main() -> int:
    """Measure, print; 1 if a target was missed."""
    cores, busy = os.cpu_count() or 1, os.getloadavg()[0]
    print(f"Server under load; {cores} processors, load {busy:.1f}")
    if busy > cores / 2:
        print("The machine is busy with other things: times are longer than they need be.")
    report = Report()
    for web in ("1", "2"):
        words = "serve", "--port", "0", "--workers", web
        with tempfile.TemporaryDirectory() as folder, server(probed(folder, *words)) as url:
            health(url, f"healthz, {web} web process{'es' if web > '1' else ''}", report)
            loops(report, folder)
    films(report)
    return min(report.missed, 1)


def health(url: str, what: str, report: Report) -> None:
    """Ask for the health again and again while large pictures are drawn."""
    stop, times = threading.Event(), []
    # The first picture waits for a process to come up, as the first visitor of a day does.
    httpx.get(f"{url}export.png?date=2000", timeout=60).raise_for_status()

    def ask() -> None:
        with httpx.Client(timeout=60) as client:
            while not stop.is_set():
                began = time.perf_counter()
                client.get(f"{url}healthz").raise_for_status()
                times.append(1000 * (time.perf_counter() - began))
                stop.wait(0.02)

    # Made beforehand: to read certificates takes the time that is measured.
    pictures = httpx.Client(timeout=300, limits=httpx.Limits(max_connections=PICTURES))
    asking = threading.Thread(target=ask)
    asking.start()
    began = time.perf_counter()
    with pictures, ThreadPoolExecutor(PICTURES) as threads:
        drawn = list(
            threads.map(
                lambda k: pictures.get(f"{url}export.png?date={1995 + k}&{LARGE}"),
                range(PICTURES),
            )
        )
    took = time.perf_counter() - began
    stop.set()
    asking.join()
    report.times(f"{what}, ms", times, f"max < {TARGET_MS}", max(times) < TARGET_MS)
    codes = [answer.status_code for answer in drawn]
    report.line(f"  {PICTURES} pictures of 16 MP", f"{took:.1f} s", "all 200", set(codes) == {200})


def films(report: Report) -> None:
    """Make the film twice, each time with a worker killed half-way."""
    with tempfile.TemporaryDirectory() as folder, broker(folder) as url:
        os.environ["CSTO_MAP_BROKER_URL"] = url
        workers = [worker(), worker()]
        try:
            with server([*COMMAND, "serve", "--port", "0"]) as address:
                for turn in ("first", "second"):
                    began = time.perf_counter()
                    state = film(address, workers)
                    took = time.perf_counter() - began
                    what = f"{MONTHS} months over Redis, worker killed, {turn}"
                    report.line(what, f"{took:.1f} s", "done", state == "done")
        finally:
            del os.environ["CSTO_MAP_BROKER_URL"]
            for one in workers:
                one.terminate()
                one.wait()


def film(address: str, workers: list[subprocess.Popen[bytes]]) -> str:
    """Make a film, kill the worker that has it half-way, start another; say how it ended."""
    killed = False
    with httpx.Client(base_url=address, timeout=60) as client:
        asked = {"kind": "film", "ending": ".mp4", "options": FILM}
        job: dict[str, Any] = client.post("/jobs", json=asked).raise_for_status().json()
        while job["state"] in ("queued", "running"):
            time.sleep(0.2)
            job = json.loads(client.get(f"/jobs/{job['id']}").raise_for_status().text)
            if not killed and job["done"] >= MONTHS // 2:
                busy = next(one for one in workers if children(one.pid))
                busy.send_signal(signal.SIGKILL)
                busy.wait()
                workers.remove(busy)
                workers.append(worker())
                killed = True
    return job["state"] if killed else "nobody was killed"


def worker() -> subprocess.Popen[bytes]:
    """Start a worker."""
    return subprocess.Popen(
        [*COMMAND, "worker"], stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL
    )


def children(pid: int) -> str:
    """Give the process ids of a process's children, of all its threads."""
    listing = subprocess.run(
        ["ps", "-o", "pid=", "--ppid", str(pid)], check=False, capture_output=True, text=True
    )
    return re.sub(r"\s+", " ", listing.stdout).strip()


@contextlib.contextmanager
def broker(folder: str) -> Iterator[str]:
    """Run a Redis until the block ends; give its address."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port: int = probe.getsockname()[1]
    words = ["--port", str(port), "--bind", "127.0.0.1", "--save", "", "--dir", folder]
    process = subprocess.Popen(["redis-server", *words], stdout=subprocess.DEVNULL)
    try:
        while not answers("127.0.0.1", port):
            time.sleep(0.05)
        yield f"redis://127.0.0.1:{port}/0"
    finally:
        process.terminate()
        process.wait()


if __name__ == "__main__":
    raise SystemExit(main())
