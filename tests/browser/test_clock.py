"""The clock of the player: elapsed time into days, whatever the screen's rate."""

import pytest

# Runs a clock for some time at a rate of the screen; gives every answer with its time.
RUN = """async ([options, set, day, direction, hz, seconds]) => {
  const { Clock } = await import("/modules/core/clock.js");
  const clock = new Clock(options);
  Object.assign(clock, set);
  const started = clock.start(day, direction);
  const told = [];
  for (let k = 0; k <= hz * seconds; k++) {
    told.push({ ms: (k * 1000) / hz, ...clock.tick((k * 1000) / hz) });
    if (!clock.running) break;
  }
  return { started, told };
}"""


@pytest.fixture
def run(shared):
    def run_(options, day=0, direction=1, hz=60, seconds=2, **settings):
        given = {"first": 0, "last": 1000, **options}
        settings = {"daysPerSecond": 100, **settings}
        return shared.run(RUN, [given, settings, day, direction, hz, seconds])

    return run_


@pytest.mark.parametrize("hz", [30, 60, 144])
def test_a_faster_screen_does_not_play_faster(run, hz):
    assert run({}, hz=hz)["told"][-1]["day"] == pytest.approx(200, abs=1)


def test_a_page_in_the_background_does_not_leap_when_it_comes_back(shared):
    day = shared.run(
        """async () => {
          const { Clock } = await import("/modules/core/clock.js");
          const clock = new Clock({ first: 0, last: 1000 });
          clock.daysPerSecond = 100;
          clock.start(0);
          clock.tick(0);
          return clock.tick(60000).day;
        }"""
    )
    assert day <= 25


def test_it_rests_on_turning_points(run):
    told = run({"dwells": [50], "dwellMs": 400}, seconds=1.5)["told"]
    resting = [t["ms"] for t in told if t["dwelling"]]

    assert {t["day"] for t in told if t["dwelling"]} == {50}
    assert resting[-1] - resting[0] == pytest.approx(400, abs=40)
    assert told[-1]["day"] == pytest.approx(110, abs=3)


def test_it_ends_on_the_last_day(run):
    told = run({"last": 80})["told"]

    assert told[-1]["day"] == 80
    assert told[-1]["ended"] is True


def test_with_repeat_it_starts_over(run):
    told = run({"last": 80}, loop=True)["told"]

    assert not told[-1]["ended"]
    assert told[-1]["day"] < 80
    assert max(t["day"] for t in told) <= 80


def test_it_runs_backwards_to_the_first_day(run):
    told = run({"dwells": [20], "dwellMs": 100}, day=50, direction=-1)["told"]
    days = [t["day"] for t in told]

    assert days == sorted(days, reverse=True)
    assert {t["day"] for t in told if t["dwelling"]} == {20}
    assert (days[-1], told[-1]["ended"]) == (0, True)


def test_at_the_end_it_starts_from_the_other_end(run):
    assert run({}, day=1000, seconds=0.1)["started"] == 0
    assert run({}, day=0, direction=-1, seconds=0.1)["started"] == 1000


def test_for_those_who_want_less_motion_it_goes_from_event_to_event(run):
    options = {"jumps": [10, 400, 900], "jumpMs": 300}
    told = run(options, seconds=1.4)["told"]

    assert {t["day"] for t in told} == {0, 10, 400, 900, 1000}
    assert told[-1]["ended"]


def test_the_page_asks_the_system_whether_motion_is_wanted(visit):
    calm = visit("?date=2009-06-01", reduced_motion="reduce")
    events = calm.run("() => cstoMap.page.player.eventDays.map(cstoMap.core.state.iso)")
    calm.run("() => cstoMap.play()")
    calm.wait("() => cstoMap.state().date !== '2009-06-01'")

    assert calm.state()["date"] == min(day for day in events if day > "2009-06-01")
