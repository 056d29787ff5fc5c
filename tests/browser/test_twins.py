"""What exists in Python and in JavaScript gives the same in both, asked in a real browser."""

import random
from datetime import date, timedelta

from csto_map.facts import cone
from csto_map.history.timeline import missed, state_at
from csto_map.picture import scene, views
from csto_map.picture.layout import Anchor, declutter

ALBERS = "+proj=aea +lat_1=40 +lat_2=60 +lat_0=50 +lon_0=75 +ellps=WGS84 +units=km"


def some_days(atlas, count):
    rng = random.Random(2009)
    span = (atlas.horizon - atlas.first).days
    days = [atlas.first + timedelta(rng.randrange(span + 1)) for _ in range(count - 2)]
    return [atlas.first, *days, atlas.horizon]


def test_the_state_is_the_same_on_a_thousand_dates_in_every_lens(shared, real_atlas):
    timeline = real_atlas.timeline
    lenses = [lens["id"] for lens in timeline["lenses"]]
    days = [day.toordinal() for day in some_days(real_atlas, 1000)]
    found = shared.run(
        """([days, lenses]) => days.map((day) => {
          const states = {};
          let one;
          for (const lens of lenses) {
            one = cstoMap.core.state.stateAt(cstoMap.page.data, day, lens);
            states[lens] = one.states;
          }
          return { ...one, states };
        })""",
        [days, lenses],
    )

    for day, got in zip(days, found, strict=True):
        own = {lens: state_at(timeline, day, lens) for lens in lenses}
        assert got["states"] == {
            lens: {code: list(held) for code, held in own[lens].states.items()} for lens in lenses
        }, date.fromordinal(day)
        any_lens = own[lenses[0]]
        assert got["marks"] == any_lens.marks, date.fromordinal(day)
        assert got["sectors"] == {id_: list(held) for id_, held in any_lens.sectors.items()}
        assert got["events"] == list(any_lens.events), date.fromordinal(day)


def test_symbols_are_placed_on_the_same_spots(shared):
    rng = random.Random(5)
    sets = []
    for _ in range(200):
        count = rng.randrange(1, 60)
        wide = rng.choice([80, 400, 1200])
        places = [(rng.uniform(0, wide), rng.uniform(0, wide / 2)) for _ in range(count)]
        places += rng.choices(places, k=rng.randrange(12))
        anchors = [{"id": f"m{k}", "x": x, "y": y} for k, (x, y) in enumerate(places)]
        sets.append([anchors, rng.choice([22, 26, 30]), rng.random() < 0.7])
    found = shared.run(
        "(sets) => sets.map(([anchors, cell, spread]) => cstoMap.core.layout.declutter(anchors, cell, { spread }))",
        sets,
    )

    for (anchors, cell, spread), got in zip(sets, found, strict=True):
        own = declutter([Anchor(**anchor) for anchor in anchors], cell, spread=spread)
        assert [(p["id"], p["members"], p["leader"]) for p in got] == [
            (p.id, list(p.members), p.leader) for p in own
        ]
        for theirs, ours in zip(got, own, strict=True):
            at = (theirs["x"], theirs["y"], theirs["anchorX"], theirs["anchorY"])
            assert at == (ours.x, ours.y, ours.anchor_x, ours.anchor_y)


def test_frames_are_fitted_alike(shared):
    rng = random.Random(6)
    asked = []
    for _ in range(200):
        x, y = rng.uniform(-4000, 4000), rng.uniform(-3000, 3000)
        box = [x, y, x + rng.uniform(5, 6000), y + rng.uniform(5, 4000)]
        turn = cone.rotation(ALBERS, rng.choice([None, rng.uniform(-180, 180)]))
        asked.append([box, rng.randrange(64, 3000), rng.randrange(64, 2000), turn])
    found = shared.run(
        """(asked) => asked.map(([box, width, height, turn]) => {
          const f = cstoMap.core.camera.fit(box, width, height, turn);
          const px = cstoMap.core.camera.toPx(f, box[0], box[1]);
          return { f, px, back: cstoMap.core.camera.toKm(f, ...px) };
        })""",
        asked,
    )

    for (box, width, height, turn), got in zip(asked, found, strict=True):
        own = views.fit(*box, width, height, turn)
        frame = got["f"]
        assert [frame[k] for k in ("x0", "y0", "x1", "y1")] == [own.x0, own.y0, own.x1, own.y1]
        assert got["px"] == list(own.px(box[0], box[1]))
        assert got["back"] == list(own.km(*own.px(box[0], box[1])))


