"""Background jobs: through the queue on disk and through Redis, whole or not at all."""

import contextlib
import io
import json
import os
import resource
import signal
import time
import zipfile
from pathlib import Path
from urllib.parse import urlencode

import pytest
import toy_world
from click.testing import CliRunner
from csto_map.app.jobs.queue import Place, accept
from csto_map.app.jobs.store import RedisStore
from csto_map.app.jobs.work import do
from job_world import (
    ENV,
    at_once,
    children_of,
    done,
    family_of,
    half_way,
    named,
    running,
    serving,
    until,
)

from csto_map.atlas import Atlas
from csto_map.cli import main

SHORT = {"from": "2000", "to": "2003", "step": "year", "dwell": "0", "end": "0"}
SHORT["size"] = "640x360"
# Long enough to be killed or cancelled half-way.
LONG = {"from": "2000", "to": "2005", "step": "day", "dwell": "0", "size": "960x540"}
# A job that is begun anew.
HALF = {**LONG, "to": "2000-06-30", "end": "0"}


@pytest.fixture(scope="module")
def data(tmp_path_factory):
    return toy_world.write(tmp_path_factory.mktemp("jobs") / "toy")


@pytest.fixture(scope="module")
def disk(data):
    """Two web processes over the queue on disk."""
    with serving(data, ENV, "--workers", "2") as (server, process):
        yield server, process


def test_a_film_is_made_on_disk_and_any_web_process_gives_it(disk):
    server, _ = disk
    job = server.start(SHORT)
    found = server.until(job, done)
    assert found["state"] == "done", found
    assert found["file"] == f"/jobs/{job}/file"
    # Connections fall to either process.
    assert {server.film(job) for _ in range(6)} == {4}


def test_what_a_film_will_be_like_is_told_before_it_is_asked_for(disk):
    server, _ = disk
    query = urlencode({**SHORT, "length": "6", "ending": ".gif"})
    status, body, _ = server.ask("GET", f"/film-forecast?{query}")
    coming = json.loads(body)
    assert status == 200
    assert (coming["pictures"], coming["frames"], coming["seconds"]) == (4, 72, 6.0)
    assert coming["bytes"] > 1000
    assert coming["wait"] > 0


@pytest.mark.parametrize(
    ("asked", "told"),
    [
        ({"fps": "60", "ending": ".gif"}, "more than the 50"),
        ({"ending": ".exe"}, "ending '.exe' does not exist"),
        ({"speed": "1", "length": "6"}, "give one of them"),
        ({"moon": "full"}, "moon"),
    ],
)
def test_what_no_job_would_make_has_no_forecast(disk, asked, told):
    server, _ = disk
    status, body, _ = server.ask("GET", f"/film-forecast?{urlencode({**SHORT, **asked})}")
    assert status == 400
    assert told in body.decode()


def test_several_web_processes_share_the_port(disk):
    server, process = disk
    assert server.ask("GET", "/healthz")[0] == 200
    family = named(family_of(process.pid), "serve")
    # Those that nobody is a copy of serve; above them stand who looks after them and its data.
    assert len([pid for pid in family if not named(children_of(pid), "serve")]) == 2


def test_progress_is_told_and_a_cancelled_job_gives_no_file(disk):
    server, _ = disk
    job = server.start(LONG)
    seen = server.until(job, half_way)
    assert seen["total"] == 1828
    assert server.ask("GET", f"/jobs/{job}/file")[0] == 404
    assert server.ask("DELETE", f"/jobs/{job}")[0] == 204
    assert server.look(job)["state"] == "cancelled"
    # The next one has its turn at once.
    assert server.until(server.start(SHORT), done, 30)["state"] == "done"
    assert server.ask("GET", f"/jobs/{job}/file")[0] == 404


def makers(job):
    """Process ids that work on a job of the queue on disk."""
    found = []
    for path in Path("/proc").glob("[0-9]*/cmdline"):
        with contextlib.suppress(OSError):
            words = path.read_bytes().split(b"\0")
            if job.encode() in words and b"csto_map.app.jobs.work" in words:
                found.append(int(path.parent.name))
    return found


def test_a_job_on_disk_whose_process_is_killed_begins_anew(disk):
    server, _ = disk
    job = server.start(HALF)
    server.until(job, half_way)
    (pid,) = makers(job)
    os.kill(pid, signal.SIGKILL)
    found = server.until(job, done)
    assert found["state"] == "done", found
    assert server.film(job) == 182


def refused_beyond_the_limit(server, process):
    """Of twenty jobs at once as many are taken as are allowed; gives those."""
    asked = {"kind": "film", "ending": ".mp4", "options": LONG}
    found = at_once(lambda _: server.ask("POST", "/jobs", asked), 20)
    taken = [json.loads(body)["id"] for status, body, _ in found if status == 202]
    refused = [headers for status, _, headers in found if status == 503]
    assert (len(taken), len(refused)) == (8, 12)
    assert all(int(headers["Retry-After"]) > 0 for headers in refused)
    # One at most is being made, and those that wait are no processes.
    assert len(named(family_of(process.pid), "csto_map.app.jobs.work")) <= 1
    return taken


