"""Time the film of the whole history on workers; ``make bench`` calls it.

Two workers of one process each over a real Redis make the film that ``csto-map film`` makes alone,
in the same run: seconds from the question to the finished film, and what the processes of jobs
cost of a processor. What is more than that of the film made alone, they spend on being several.
``python benchmarks/film_workers.py --times 3`` makes it several times.
"""

from __future__ import annotations

import argparse
import os
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from pathlib import Path

import httpx
import psutil
from bench import Report, server
from server import broker

COMMAND = [sys.executable, "-m", "csto_map.cli"]
FILM = {"from": "1992-05", "to": "2025-12", "step": "month", "dwell": "0"}
MONTHS, WORKERS, TARGET_S = 404, 2, 12


def main() -> int:
    """Measure, print; 1 if a target was missed."""
    asked = argparse.ArgumentParser()
    asked.add_argument("--times", type=int, default=1)
    times = asked.parse_args().times
    cores, busy = os.cpu_count() or 1, os.getloadavg()[0]
    print(f"A film of {MONTHS} months on {WORKERS} workers; {cores} processors, load {busy:.1f}")
    if busy > cores / 2:
        print("The machine is busy with other things: times are longer than they need be.")
    report = Report()
    with tempfile.TemporaryDirectory() as name, ExitStack() as stack:
        folder = Path(name)
        alone = made_alone(folder / "alone.mp4")
        print(f"  made alone                {alone[0]:6.1f} s   processor {alone[1]:6.1f} s")
        os.environ["CSTO_MAP_BROKER_URL"] = stack.enter_context(broker(name))
        url = stack.enter_context(server([*COMMAND, "serve", "--port", "0"]))
        workers = [stack.enter_context(worker()) for _ in range(WORKERS)]
        for _ in range(times):
            before = [spent(one) for one in workers]
            seconds, body = made_by_workers(url)
            # What a process has cost is known when it has ended.
            while any(one.children() for one in workers):
                time.sleep(0.1)
            costs = [spent(one) - early for one, early in zip(workers, before, strict=True)]
            told = " + ".join(f"{one:.1f}" for one in costs)
            cost = sum(costs)
            line = f"{seconds:.1f} s, of a processor {told} = {cost:.1f} s"
            report.line("made by workers", line, f"<= {TARGET_S} s", seconds <= TARGET_S)
            equal = body == (folder / "alone.mp4").read_bytes()
            ratios = f"{seconds / alone[0]:.2f} of the time, {cost / alone[1]:.2f} of the processor"
            print(f"    {ratios} of the film made alone; {'the same' if equal else 'ANOTHER'} file")
    return min(report.missed, 1)


def made_alone(path: Path) -> tuple[float, float]:
    """Make the film by one command; give seconds and those of a processor."""
    words = [word for name, value in FILM.items() for word in (f"--{name}", value)]
    began, started = time.perf_counter(), psutil.Process().cpu_times()
    subprocess.run([*COMMAND, "film", "-o", str(path), *words], check=True, capture_output=True)
    took, ended = time.perf_counter() - began, psutil.Process().cpu_times()
    user = ended.children_user - started.children_user
    return took, user + ended.children_system - started.children_system


def made_by_workers(url: str) -> tuple[float, bytes]:
    """Ask a server for the film; give the seconds until it is done, and the film."""
    body = {"kind": "film", "ending": ".mp4", "options": FILM}
    with httpx.Client(base_url=url, timeout=60) as client:
        began = time.perf_counter()
        job = client.post("jobs", json=body).raise_for_status().json()["id"]
        while True:
            told = client.get(f"jobs/{job}").raise_for_status().json()
            if told["state"] not in ("queued", "running"):
                break
            time.sleep(0.05)
        took = time.perf_counter() - began
        if told["state"] != "done":
            raise SystemExit(f"the film is {told['state']}: {told['error']}")
        return took, client.get(f"jobs/{job}/file").raise_for_status().content


def spent(process: psutil.Process) -> float:
    """Seconds of a processor that a worker has taken, with its processes that have ended."""
    times = process.cpu_times()
    return times.user + times.system + times.children_user + times.children_system


@contextmanager
def worker() -> Iterator[psutil.Process]:
    """Run a worker of one process at a time."""
    words = [*COMMAND, "worker", "--concurrency", "1"]
    child = subprocess.Popen(
        words, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, text=True, start_new_session=True
    )
    try:
        assert child.stdout
        line = child.stdout.readline()
        if "Working on jobs" not in line:
            raise SystemExit(f"a worker said {line!r}")
        yield psutil.Process(child.pid)
    finally:
        child.terminate()
        child.wait(60)


if __name__ == "__main__":
    raise SystemExit(main())
