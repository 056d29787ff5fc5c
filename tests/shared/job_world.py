"""Real servers, real workers and a real Redis, and how to ask them for files."""

import contextlib
import io
import json
import os
import re
import signal
import socket
import subprocess
import sys
import threading
import time
import urllib.error
import urllib.request
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import av
import pytest

ENV = {name: text for name, text in os.environ.items() if not name.startswith("CSTO_MAP_")}


@contextlib.contextmanager
def running(words, env, says):
    """Run a command of ours until the block ends; give what it said, and its process."""
    command = [sys.executable, "-m", "csto_map.cli", *words]
    process = subprocess.Popen(
        command, stdout=subprocess.PIPE, text=True, env=env, start_new_session=True
    )
    try:
        line = process.stdout.readline()
        while line.startswith(("sites: ", "  ")):
            # What a server says of user layers stands before its address.
            line = process.stdout.readline()
        assert re.search(says, line), f"{words} said {line!r}"
        yield line, process
    finally:
        process.terminate()
        try:
            process.wait(timeout=60)
        except subprocess.TimeoutExpired:
            os.killpg(process.pid, signal.SIGKILL)
            process.wait()


@contextlib.contextmanager
def serving(data, env, *words):
    asked = ["serve", "--port", "0", "--data", str(data), *words]
    with running(asked, env, "http://") as (line, process):
        yield Server(re.search(r"http://[^/]+", line)[0]), process


class Server:
    def __init__(self, address):
        self.address = address

    def ask(self, method, path, body=None, kind="application/json"):
        data = None if body is None else json.dumps(body).encode()
        asked = urllib.request.Request(self.address + path, data, {"Content-Type": kind})
        asked.method = method
        try:
            with urllib.request.urlopen(asked, timeout=300) as answer:
                return answer.status, answer.read(), answer.headers
        except urllib.error.HTTPError as refused:
            return refused.code, refused.read(), refused.headers

    def start(self, options, ending=".mp4"):
        status, body, headers = self.ask(
            "POST", "/jobs", {"kind": "film", "ending": ending, "options": options}
        )
        assert status == 202, body
        found = json.loads(body)
        assert headers["Location"] == f"/jobs/{found['id']}"
        return found["id"]

    def look(self, job):
        status, body, _ = self.ask("GET", f"/jobs/{job}")
        assert status == 200, body
        return json.loads(body)

    def until(self, job, good, seconds=600):
        end = time.monotonic() + seconds
        while time.monotonic() < end:
            found = self.look(job)
            if good(found):
                return found
            time.sleep(0.2)
        pytest.fail(f"still {found} after {seconds} s")

    def film(self, job):
        status, body, headers = self.ask("GET", f"/jobs/{job}/file")
        assert status == 200
        assert headers["Content-Type"] == "video/mp4"
        with av.open(io.BytesIO(body)) as box:
            return sum(1 for _ in box.decode(video=0))


def done(found):
    return found["state"] in ("done", "failed", "cancelled")


def half_way(found):
    return found["state"] == "running" and found["done"] >= 20


@contextlib.contextmanager
def redis(folder, port=None):
    """Run a real Redis of our own; give its address and its process."""
    if port is None:
        with socket.socket() as probe:
            probe.bind(("127.0.0.1", 0))
            port = probe.getsockname()[1]
    words = ["--port", str(port), "--bind", "127.0.0.1", "--save", "", "--dir", str(folder)]
    process = subprocess.Popen(["redis-server", *words], stdout=subprocess.DEVNULL)
    try:
        for _ in range(100):
            with contextlib.suppress(OSError), socket.create_connection(("127.0.0.1", port), 1):
                break
            time.sleep(0.1)
        yield f"redis://127.0.0.1:{port}/0", process
    finally:
        process.terminate()
        process.wait(timeout=60)


def children_of(pid):
    """Process ids of the children that any thread of a process has."""
    found = []
    for path in Path(f"/proc/{pid}/task").glob("*/children"):
        with contextlib.suppress(OSError):
            found += [int(child) for child in path.read_text().split()]
    return found


def family_of(pid):
    """A process and all that come from it."""
    found = [pid]
    for child in children_of(pid):
        found += family_of(child)
    return found


def alive(pid):
    """Whether a process is there and not merely waiting to be taken note of."""
    with contextlib.suppress(OSError):
        return Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()[0] != "Z"
    return False


def until(good, seconds=120):
    """Wait for something to become true, and say whether it did."""
    end = time.monotonic() + seconds
    while time.monotonic() < end:
        if good():
            return True
        time.sleep(0.1)
    return good()


def named(pids, module):
    """Those processes that run a module of ours."""
    found = []
    for pid in pids:
        with contextlib.suppress(OSError):
            if module.encode() in Path(f"/proc/{pid}/cmdline").read_bytes().split(b"\0"):
                found.append(pid)
    return found


def at_once(act, count):
    """Call something from many threads at the same moment; give what each got."""
    ready = threading.Barrier(count)

    def one(k):
        ready.wait()
        return act(k)

    with ThreadPoolExecutor(count) as threads:
        return list(threads.map(one, range(count)))