def test_of_twenty_jobs_at_once_as_many_are_taken_as_are_allowed(disk):
    server, process = disk
    for _ in range(2):
        taken = refused_beyond_the_limit(server, process)
        assert until(lambda: named(family_of(process.pid), "csto_map.app.jobs.work"))
        for job in taken:
            assert server.ask("DELETE", f"/jobs/{job}")[0] == 204
        assert all(server.look(job)["state"] == "cancelled" for job in taken)


def test_jobs_have_their_turn_in_the_order_they_came(disk):
    server, _ = disk
    jobs = [server.start(SHORT) for _ in range(3)]
    assert server.until(jobs[2], done)["state"] == "done"
    found = [server.look(job) for job in jobs]
    assert [one["state"] for one in found] == ["done"] * 3
    assert all(one["done"] == one["total"] > 1 for one in found)


def test_a_server_that_ends_takes_its_folder_with_it(data, tmp_path):
    env = {**ENV, "TMPDIR": str(tmp_path)}
    with serving(data, env) as (server, process):
        server.start(LONG)
        assert list(tmp_path.glob("csto-map-jobs-*"))
        process.terminate()
        process.wait(timeout=60)
    for _ in range(100):
        if not list(tmp_path.iterdir()):
            return
        time.sleep(0.2)
    pytest.fail(f"left behind: {list(tmp_path.iterdir())}")


@pytest.mark.parametrize(
    ("body", "said"),
    [
        ({"kind": "song", "ending": ".mp4"}, "there are film"),
        ({"kind": "film", "ending": ".avi"}, "there are .mp4, .gif"),
        ({"kind": "film", "ending": ".mp4", "options": {"step": "week"}}, "day, month"),
        ({"kind": "film", "ending": ".mp4", "options": {"size": "x"}}, "there are slide"),
        ({"kind": "film", "ending": ".mp4", "options": {"color": "red"}}, "no option of a film"),
        ({"kind": "film", "ending": ".mp4", "options": [1]}, "not a JSON object"),
        (
            {
                "kind": "film",
                "ending": ".gif",
                "options": {**LONG, "size": "4000x4000"},
            },
            "too much",
        ),
    ],
)
def test_what_cannot_be_made_is_refused_with_a_line(disk, body, said):
    status, text, _ = disk[0].ask("POST", "/jobs", body)
    assert status == 400
    assert said in text.decode()


def test_only_json_starts_a_job_and_ids_are_not_guessed(disk):
    server, _ = disk
    body = {"kind": "film", "ending": ".mp4", "options": SHORT}
    assert server.ask("POST", "/jobs", body, "text/plain")[0] in (415, 422)
    for path in ("/jobs/1", "/jobs/" + 22 * "A", "/jobs/..%2f..%2fetc"):
        assert server.ask("GET", path)[0] == 404
        assert server.ask("DELETE", path)[0] in (404, 405)


def test_jobs_show_the_layers_of_the_server_and_never_say_where_they_lie(data, tmp_path):
    layer = tmp_path / "sites.csv"
    layer.write_text("lat,lon,start,end\n45,65,2001,2002\n95,65,2001,\n")
    plan = "title: T\nviews:\n  - date: 2001-05-01\n    own: [sites.csv]\n"
    with serving(data, ENV, "--layer", str(layer)) as (server, _):
        with_it = server.start({**SHORT, "own": "sites.csv"})
        without = server.start(SHORT)
        pack = {"kind": "pack", "ending": ".pptx", "options": {"plan": plan}}
        briefing = json.loads(server.ask("POST", "/jobs", pack)[1])["id"]
        for job in (with_it, without, briefing):
            assert server.until(job, done)["state"] == "done"
        films = [server.ask("GET", f"/jobs/{job}/file")[1] for job in (with_it, without)]
        assert films[0] != films[1]
        assert b"Own layer: sites.csv" in films[0]
        slides = zipfile.ZipFile(io.BytesIO(server.ask("GET", f"/jobs/{briefing}/file")[1]))
        assert "Own layer: sites.csv" in slides.read("ppt/slides/slide2.xml").decode()

        refused = {"kind": "film", "ending": ".mp4", "options": {**SHORT, "own": "x"}}
        status, text, _ = server.ask("POST", "/jobs", refused)
        assert (status, text) == (400, b"user layer 'x' does not exist; there are sites.csv")

        layer.unlink()
        found = server.until(server.start({**SHORT, "own": "sites.csv"}), done)
        assert found["state"] == "failed"
        assert found["error"] == "a layer that the server was started with cannot be read anew"


