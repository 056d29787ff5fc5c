"""Numbers and movements of the shipped facts: true on every day, and drawn as they should be."""

import math
import random
from datetime import timedelta
from itertools import combinations

import pytest

from csto_map.facts import dates
from csto_map.history import spells
from csto_map.picture import flows, lands, scene_json
from csto_map.picture.constants import FLOWS
from csto_map.picture.numbers import FORCES, radius
from csto_map.picture.parts import Arrival, Movement
from csto_map.picture.scene import build
from csto_map.picture.views import Frame, Projector

WORDS = {
    "thousands": ",",
    "range": "{low} to {high}",
    "most": "up to {n}",
    "old": "{n} in {year}",
    "sender": "{who}, {n}",
    "not_known": "number not known",
    "senders": "{n} senders",
}


def step_on(steps, day):
    return next((step for step in reversed(steps) if step[0] <= day.toordinal()), None)


def days_of(atlas):
    rng = random.Random(5)
    span = (atlas.horizon - atlas.first).days
    return [atlas.first + timedelta(rng.randrange(span + 1)) for _ in range(60)]


def test_a_circle_says_what_the_rule_of_personnel_says(real_atlas) -> None:
    known = 0
    for day in days_of(real_atlas):
        numbers = {(one.host, one.operator): one for one in real_atlas.personnel(day=day)}
        for troops in real_atlas.timeline["troops"]:
            step = step_on(troops["steps"], day)
            one = numbers.pop((troops["at"], troops["by"]), None)
            told = step and step[1:4]
            if one is None:
                assert not step or step.low is None, (day, troops["at"])
            else:
                assert told == (one.low, one.high, one.age), (day, troops["at"])
                known += 1
        # Whoever has no circle has no place on the map either.
        labels = {row.country: row.label_lon for row in real_atlas.tables.countries}
        assert all(labels.get(host) is None for host, _ in numbers), day
    assert known > 300


def test_arrows_are_there_on_their_days_alone(real_atlas) -> None:
    rows = {
        s.row.contingent_id: s
        for s in spells.of_rows(real_atlas.tables.contingents, real_atlas.first)
    }
    for flow in real_atlas.timeline["flows"]:
        kind, _, row_id = flow["id"].partition(":")
        if kind != "contingent":
            continue
        spell = rows[row_id]
        assert flow["from"] == spell.from_.toordinal()
        assert flow["until"] == (spell.until.toordinal() if spell.until else None)
        people = flow.get("men")
        if people and not flow["derived"]:
            low = sum(rows[i.split(":")[1]].row.personnel_low for i in flow["ids"])
            assert people[0].low == low


def test_those_sent_to_kazakhstan_come_from_five_states(real_atlas) -> None:
    scene = build(real_atlas, "2022-01-10", view="central-asia")
    told = {
        flow.sender: (flow.low, flow.high, flow.dashed)
        for flow in scene.flows
        if flow.place == "contingent:kaz2022_total"
    }
    ring = next(ring for ring in scene.rings if ring.id == "contingent:kaz2022_total")

    assert told["RUS"] == (0, 1580, False)
    assert told["BLR"] == (None, None, True)
    assert {told[code][1] for code in ("ARM", "TJK", "KGZ")} == {100, 200, 150}
    assert ring.text == "2,030 people"
    hidden = {member for symbol in scene.symbols for member in symbol.members}
    assert not hidden & set(ring.ids)
    after = build(real_atlas, "2022-01-20", view="central-asia")
    assert ring.id not in {one.id for one in after.rings}


@pytest.mark.parametrize(
    ("day", "view", "senders"),
    [
        ("1996-06-01", "tajik-afghan", {"RUS", "KAZ", "KGZ", "UZB"}),
        ("2000-01-01", "tajik-afghan", {"RUS", "KAZ"}),
        ("2021-03-01", "caucasus", {"RUS"}),
        ("2024-07-01", "caucasus", set()),
    ],
)
def test_peacekeepers_are_arrows(real_atlas, day: str, view: str, senders: set[str]) -> None:
    assert {flow.sender for flow in build(real_atlas, day, view=view).flows} == senders


def test_stays_end_as_exactly_as_the_contingents_of_their_units(real_atlas) -> None:
    """On 10 January 2022 no peacekeeper in Kazakhstan was merely possible."""
    tables = real_atlas.tables
    exact = [r for r in tables.contingents if dates.earliest(r.end) == dates.latest(r.end)]
    for row in exact:
        for stay in tables.deployments:
            same = stay.unit_id and stay.unit_id == row.unit_id and stay.role == "peacekeeping"
            begun = dates.earliest(stay.start), dates.earliest(row.start)
            if same and None not in begun and abs((begun[0] - begun[1]).days) < 10:
                assert dates.earliest(stay.end) == dates.latest(stay.end), stay.deployment_id


