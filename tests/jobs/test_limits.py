"""How much a server takes on at a time, and what waiting costs: real processes, real sockets."""

import http.client
import json
import os
import select
import signal
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest
import toy_world
from job_world import ENV, alive, at_once, family_of, named, serving, until

from csto_map import paths

LONG = {"from": "2000", "to": "2005", "step": "day", "dwell": "0", "size": "960x540"}
# 15.9 million pixels: as large as anybody may ask for.
LARGE = "size=5320x3000"


@pytest.fixture(scope="module")
def data(tmp_path_factory):
    return toy_world.write(tmp_path_factory.mktemp("limits") / "toy")


@pytest.fixture(scope="module")
def drawn():
    """Two web processes of the shipped facts with one drawing process, and nothing is kept."""
    env = {**ENV, "CSTO_MAP_DRAWING_PROCESSES": "1", "CSTO_MAP_CACHE_MEGABYTES": "0"}
    with serving(paths.folder("geodata"), env, "--workers", "2") as (server, process):
        assert server.ask("GET", "/export.png?date=2009")[0] == 200
        yield server, process


def test_a_picture_that_kills_its_process_is_the_only_one_that_fails(drawn):
    server, process = drawn
    with ThreadPoolExecutor(2) as threads:
        # On a busy machine the process may not have begun with it when it is killed: the
        # picture is then drawn by the next one, as it should be, and we try again.
        for year in range(2001, 2007):
            (drawer,) = named(family_of(process.pid), "csto_map.drawing.process")
            # It tidies up when the last one has its answer.
            assert until(lambda pid=drawer: not running(pid))
            dying = threads.submit(server.ask, "GET", f"/export.png?date={year}&{LARGE}")
            assert until(lambda pid=drawer: running(pid))
            waiting = threads.submit(server.ask, "GET", f"/export.png?date={year}-06")
            # What a fault in a native library looks like from outside.
            os.kill(drawer, signal.SIGSEGV)
            status, body, headers = dying.result()
            assert waiting.result()[0] == 200
            if status != 200:
                break
        assert status == 500
        assert headers["Content-Type"] == "application/problem+json"
        assert b"could not be drawn" in body
    assert server.ask("GET", "/export.pdf?date=2009")[0] == 200
    assert server.ask("GET", "/api/v1/data.gpkg?date=2009")[0] == 200


def test_the_house_itself_comes_back_and_web_processes_ask_it_again(drawn):
    server, process = drawn
    (house,) = named(family_of(process.pid), "csto_map.drawing.house")
    os.kill(house, signal.SIGKILL)
    found = at_once(lambda k: server.ask("GET", f"/export.svg?date=2009-0{k + 1}"), 4)
    assert [status for status, _, _ in found] == [200] * 4
    (another,) = named(family_of(process.pid), "csto_map.drawing.house")
    assert another != house
    assert len(named(family_of(process.pid), "csto_map.drawing.process")) == 1


def running(pid):
    """Whether a process is at work on a processor."""
    return Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()[0] == "R"


def worked(pid):
    """Ticks that a process has spent on a processor."""
    cells = Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()
    return int(cells[11]) + int(cells[12])


def test_more_pictures_than_can_wait_are_refused_and_the_rest_are_drawn(drawn):
    server, process = drawn
    (drawer,) = named(family_of(process.pid), "csto_map.drawing.process")
    with ThreadPoolExecutor(29) as threads:
        long = threads.submit(server.ask, "GET", f"/export.png?date=2009&{LARGE}")
        assert until(lambda: running(drawer))
        # Held, or the queue would be emptied while it is being filled.
        os.kill(drawer, signal.SIGSTOP)
        try:
            asked = [
                threads.submit(server.ask, "GET", f"/export.svg?date={1992 + k}") for k in range(28)
            ]
            # Twelve may wait.
            assert until(lambda: sum(one.done() for one in asked) >= 16)
        finally:
            os.kill(drawer, signal.SIGCONT)
        found = [one.result() for one in asked]
        assert {status for status, _, _ in found} == {200, 503}
        refused = [(body, headers) for status, body, headers in found if status == 503]
        assert len(refused) >= 16
        assert long.result()[0] == 200
        for body, headers in refused:
            assert int(headers["Retry-After"]) > 0
            assert headers["Content-Type"] == "application/problem+json"
            assert json.loads(body)["status"] == 503


def test_the_same_picture_asked_for_at_once_is_drawn_once(drawn):
    # More than may wait: were each drawn, some would be refused.
    server, _ = drawn
    found = at_once(lambda _: server.ask("GET", "/export.png?date=2009&size=4k"), 30)
    assert [status for status, _, _ in found] == [200] * 30
    assert len({body for _, body, _ in found}) == 1


def test_health_is_answered_while_every_drawing_process_and_every_waiting_place_is_taken(drawn):
    """Twelve large pictures held the answer up for as long as they were drawn."""
    server, _ = drawn
    with ThreadPoolExecutor(9) as threads:
        taken = [
            threads.submit(server.ask, "GET", f"/export.png?date={1995 + k}&size=4k")
            for k in range(9)
        ]
        answered = 0
        while sum(one.done() for one in taken) < 4:
            assert server.ask("GET", "/healthz")[0] == 200
            answered += 1
        assert answered > 5
        assert all(one.result()[0] in (200, 503) for one in taken)


# A lone process ends itself, for several somebody looks after them; nobody hears SIGKILL.
@pytest.mark.parametrize(
    ("how", "workers"),
    [
        (signal.SIGTERM, "2"),
        (signal.SIGINT, "1"),
        (signal.SIGKILL, "1"),
        (signal.SIGKILL, "2"),
    ],
)
def test_no_process_outlives_its_server(data, how, workers):
    with serving(data, ENV, "--workers", workers) as (server, process):
        server.start(LONG)
        assert server.ask("GET", "/export.png?date=2003")[0] == 200
        assert until(lambda: named(family_of(process.pid), "csto_map.app.jobs.work"))
        family = family_of(process.pid)
        assert named(family, "csto_map.drawing.process")
        os.kill(process.pid, how)
        process.wait(timeout=120)
        assert until(lambda: not [pid for pid in family if alive(pid)])


def test_one_client_leaves_room_for_others_and_frees_it_on_going_away(drawn):
    server, process = drawn
    (drawer,) = named(family_of(process.pid), "csto_map.drawing.process")
    before = worked(drawer)
    assert server.ask("GET", f"/export.png?date=2010&{LARGE}")[0] == 200
    once = worked(drawer) - before
    host = server.address.removeprefix("http://")

    def ask(path, client, seconds=60):
        line = http.client.HTTPConnection(host, timeout=seconds)
        line.request("GET", path, headers={"X-Forwarded-For": client})
        return line

    # More than there is room for, so that it stays full while a few are drawn.
    greedy = [ask(f"/export.png?date={1995 + k}&{LARGE}", "192.0.2.1") for k in range(18)]
    waiting = {line.sock: line for line in greedy}

    def refused():
        # Whoever finds no place hears so long before the first picture is drawn.
        ready, _, _ = select.select(list(waiting), [], [], 1)
        return any(waiting.pop(sock).getresponse().status == 503 for sock in ready)

    assert until(refused)
    # Another one has a place, at the cost of the newest of those.
    assert ask("/export.svg?date=2011", "192.0.2.2").getresponse().status == 200
    before = worked(drawer)
    for line in greedy:
        line.close()
    assert until(lambda: server.ask("GET", "/export.png?date=2012")[0] == 200)
    # One was being drawn, or two; all of them are much more work, however long it takes.
    assert worked(drawer) - before < 5 * once
