"""Jobs while there is no room left, and while the data change: each has an end, and says which.

What is full is a limit of the system on the size of files, which any user may set for their own
processes: SQLite cannot write its log, nobody a file.
"""

import contextlib
import json
import os
import resource
import shutil
import signal

import pytest
import toy_world
from csto_map.app.jobs import queue
from csto_map.app.jobs.queue import Place
from csto_map.app.jobs.store import DiskStore
from csto_map.app.jobs.work import do
from csto_map.app.unavailable import NoRoom
from job_world import ENV, done, family_of, half_way, named, serving, until

from csto_map.atlas import Atlas

SHORT = {"from": "2000", "to": "2003", "step": "year", "dwell": "0", "end": "0", "size": "640x360"}
LONG = {**SHORT, "to": "2000-08", "step": "day"}


@pytest.fixture(scope="module")
def data(tmp_path_factory):
    return toy_world.write(tmp_path_factory.mktemp("no-room") / "toy")


@pytest.fixture(scope="module")
def house(data, tmp_path_factory):
    """A server, its process, its data and its folder for jobs."""
    folder = tmp_path_factory.mktemp("house")
    own = shutil.copytree(data, folder / "toy")
    env = {**ENV, "CSTO_MAP_JOBS_FOLDER": str(folder / "jobs")}
    with serving(own, env) as (server, process):
        yield server, process, own, folder / "jobs"


@contextlib.contextmanager
def full(pids=(0,)):
    """Let no file of some processes grow; 0 is this one."""
    before = [(pid, resource.prlimit(pid, resource.RLIMIT_FSIZE)) for pid in pids]
    try:
        for pid, (_, most) in before:
            resource.prlimit(pid, resource.RLIMIT_FSIZE, (0, most))
        yield
    finally:
        for pid, bounds in before:
            # The process of a job has ended meanwhile.
            with contextlib.suppress(ProcessLookupError):
                resource.prlimit(pid, resource.RLIMIT_FSIZE, bounds)


def test_jobs_end_in_words_when_nothing_more_can_be_written(house):
    server, process, _, folder = house
    jobs = [server.start(LONG), server.start(SHORT)]
    server.until(jobs[0], half_way)
    with full(family_of(process.pid)):
        for job in jobs:
            found = server.until(job, done, 60)
            assert found["state"] == "failed", found
            assert "room" in found["error"]
            assert str(folder) not in found["error"]
        asked = {"kind": "film", "ending": ".mp4", "options": SHORT}
        status, body, headers = server.ask("POST", "/jobs", asked)
        assert (status, b"no room for files" in body) == (503, True)
        assert int(headers["Retry-After"]) > 0
        status, body, _ = server.ask("GET", "/readyz")
        assert (status, json.loads(body)["checks"]["store"]) == (503, "failed")
        assert server.ask("GET", "/livez")[0] == 200
        assert server.ask("GET", "/export.svg?date=2001")[0] == 200
    assert until(lambda: server.ask("GET", "/readyz")[0] == 200)
    assert server.until(server.start(SHORT), done)["state"] == "done"
    # What has ended stays ended.
    assert [server.look(job)["state"] for job in jobs] == ["failed", "failed"]
    assert not list((folder / "work").glob("csto-map-job-*"))


def changed(data):
    """Change a remark in a data folder, and with it the version."""
    table = data / "tables" / "sites.csv"
    text = table.read_text(encoding="utf-8")
    table.write_text(text.replace("unknown,,paper", "unknown,Anew,paper"), encoding="utf-8")
    return Atlas.load(data).version


def test_a_job_at_work_when_new_data_come_is_made_and_says_of_which(house):
    server, process, data, folder = house
    before = Atlas.load(data).version
    job = server.start(LONG)
    seen = server.until(job, half_way)
    assert seen["version"] == before
    # It shall not be done before the new data are there.
    (maker,) = named(family_of(process.pid), "csto_map.app.jobs.work")
    os.kill(maker, signal.SIGSTOP)
    after = changed(data)
    assert after != before
    os.kill(process.pid, signal.SIGHUP)
    assert until(lambda: server.look(job)["version"] == after)
    os.kill(maker, signal.SIGCONT)
    found = server.until(job, done)
    assert (found["state"], found["version"]) == ("done", after), found
    assert server.film(job) == seen["total"]
    # What a server needs for as long as it lives is no draft, however old it is.
    (copy,) = (folder / "work").glob("csto-map-data-*")
    os.utime(copy, (0, 0))
    assert server.until(server.start(SHORT), done)["version"] == after
    assert copy.is_dir()


def test_a_store_that_was_full_keeps_nobody_out_afterwards(tmp_path):
    """What SQLite cannot commit is an open transaction, which would lock all others out."""
    one, other = DiskStore(tmp_path), DiskStore(tmp_path)
    with one.cache, other.cache:
        queue.accept(one, "job", {"at": 0})
        with full():
            for act in (lambda: one.put("x", 1), lambda: one.add("x", 1, 9), one.probe):
                with pytest.raises(NoRoom, match="no room for files"):
                    act()
            with pytest.raises(NoRoom):
                queue.turn(one, "job", queue.OPEN, state="running")
            assert queue.state_of(one, "job") == "queued"
            one.shut_door("job")
            assert queue.state_of(other, "job") == "failed"
        for store in (other, one):
            store.probe()
            assert queue.told(store, "job") == {"state": "failed", "error": queue.UNKEPT}
            # Whoever still works at it is not heard.
            assert not queue.turn(store, "job", queue.OPEN, state="done")


def accepted(store, job, version):
    asked = {"kind": "film", "ending": ".zip", "options": SHORT, "parts": 1}
    queue.accept(store, job, {**asked, "version": version})


def test_a_job_ends_in_words_when_redis_has_no_room(data, broker):
    place = Place("", broker, "", data, "")
    store = place.store()
    version = Atlas.load(data).version
    accepted(store, "full", version)
    store._redis.config_set("maxmemory", 1)
    try:
        with pytest.raises(NoRoom, match="no room"):
            store.probe()
        do(store, place, "full", "me")
        assert queue.told(store, "full") == {"state": "failed", "error": queue.UNKEPT}
    finally:
        store._redis.config_set("maxmemory", 0)
    accepted(store, "free", version)
    do(store, place, "free", "me")
    assert queue.state_of(store, "free") == "done"


def test_workers_with_other_data_share_no_job(data, broker, tmp_path):
    other = shutil.copytree(data, tmp_path / "other")
    after, before = changed(other), Atlas.load(data).version
    place = Place("", broker, "", data, "")
    store = place.store()
    # The first one to come decides, whatever the web process had.
    accepted(store, "asked", after)
    do(store, place, "asked", "me")
    assert queue.told(store, "asked")["version"] == before
    # Whoever has other data leaves it to those who have the same,
    accepted(store, "begun", after)
    assert queue.settled(store, "begun", after) == after
    do(store, place, "begun", "me")
    assert queue.told(store, "begun")["state"] == "running"
    # until these are lost.
    assert queue.again(store, "begun")
    do(store, place, "begun", "me")
    assert queue.told(store, "begun")["version"] == before
    # One whose data are taken away says nothing of the job, which others begin anew.
    accepted(store, "lost", after)
    shutil.rmtree(other)
    with pytest.raises(SystemExit, match="its data are gone"):
        do(store, Place("", broker, "", other, ""), "lost", "me")
    assert queue.state_of(store, "lost") in queue.OPEN
