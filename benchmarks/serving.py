"""Time the start of a server and new data, and weigh its processes; ``make bench`` calls it.

Two web processes over the shipped facts: the start until the first answer, the memory of each
before and after it has answered much, and new data beside readers who ask without a break. Of
memory, USS is what a process has alone, PSS counts what it shares by its part.
"""

from __future__ import annotations

import os
import subprocess
import sys
import tempfile
import threading
import time
from collections import Counter
from pathlib import Path

import httpx
import psutil
from bench import Report, server

COMMAND = [sys.executable, "-m", "csto_map.cli"]
WORKERS = 2
START_S, WORKER_MB = 5, 300
PAGES, DAYS = 500, 200


def main() -> int:
    """Measure, print; 1 if a target was missed."""
    cores, busy = os.cpu_count() or 1, os.getloadavg()[0]
    print(f"A server of {WORKERS} web processes; {cores} processors, load {busy:.1f}")
    if busy > cores / 2:
        print("The machine is busy with other things: times are longer than they need be.")
    report = Report()
    with tempfile.TemporaryDirectory() as folder:
        pid_file = Path(folder) / "pid"
        os.environ["CSTO_MAP_PID_FILE"] = str(pid_file)
        began = time.perf_counter()
        with server([*COMMAND, "serve", "--port", "0", "--workers", str(WORKERS)]) as url:
            httpx.get(f"{url}healthz", timeout=60).raise_for_status()
            took = time.perf_counter() - began
            top = psutil.Process(int(pid_file.read_text().splitlines()[0]))
            spent = spent_by(copies(top))
            line = f"{took:.1f} s, of a processor {spent:.1f} s"
            report.line("start to first answer", line, f"< {START_S} s", took < START_S)
            weigh(report, "at first", top)
            for k in range(PAGES):
                httpx.get(url, timeout=60).raise_for_status()
                if k < DAYS:
                    day = f"{1992 + k % 33}-{1 + k % 12:02}-{1 + k % 28:02}"
                    asked = f"{url}api/v1/snapshot?date={day}"
                    httpx.get(asked, timeout=60).raise_for_status()
            weigh(report, f"after {PAGES} pages, {DAYS} days", top)
            anew(report, url)
    return min(report.missed, 1)


def copies(top: psutil.Process) -> list[psutil.Process]:
    """Give the supervisor, the process that loaded and the web processes: not those that draw."""
    command = top.cmdline()
    return [top, *(one for one in top.children(recursive=True) if one.cmdline() == command)]


def spent_by(processes: list[psutil.Process]) -> float:
    """Give the seconds of processor that processes have had."""
    return sum(sum(one.cpu_times()[:2]) for one in processes)


def weigh(report: Report, when: str, top: psutil.Process) -> None:
    """Print the memory of the supervisor, the process that loaded and the web processes."""
    first, loaded, *web = (one.memory_full_info() for one in copies(top))
    for what, one in (("supervisor", first), ("loaded data", loaded)):
        report.line(f"{what}, {when}", f"USS {mb(one.uss)}, PSS {mb(one.pss)} MB")
    uss, pss = max(one.uss for one in web), max(one.pss for one in web)
    met = mb(pss) < WORKER_MB
    what = f"largest web process, {when}"
    report.line(what, f"USS {mb(uss)}, PSS {mb(pss)} MB", f"PSS < {WORKER_MB} MB", met)


def mb(size: int) -> int:
    """Give a size in megabytes."""
    return round(size / 1e6)


def anew(report: Report, url: str) -> None:
    """Have the data loaded anew while four readers ask; print how long, and what they got."""
    stop, codes = threading.Event(), Counter[str]()

    def ask() -> None:
        with httpx.Client(timeout=60) as client:
            while not stop.is_set():
                try:
                    codes[str(client.get(f"{url}api/v1/atlas").status_code)] += 1
                except httpx.HTTPError as problem:
                    codes[repr(problem)] += 1

    readers = [threading.Thread(target=ask) for _ in range(4)]
    for one in readers:
        one.start()
    began = time.perf_counter()
    subprocess.run([*COMMAND, "reload"], check=True, stdout=subprocess.DEVNULL)
    took = time.perf_counter() - began
    stop.set()
    for one in readers:
        one.join()
    told = ", ".join(f"{count} times {code}" for code, count in codes.items())
    report.line(f"new data, {took:.1f} s", told, "all 200", set(codes) == {"200"})


if __name__ == "__main__":
    sys.exit(main())
