"""The drawing house by itself: one queue for all, and whatever dies takes one picture with it."""

import os
import signal
import socket
import sys
import threading
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from pathlib import Path
from types import SimpleNamespace

import apart
import house_world
import httpx
import pytest
import toy_world
from csto_map.app import create_app
from house_world import picture
from job_world import alive, children_of, until

from csto_map.atlas import Atlas
from csto_map.drawing import Changed, Download, Drawn, Failed, FilmForecast, Full, HowBusy, Refused
from csto_map.errors import BadOption

# As large as anybody may ask for, and how many may wait for the one drawing process.
LARGE = "5320x3000"
ROOM = 12


@pytest.fixture(scope="module")
def toy(tmp_path_factory):
    folder = toy_world.write(tmp_path_factory.mktemp("house") / "toy")
    return folder, Atlas.load(folder).version


@pytest.fixture(scope="module")
def house(toy):
    """One with a single drawing process, in which nothing is broken."""
    with house_world.house(*toy) as opened:
        opened.draw(picture("2002"))
        yield opened


def drawers(house):
    return children_of(house.pid)


def busy(house):
    return house.tally().drawing


def hold(house, threads, day):
    """Keep the drawing process busy with a large picture."""
    held = threads.submit(house.draw, picture(day, LARGE, "png"), "holder")
    assert until(lambda: busy(house) == 1)
    return held


@contextmanager
def standing(house, threads, day):
    """Have a picture given to the drawing process that it does not draw until the end of this."""
    (drawer,) = drawers(house)
    os.kill(drawer, signal.SIGSTOP)
    try:
        held = threads.submit(house.draw, picture(day), "holder")
        assert until(lambda: busy(house) == 1)
        yield held
    finally:
        os.kill(drawer, signal.SIGCONT)


def test_the_same_asked_for_at_once_is_drawn_once_and_then_lies_on_disk(house):
    before = house.tally()
    found = house.at_once([picture("2003", "1920x1080", "png")] * 30)
    after = house.tally()
    assert {type(one) for one in found} == {Drawn}
    assert len({one.body for one in found}) == len({one.tag for one in found}) == 1
    assert after.drawn - before.drawn == 1
    assert after.shared - before.shared + after.kept - before.kept == 29
    again = house.draw(picture("2003", "1920x1080", "png"))
    assert again == found[0]
    assert house.tally().kept == after.kept + 1
    assert house.tally().drawn == after.drawn


def test_a_client_that_fills_the_queue_leaves_room_and_a_turn_for_others(house):
    ended, ready = [], threading.Lock()

    def wait(name, line):
        with line, line.makefile("rb") as stream:
            answer = house_world.processes.receive(stream)
        with ready:
            ended.append((name, type(answer)))

    def ask(day, client):
        return house.line(house.question(picture(day), client))

    with ThreadPoolExecutor(1) as threads:
        with standing(house, threads, "2004-01") as held:
            lines = []
            for k in range(ROOM):
                lines.append((f"greedy {k}", ask(f"2004-02-{k + 1:02}", "greedy")))
                assert until(lambda k=k: house.tally().waiting == k + 1)
            # There is no room for one more of theirs, and for the first of another there is.
            assert isinstance(house.draw(picture("2004-03-01"), "greedy"), Full)
            lines.append(("modest", ask("2004-03-02", "modest")))
            waiting = [threading.Thread(target=wait, args=one) for one in lines]
            for one in waiting:
                one.start()
            assert until(lambda: ended == [(f"greedy {ROOM - 1}", Full)])
        assert isinstance(held.result(), Drawn)
        for one in waiting:
            one.join()
    # After the first of the greedy one it is the modest one's turn.
    assert ("modest", Drawn) in ended[1:4]
    assert [kind for _, kind in ended].count(Drawn) == ROOM


def test_whoever_goes_away_frees_their_place(house):
    with ThreadPoolExecutor(1) as threads:
        with standing(house, threads, "2005-01") as held:
            drawn = house.tally().drawn
            lines = [house.line(house.question(picture(f"2005-02-{k:02}"))) for k in range(1, 6)]
            assert until(lambda: house.tally().waiting == 5)
            for line in lines:
                line.close()
            assert until(lambda: house.tally().waiting == 0)
        assert isinstance(held.result(), Drawn)
        assert isinstance(house.draw(picture("2005-03")), Drawn)
        assert house.tally().drawn == drawn + 2


def test_what_is_private_is_drawn_each_time_and_errors_come_as_they_are(house):
    refused = house.draw(picture("never"))
    assert isinstance(refused, Refused)
    assert issubclass(refused.kind, ValueError)
    own = house_world.Picture("svg", (("date", "2003"), ("own", "mine.csv")), 16_000_000)
    assert own.private
    refused = house.draw(own)
    assert refused.kind is BadOption
    forecast = FilmForecast(".gif", (("from", "2001"), ("size", "640x360"), ("to", "2002")), 10**7)
    for _ in range(2):
        drawn, kept = house.tally().drawn, house.tally().kept
        assert isinstance(house.draw(forecast), Drawn)
        assert (house.tally().drawn, house.tally().kept) == (drawn + 1, kept)
    assert isinstance(house.draw(Download(".csv.zip", None)), Drawn)