def test_scale_bars_are_chosen_alike(shared):
    rng = random.Random(7)
    asked = [[10 ** rng.uniform(-1.3, 1.2), rng.choice([90, 130, 160])] for _ in range(200)]
    found = shared.run(
        """(asked) => asked.map(([km, longest]) =>
          cstoMap.core.camera.scaleBar({ x0: 0, x1: km * 1000, width: 1000 }, longest))""",
        asked,
    )

    for (km_per_px, longest), got in zip(asked, found, strict=True):
        # The page works a frame's scale out from its sides.
        assert got == list(views.scale_bar(km_per_px * 1000 / 1000, longest))


def test_fine_outlines_are_chosen_alike(shared, real_atlas):
    rng = random.Random(8)
    named = real_atlas.config.views
    asked = []
    for _ in range(600):
        x, y = rng.uniform(-3600, 1800), rng.uniform(-1900, 1900)
        wide = rng.uniform(200, 3600)
        turn = real_atlas.config.rotation(rng.choice(named).id)
        asked.append([[x, y, x + wide, y + wide * 0.6], 1400, 840, turn])
    for view in named:
        turn = real_atlas.config.rotation(view.id)
        asked.append([[view.x0, view.y0, view.x1, view.y1], 1440, 760, turn])
    found = shared.run(
        """(asked) => asked.map(([box, w, h, turn]) => cstoMap.core.camera.wantsFine(
          cstoMap.core.camera.fit(box, w, h, turn), cstoMap.page.data.fine))""",
        asked,
    )
    own = [
        scene.level_for(real_atlas, views.fit(*box, w, h, turn)) == "fine"
        for box, w, h, turn in asked
    ]

    assert found == own
    assert True in own
    assert False in own


def test_what_counts_on_a_card_is_the_rule_of_strengths(shared, real_atlas):
    """On the days on which anything may change, and the days before them."""
    subjects = {f"site:{row.site_id}": row.site_id for row in real_atlas.tables.sites}
    subjects |= {f"deployment:{r.deployment_id}": r.unit_id for r in real_atlas.tables.deployments}
    asked = []
    for id_, subject in subjects.items():
        steps = real_atlas.strengths.steps(subject)
        turns = [day for day, _ in steps]
        turns += [day for _, one in steps if one for day in (one.old_from, one.last_known_from)]
        days = {day - timedelta(k) for day in turns for k in (0, 1)}
        asked += [
            [id_, day.toordinal()]
            for day in sorted(days)
            if real_atlas.first <= day <= real_atlas.horizon
        ]
    found = shared.run(
        """async (asked) => {
          const { details } = cstoMap.page;
          const { strengthOn } = await import("/modules/core/counting.js");
          return asked.map(([id, day]) => {
            const now = strengthOn(details.cards[id], day);
            return now && [now.low, now.high, now.age, now.rows.length];
          });
        }""",
        asked,
    )

    assert len(asked) > 100
    assert None in found
    for (id_, ordinal), got in zip(asked, found, strict=True):
        day = date.fromordinal(ordinal)
        counts = real_atlas.strengths.at(subjects[id_], day)
        own = counts and [counts.low, counts.high, counts.age(day), len(counts.rows)]
        assert got == own, (id_, day)


def test_what_is_not_covered_is_the_same_on_all_days_and_in_all_frames(shared, real_atlas):
    timeline = real_atlas.timeline
    rng = random.Random(7)
    named = [(v.x0, v.y0, v.x1, v.y1) for v in real_atlas.config.views]
    frames = named + [
        (x, y, x + rng.uniform(50, 2500), y + rng.uniform(50, 2000))
        for x, y in ((rng.uniform(-3700, 4000), rng.uniform(-1900, 2900)) for _ in range(60))
    ]
    days = [day.toordinal() for day in some_days(real_atlas, 60)]
    asked = [(day, day + rng.choice([0, 0, 400]), box) for day in days for box in frames]
    found = shared.run(
        "(asked) => asked.map((one) => cstoMap.core.state.missed(cstoMap.page.data, one[0], one[1], one[2]))",
        asked,
    )

    assert timeline["not_covered"] == [] or any(found)
    for one, got in zip(asked, found, strict=True):
        assert got == missed(timeline, *one), one
