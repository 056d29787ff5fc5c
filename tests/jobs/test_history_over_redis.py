"""A film of the shipped history by month, over Redis and real workers.

The toy world's films are too short to be drawn by several processes: only one of so many
states shows whether a worker may have any.
"""

import contextlib
import hashlib
import io
import os
import signal
from pathlib import Path

import av
from job_world import ENV, alive, children_of, done, family_of, redis, running, serving, until

from csto_map import paths
from csto_map.export.films import film, states
from csto_map.export.films.film_options import read

# Smaller and plainer than the page asks for it: workers and their ends are tested here, and every
# state of the map is drawn all the same.
HISTORY = {
    "from": "1992-05",
    "to": "2010-12",
    "step": "month",
    "dwell": "0",
    "size": "640x360",
    "ground": "plain",
    "numbers": "off",
    "insets": "off",
}
MONTHS = 224
# Enough of it to be cut short.
FIRST_YEARS = {**HISTORY, "to": "1996-12"}
# A machine that runs other tests at the same time may take long; seconds.
PATIENCE = 900


def frames_of(body):
    """Hashes of the decoded frames of a film, in order."""
    with av.open(io.BytesIO(body)) as box:
        frames = [frame.to_ndarray(format="rgb24") for frame in box.decode(video=0)]
    return [hashlib.sha256(frame.tobytes()).hexdigest() for frame in frames]


def by_hand(atlas, options, folder):
    """The frames of the same film as the command line makes it."""
    path = folder / "history.mp4"
    film.make(atlas, read(atlas, options), path)
    return frames_of(path.read_bytes())


def processes(atlas, options):
    """How many processes draw a film on this machine."""
    own = read(atlas, options)
    shots = film.prepare(atlas, own, Path("history.mp4"))
    return film.count(own, len(set(states.states(atlas, own, shots))), None)


def test_the_history_by_month_is_finished_when_a_worker_is_killed_twice_in_a_row(
    broker, real_atlas, tmp_path
):
    assert (os.cpu_count() or 1) == 1 or processes(real_atlas, HISTORY) > 1
    frames = by_hand(real_atlas, HISTORY, tmp_path)
    env = {**ENV, "CSTO_MAP_BROKER_URL": broker}
    with contextlib.ExitStack() as stack:

        def worker():
            return stack.enter_context(running(["worker"], env, "Working on jobs"))[1]

        workers = [worker(), worker()]
        server, _ = stack.enter_context(serving(paths.folder("geodata"), env))
        for _ in range(2):
            job = server.start(HISTORY)
            seen = server.until(job, lambda f: done(f) or f["done"] >= MONTHS // 8, PATIENCE)
            assert seen["state"] == "running", seen
            assert seen["total"] == MONTHS
            # The one that has the job has a process for it.
            (busy,) = [worker for worker in workers if children_of(worker.pid)]
            family = family_of(busy.pid)
            os.kill(busy.pid, signal.SIGKILL)
            # Nobody goes on for a worker that is gone.
            assert until(lambda: not [p for p in family[1:] if alive(p)])  # noqa: B023
            found = server.until(job, done, PATIENCE)
            assert found["state"] == "done", found
            body = server.ask("GET", f"/jobs/{job}/file")[1]
            assert frames_of(body) == frames
            workers.remove(busy)
            workers.append(worker())


def test_a_worker_that_is_told_to_end_hands_its_job_on_at_once(broker, real_atlas, tmp_path):
    env = {**ENV, "CSTO_MAP_BROKER_URL": broker}
    with contextlib.ExitStack() as stack:
        _, first = stack.enter_context(running(["worker"], env, "Working on jobs"))
        server, _ = stack.enter_context(serving(paths.folder("geodata"), env))
        job = server.start(FIRST_YEARS)
        server.until(job, lambda found: found["done"] >= 8, PATIENCE)
        family = family_of(first.pid)
        first.terminate()
        # Long before the film could be done.
        assert until(lambda: server.look(job)["state"] == "queued")
        first.wait(timeout=120)
        assert not [pid for pid in family if alive(pid)]
        stack.enter_context(running(["worker"], env, "Working on jobs"))
        found = server.until(job, done, PATIENCE)
        assert found["state"] == "done", found
        frames = frames_of(server.ask("GET", f"/jobs/{job}/file")[1])
        assert frames == by_hand(real_atlas, FIRST_YEARS, tmp_path)


def test_without_its_broker_the_server_says_when_to_come_again_and_goes_on_after_it(tmp_path):
    with redis(tmp_path) as (address, process), contextlib.ExitStack() as stack:
        port = address.rpartition(":")[2].partition("/")[0]
        env = {**ENV, "CSTO_MAP_BROKER_URL": address}
        server, _ = stack.enter_context(serving(paths.folder("geodata"), env))
        stack.enter_context(running(["worker"], env, "Working on jobs"))
        process.terminate()
        process.wait(timeout=60)
        asked = {"kind": "film", "ending": ".mp4", "options": HISTORY}
        for method, path, body in (
            ("POST", "/jobs", asked),
            ("GET", "/jobs/" + 22 * "A", None),
            ("GET", "/jobs/" + 22 * "A" + "/file", None),
            ("DELETE", "/jobs/" + 22 * "A", None),
        ):
            status, text, headers = server.ask(method, path, body)
            assert status == 503, (path, text)
            assert int(headers["Retry-After"]) > 0
            assert headers["Content-Type"] == "application/problem+json"
            assert b"does not answer" in text
            assert port.encode() not in text
        assert server.ask("GET", "/export.svg?date=2009")[0] == 200
        # Nothing is started by hand but the broker.
        with redis(tmp_path, port):
            job = server.start({**HISTORY, "to": "1993-05"})
            assert server.until(job, done, PATIENCE)["state"] == "done"