def test_a_circle_grows_by_area() -> None:
    frame = Frame(0, 0, 1496, 944, 1496, 944)

    assert radius(4000, frame, 1) == pytest.approx(2 * radius(1000, frame, 1))
    assert radius(4000, frame, 0.5) == pytest.approx(radius(1000, frame, 1))
    assert radius(1000, frame, 1) == pytest.approx(0.36 * math.sqrt(1000), rel=0.01)


def sent(n, rng, spread):
    """Movements to the middle of a frame from `n` roots within an arc."""
    moved = []
    for k in range(n):
        turn = rng.uniform(0, spread)
        x, y = 500 + 400 * math.cos(turn), 400 + 400 * math.sin(turn)
        high = rng.choice([None, rng.randrange(1, 3000)])
        moved.append(
            Movement(
                f"contingent:{k}", (f"contingent:{k}",), "contingent:t", f"S{k}", "Op", "joint",
                x, y, 500, 400, high, high, False, True, str(high), f"Sender {k}, {high}",
            )
        )  # fmt: skip
    end = Arrival(
        "contingent:t", ("contingent:t",), "Op", "joint", 500, 400, False, True, "9 people"
    )
    return moved, [end]


@pytest.mark.parametrize("spread", [0.3, 2.0, 2 * math.pi])
def test_up_to_ten_arrows_arrive_apart_and_more_are_one(spread: float) -> None:
    rng = random.Random(3)
    frame = Frame(0, 0, 1000, 800, 1000, 800)
    least = math.cos(math.radians(14))
    for n in range(1, 11):
        drawn, rings, _ = flows.place(*sent(n, rng, spread), (), frame, WORDS)
        assert len(drawn) == n
        for one, other in combinations(drawn, 2):
            a, b = one.arrives, other.arrives
            assert a[0] * b[0] + a[1] * b[1] < least
        ring = rings[0]
        for one in drawn:
            away = math.hypot(one.head[0][0] - ring.x, one.head[0][1] - ring.y)
            assert away > ring.radius
            if one.high is not None:
                full = min(FLOWS.widest, one.high / FLOWS.people * FLOWS.width)
                wide = full * 894.427 / 1190
                assert one.width == pytest.approx(max(FLOWS.least, wide), rel=1e-4)
    (bundle,), _, _ = flows.place(*sent(12, rng, spread), (), frame, WORDS)
    assert bundle.text.startswith("12 senders")
    assert len(bundle.ids) == 12


def test_what_has_been_there_for_long_yields_to_what_is_new(real_atlas) -> None:
    def drawn(day, view):
        scene = build(real_atlas, day, view=view)
        quiet = {one.id for one in scene.rings if one.quiet}
        return {one.place for one in scene.flows}, quiet, scene

    karabakh, kazakhstan = "grouping:rus_pkf_karabakh", "contingent:kaz2022_total"
    # In the first year an arrow everywhere, in the second a ring where Kazakhstan is news too.
    places, quiet, _ = drawn("2021-03-01", "alliance")
    assert karabakh in places - quiet
    places, quiet, scene = drawn("2022-01-10", "central-asia")
    assert (places, quiet) == ({kazakhstan}, {karabakh})
    assert {one.sender for one in scene.flows} == {"RUS", "BLR", "ARM", "TJK", "KGZ"}
    assert next(one.text for one in scene.rings if one.id == karabakh) == "2,000"
    # What goes elsewhere is not drawn: here Armenians on their way to Kazakhstan.
    places, _, _ = drawn("2022-01-10", "caucasus")
    assert places == {karabakh}
    # Peacekeepers who have been there for decades are a small mark in a wide frame.
    places, quiet, scene = drawn("2026-03-21", "alliance")
    assert not places
    assert quiet
    assert [one.count for one in scene.legend if one.key == "settled"] == [len(quiet)]


def test_circles_name_the_states_that_are_too_small_for_their_names(real_atlas) -> None:
    named = 0
    for day in days_of(real_atlas)[:12]:
        scene = build(real_atlas, day, numbers="circles")
        hosts = {one.host for one in scene.counted} - {""}
        assert not hosts & {label.id for label in scene.labels}, day
        for one in scene.counted:
            if one.host:
                assert one.named, (day, one.id)
                named += 1
        # The name of a state is on the map once at most.
        names = [one.name for one in scene.counted if one.host]
        assert len(names) == len(set(names)), day
    assert named > 20