def test_data_that_are_gone_are_told_and_new_ones_are_read(house, toy):
    folder, version = toy
    assert isinstance(house.draw(picture("2003"), version="gone"), Changed)
    drawn = house.draw(picture("2003"))
    table = folder / "tables" / "border_guards.csv"
    text = table.read_text(encoding="utf-8")
    try:
        table.write_text(text.replace("2005-05-05", "2005-05-06"), encoding="utf-8")
        new = Atlas.load(folder).version
        assert new != version
        # A server that was started anew asks for the new ones, an old one has what was drawn.
        assert isinstance(house.draw(picture("2003"), version=new), Drawn)
        assert house.draw(picture("2003")) == drawn
        assert isinstance(house.draw(picture("2003-05")), Changed)
    finally:
        table.write_text(text, encoding="utf-8")


def test_whoever_does_not_know_the_key_gets_nothing(house):
    with pytest.raises((EOFError, ConnectionError)):
        house.ask(HowBusy(), key=bytes(32))
    assert house.tally().processes == 1


def test_a_drawing_process_that_dies_takes_one_picture_with_it(toy):
    with house_world.house(*toy) as house, ThreadPoolExecutor(2) as threads:
        assert isinstance(house.draw(picture("2002")), Drawn)
        (drawer,) = drawers(house)
        dying = hold(house, threads, "2003-01")
        waiting = threads.submit(house.draw, picture("2003-02"))
        assert until(lambda: house.tally().waiting == 1)
        # What a fault in a native library looks like from outside.
        os.kill(drawer, signal.SIGSEGV)
        assert dying.result() == Failed()
        assert isinstance(waiting.result(), Drawn)
        assert drawers(house) != [drawer]
        # The house itself: whoever waits is heard by the next one, at the same address.
        first = house.pid
        family = [first, *drawers(house)]
        os.kill(first, signal.SIGKILL)
        assert until(lambda: not any(map(alive, family)))
        again = threads.submit(house.draw, picture("2003-04"))
        assert isinstance(again.result(), Drawn)
        assert house.tally().drawn == 1


def test_a_picture_that_needs_too_much_memory_fails_alone(toy):
    """The bound leaves room for the atlas and small pictures, and none for the largest."""
    with house_world.house(*toy, memory=300_000_000) as house:
        assert isinstance(house.draw(picture("2003")), Drawn)
        assert house.draw(picture("2003", LARGE, "webp")) == Failed()
        assert isinstance(house.draw(picture("2004")), Drawn)


def test_pictures_survive_a_restart_in_a_folder_of_ones_own(toy, tmp_path):
    for drawn, kept in ((1, 0), (0, 1)):
        with house_world.house(*toy, kept=tmp_path) as house:
            assert isinstance(house.draw(picture("2003")), Drawn)
            tally = house.tally()
            assert (tally.drawn, tally.kept) == (drawn, kept)


@pytest.mark.parametrize("sockets", ["of Unix", "of the network"])
def test_an_app_has_a_house_of_its_own_and_says_how_busy_it_is(toy, monkeypatch, sockets):
    folder, _ = toy
    if sockets == "of the network":
        # As on Windows.
        monkeypatch.setattr("csto_map.drawing.wire._portly", lambda: True)
    app = create_app(Atlas.load(folder))
    assert app.pool.tally().processes == 0

    async def ask():
        transport = httpx.ASGITransport(app.server)
        async with httpx.AsyncClient(transport=transport, base_url="http://localhost") as client:
            return [await client.get("/export.svg?date=2003") for _ in range(2)]

    answers, tally = apart.outcome(ask()), app.pool.tally()
    assert [answer.status_code for answer in answers] == [200, 200]
    assert answers[0].headers["etag"] == answers[1].headers["etag"]
    # The second comes from disk, or is on its way there.
    assert (tally.drawn, tally.kept + tally.shared) == (1, 1)
    assert (tally.refused, tally.waiting) == (0, 0)
    place = app.pool._house.place
    assert isinstance(place, int) == (sockets == "of the network")
    if isinstance(place, int):
        stranger = house_world.House(SimpleNamespace(address=app.pool._house), "")
        assert stranger.tally().drawn == 1
        with pytest.raises((EOFError, ConnectionError)):
            stranger.ask(HowBusy(), key=bytes(32))
        # Nobody reaches it from another machine.
        with pytest.raises(ConnectionError):
            socket.create_connection(("127.0.0.2", place), 5)


@pytest.mark.skipif(sys.platform != "linux", reason="priorities are read as Linux has them")
def test_whoever_draws_stands_behind_whoever_answers(house):
    (drawer,) = drawers(house)
    behind = os.getpriority(os.PRIO_PROCESS, drawer) - os.getpriority(os.PRIO_PROCESS, 0)
    assert behind >= 5
    # Where sessions share the processor, that of the drawing process has to stand back too.
    told = Path(f"/proc/{drawer}/autogroup")
    if told.is_file() and os.getsid(drawer) == drawer:
        assert int(told.read_text().split()[-1]) >= 5
