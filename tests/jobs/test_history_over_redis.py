"""The shipped history by month, shared by real workers over a real Redis.

One server, one Redis, one folder of files; workers come and go.
"""

import contextlib
import os
import signal
import subprocess
from dataclasses import dataclass, field
from pathlib import Path

import pytest
import redis as redis_client
from job_world import (
    ENV,
    Server,
    alive,
    children_of,
    done,
    family_of,
    redis,
    running,
    serving,
    until,
)

from csto_map import paths
from csto_map.export.films import film
from csto_map.export.films.film_options import read

# Smaller, plainer and nearer than the page asks for it: workers and their ends are tested here,
# and every month is drawn all the same.
HISTORY = {
    "from": "1992-05",
    "to": "2025-12",
    "step": "month",
    "dwell": "0",
    "view": "kyrgyzstan",
    "size": "640x360",
    "ground": "plain",
    "numbers": "off",
    "insets": "off",
}
MONTHS = 404
# Enough of it to be cut short.
SOME_YEARS = {**HISTORY, "to": "2003-12"}
# A machine that runs other tests at the same time may take long; seconds.
PATIENCE = 900


@dataclass
class House:
    """A server and its Redis, and workers as they are needed."""

    stack: contextlib.ExitStack
    folder: Path
    server: Server = None
    broker: subprocess.Popen = None
    env: dict = field(default_factory=dict)
    workers: list = field(default_factory=list)

    def worker(self):
        """Start one more worker, of one process at a time."""
        words = ["worker", "--concurrency", "1"]
        _, process = self.stack.enter_context(running(words, self.env, "Working on jobs"))
        self.workers.append(process)
        return process

    def busy(self):
        """Workers that have a process for a job."""
        return [worker for worker in self.workers if children_of(worker.pid)]

    def redis(self):
        return redis_client.Redis.from_url(self.env["CSTO_MAP_BROKER_URL"])

    def value(self, key):
        return self.redis().get(f"csto-map:{key}")

    def count(self, pattern):
        return len(list(self.redis().scan_iter(f"csto-map:{pattern}")))

    def file(self, job):
        status, body, _ = self.server.ask("GET", f"/jobs/{job}/file")
        assert status == 200
        return body


@pytest.fixture(scope="module")
def house(tmp_path_factory):
    folder = tmp_path_factory.mktemp("house")
    with contextlib.ExitStack() as stack:
        found = House(stack, folder)
        address, found.broker = stack.enter_context(redis(folder))
        files = (folder / "files").as_uri()
        found.env = {**ENV, "CSTO_MAP_BROKER_URL": address, "CSTO_MAP_STORE_URL": files}
        found.server, _ = stack.enter_context(serving(paths.folder("geodata"), found.env))
        yield found


def test_404_months_are_finished_though_a_worker_is_killed_half_way_twice_in_a_row(
    house, real_atlas, tmp_path
):
    alone = film.make(real_atlas, read(real_atlas, HISTORY), tmp_path / "alone.mp4", workers=1)
    house.worker()
    house.worker()
    for _ in range(2):
        job = house.server.start(HISTORY)
        # Each has a share of it.
        assert until(lambda: len(house.busy()) == 2)
        seen = house.server.until(job, lambda f: done(f) or f["done"] >= MONTHS // 2, PATIENCE)
        assert (seen["state"], seen["total"]) == ("running", MONTHS)
        # The elder of both, which lived through the first time.
        lost = house.workers.pop(0)
        family = family_of(lost.pid)
        assert len(family) > 1
        os.kill(lost.pid, signal.SIGKILL)
        kept = house.count(f"part:{job}:*")
        # Nobody goes on for a worker that is gone.
        assert until(lambda: not [pid for pid in family[1:] if alive(pid)])  # noqa: B023
        found = house.server.until(job, done, PATIENCE)
        assert found["state"] == "done", found
        assert (found["done"], found["total"]) == (MONTHS, MONTHS)
        # What it had in hand was made anew, and nothing else.
        assert kept > 2
        assert house.count(f"retry:{job}:*") == 1
        assert house.file(job) == alone.read_bytes()
        # Parts are gone once they are joined.
        kept_files = (house.folder / "files").rglob(f"{job}*")
        assert [path.name for path in kept_files] == [job]
        house.worker()


def test_a_worker_that_ends_hands_its_job_on_and_that_nobody_works_is_said(
    house, real_atlas, tmp_path
):
    last = (house.workers or [house.worker()])[0]
    for worker in house.workers[1:]:
        worker.terminate()
        worker.wait(timeout=120)
    job = house.server.start(SOME_YEARS)
    house.server.until(job, lambda found: found["done"] >= 8, PATIENCE)
    assert house.server.look(job)["no_worker"] is False
    family = family_of(last.pid)
    last.terminate()
    # Long before the film could be done.
    found = house.server.until(job, lambda found: found["state"] != "running")
    assert found["state"] == "queued"
    # Killed ones are believed to live for a few seconds.
    assert until(lambda: house.server.look(job)["no_worker"])
    last.wait(timeout=120)
    assert not [pid for pid in family if alive(pid)]
    house.workers.clear()
    house.worker()
    found = house.server.until(job, done, PATIENCE)
    assert found["state"] == "done", found
    path = film.make(real_atlas, read(real_atlas, SOME_YEARS), tmp_path / "alone.mp4")
    assert house.file(job) == path.read_bytes()


def test_without_its_broker_the_server_says_when_to_come_again_and_goes_on_after_it(house):
    address = house.env["CSTO_MAP_BROKER_URL"]
    port = address.rpartition(":")[2].partition("/")[0]
    if not house.workers:
        house.worker()
    house.broker.terminate()
    house.broker.wait(timeout=60)
    asked = {"kind": "film", "ending": ".mp4", "options": HISTORY}
    for method, path, body in (
        ("POST", "/jobs", asked),
        ("GET", "/jobs/" + 22 * "A", None),
        ("GET", "/jobs/" + 22 * "A" + "/file", None),
        ("DELETE", "/jobs/" + 22 * "A", None),
    ):
        status, text, headers = house.server.ask(method, path, body)
        assert status == 503, (path, text)
        assert int(headers["Retry-After"]) > 0
        assert headers["Content-Type"] == "application/problem+json"
        assert b"does not answer" in text
        assert port.encode() not in text
    assert house.server.ask("GET", "/export.svg?date=2009")[0] == 200
    # Nothing is started by hand but the broker.
    with redis(house.folder, port):
        job = house.server.start({**HISTORY, "to": "1993-05"})
        assert house.server.until(job, done, PATIENCE)["state"] == "done"