def test_workers_make_every_kind_of_file_and_any_web_process_gives_it(data, broker):
    # A warning would end a job's process.
    env = {**ENV, "CSTO_MAP_BROKER_URL": broker, "PYTHONWARNINGS": "error::RuntimeWarning"}
    plan = "title: T\nviews:\n  - date: 2001-05-01\n"
    words = ["worker", "--data", str(data), "--concurrency", "2"]
    with contextlib.ExitStack() as stack:
        server, process = stack.enter_context(serving(data, env, "--workers", "2"))
        for job in refused_beyond_the_limit(server, process):
            assert server.look(job)["no_worker"] is True
            assert server.ask("DELETE", f"/jobs/{job}")[0] == 204
        _, worker = stack.enter_context(running(words, env, "Working on jobs"))
        # The process that makes a film is killed; others have their turn meanwhile.
        job = server.start(HALF)
        server.until(job, half_way)
        for child in children_of(worker.pid):
            os.kill(child, signal.SIGKILL)
        frames = server.start(SHORT, ".zip")
        pack = {"kind": "pack", "ending": ".pptx", "options": {"plan": plan}}
        briefing = json.loads(server.ask("POST", "/jobs", pack)[1])["id"]
        gone = server.start(LONG)
        server.until(gone, half_way)
        assert server.ask("DELETE", f"/jobs/{gone}")[0] == 204
        for one in (job, frames, briefing):
            found = server.until(one, done)
            assert found["state"] == "done", found
        assert server.look(gone)["state"] == "cancelled"
        assert server.ask("GET", f"/jobs/{gone}/file")[0] == 404
        # Connections fall to either web process.
        assert {server.film(job) for _ in range(6)} == {182}
        for one, inside in ((frames, "0004_2003-01-01.png"), (briefing, "ppt/presentation.xml")):
            status, body, _ = server.ask("GET", f"/jobs/{one}/file")
            assert status == 200
            assert inside in zipfile.ZipFile(io.BytesIO(body)).namelist()
        store = RedisStore(broker)
        # What the killed ones had is all that was begun anew.
        assert f"retry:{job}:0:0" in store.keys("retry:")
        assert store.keys("retry:") == store.keys(f"retry:{job}:")
        # Only finished files are left.
        assert sorted(store.keys("file:")) == sorted(
            f"file:{one}" for one in (job, frames, briefing)
        )


@pytest.mark.parametrize(
    ("queue", "ending"), [("disk", ".mp4"), ("disk", ".zip"), ("redis", ".zip")]
)
def test_a_full_disk_is_told_without_saying_where_it_is(data, tmp_path, request, queue, ending):
    """A limit of the system on files does what a full disk does: the write fails half-way."""
    if queue == "redis":
        place = Place("", request.getfixturevalue("broker"), "", data, "")
    else:
        place = Place(str(tmp_path), "", "", data, "")
    store, job = place.store(), f"full{queue}{ending}"
    options = {**SHORT, "size": "3200x1800"}
    asked = {"kind": "film", "ending": ending, "options": options, "parts": 1}
    accept(store, job, {**asked, "version": Atlas.load(data).version})
    before = resource.getrlimit(resource.RLIMIT_FSIZE)
    resource.setrlimit(resource.RLIMIT_FSIZE, (150_000, before[1]))
    try:
        do(store, place, job, "me")
    finally:
        resource.setrlimit(resource.RLIMIT_FSIZE, before)
    found = store.get(f"state:{job}")
    assert found["state"] == "failed"
    assert "cannot be written: File too large" in found["error"]
    assert "/" not in found["error"]
    assert store.file(job) is None
    if queue == "disk":
        store.cache.close()


@pytest.mark.parametrize(
    ("broker", "said"),
    [
        (None, "needs CSTO_MAP_BROKER_URL"),
        ("redis://127.0.0.1:1/0", "no Redis answers"),
        ("nonsense", "CSTO_MAP_BROKER_URL"),
    ],
)
def test_a_worker_without_a_broker_says_what_it_needs(data, broker, said):
    words = ["worker", "--data", str(data)]
    ended = CliRunner().invoke(main, words, env={"CSTO_MAP_BROKER_URL": broker})
    assert ended.exit_code == 2
    assert said in ended.stderr.splitlines()[-1]
    assert "Traceback" not in ended.stderr


def test_a_place_for_files_of_workers_needs_workers(data, tmp_path):
    env = {"CSTO_MAP_STORE_URL": tmp_path.as_uri(), "CSTO_MAP_BROKER_URL": None}
    ended = CliRunner().invoke(main, ["serve", "--data", str(data)], env=env)
    assert ended.exit_code == 2
    assert "without CSTO_MAP_BROKER_URL there are none" in ended.stderr.splitlines()[-1]