def test_no_number_lies_on_another_or_on_a_symbol(real_atlas) -> None:
    counted = 0
    for k, day in enumerate(days_of(real_atlas)[:24]):
        view = real_atlas.config.views[k % len(real_atlas.config.views)].id
        how = ("auto", "circles", "symbols")[k % 3]
        scene = build(real_atlas, day, view=view, numbers=how)
        frame = scene.frame
        circles = [one for one in scene.counted if one.shape in ("circle", "unknown")]
        counted += len(circles)
        for one, other in combinations(circles, 2):
            away = max(abs(one.x - other.x), abs(one.y - other.y))
            assert away >= one.radius + other.radius - 1e-6, (day, view, one.id, other.id)
        for one in circles:
            for symbol in scene.symbols:
                x, y = frame.px(symbol.x, symbol.y)
                away = max(abs(one.x - x), abs(one.y - y))
                assert away >= one.radius + symbol.size / 2 - 1e-6, (day, view, one.id)
    assert counted > 20


def test_circles_stand_for_the_symbols_of_all_forces(real_atlas) -> None:
    hosts = {mark["id"]: mark for mark in real_atlas.timeline["marks"]}
    counted = 0
    for k, day in enumerate(days_of(real_atlas)[:24]):
        view = real_atlas.config.views[k % len(real_atlas.config.views)].id
        size = {"width": 1496, "height": 944} if k % 2 else {}
        every = build(real_atlas, day, view=view, numbers="off", **size)
        scene = build(real_atlas, day, view=view, numbers="circles", **size)
        told = any(one.shape in ("circle", "unknown") for one in scene.counted)
        wanted = {
            id_
            for symbol in every.symbols
            for id_ in symbol.members
            if told and hosts[id_]["layer"] in (*FORCES, "contingents")
        }
        drawn = {id_ for one in every.symbols for id_ in one.members}
        shown = {id_ for one in scene.symbols for id_ in one.members}
        assert drawn - shown == wanted, (day, view)
        entries = [one.count for one in scene.legend if one.key == "closer"]
        assert entries == ([len(wanted)] if wanted else []), (day, view)
        counted += len(wanted)
    assert counted > 100


def test_circles_stand_where_their_forces_are_or_at_sea_beside(real_atlas) -> None:
    scene = build(real_atlas, "2013-07-01", width=1496, height=944)
    circles = {one.id: one for one in scene.counted}
    troops = {one.id: one for one in scene.troops}
    place = {mark["id"]: (mark["x"], mark["y"]) for mark in real_atlas.timeline["marks"]}

    # The fleet is in Crimea, not where the name of Ukraine stands.
    fleet, ukraine = place["site:ukr_sevastopol"], troops["UKR:RUS"]
    assert math.dist(fleet, (ukraine.x, ukraine.y)) < 120
    grounds = lands.of(scene.areas)
    for id_ in ("GEO:RUS", "ARM:RUS", "TJK:RUS", "MDA:RUS", "KGZ:RUS"):
        one, host = circles[id_], id_.split(":")[0]
        assert grounds.at(*scene.frame.km(one.x, one.y)) in ("", host), id_
        home = scene.frame.px(troops[id_].x, troops[id_].y)
        assert math.dist(home, (one.x, one.y)) <= max(48, 4 * one.radius + 12), id_


def test_nothing_is_counted_where_nobody_asks(real_atlas) -> None:
    assert not build(real_atlas, "2013-01-01", numbers="off").counted
    assert build(real_atlas, "2013-01-01", numbers="circles").counted
    assert not build(real_atlas, "2013-01-01", layers=["states"]).counted


def test_a_scene_tells_its_numbers_and_movements(real_atlas) -> None:
    scene = build(real_atlas, "2022-01-10", view="central-asia", width=1496, height=944)
    told = scene_json.as_object(scene, Projector(real_atlas.config.projection.proj))
    armenia = next(one for one in told["flows"] if one["id"] == "contingent:kaz2022_arm")

    assert (armenia["sender"], armenia["low"], armenia["text"]) == ("ARM", 100, "Armenia, 100")
    assert armenia["from"] == pytest.approx([44.5126, 40.1777], abs=0.01)
    assert armenia["to"] == pytest.approx([76.9115, 43.2525], abs=0.01)
    assert any(one["text"] == "7,000" for one in told["numbers"])
