"""Filters leave what is known to match; time modes ask about ranges; both are in the link."""

import random
from xml.etree import ElementTree

import pytest

from csto_map.history.marks import event_days
from csto_map.history.timeline import state_at, state_in

DAY = "2009-06-14"
SITES = ("bases", "detachments")
# What a filter asks about in which layers; it leaves other layers alone.
LAYERS = {
    "country": ("states", *SITES, "units", "contingents", "crossings", "events"),
    "group": (*SITES, "units", "contingents"),
    "by": (*SITES, "units", "contingents"),
    "kind": (*SITES, "crossings"),
    "arm": ("units",),
    "echelon": ("units",),
    "role": ("units",),
    "event": ("events",),
    "men": (*SITES, "units", "contingents"),
}


@pytest.fixture
def page(tab):
    tab.show(f"?date={DAY}")
    return tab


def own_values(atlas, mark, day):
    """What the tables say of a mark, by filter: the answer that the page must give."""
    tables = atlas.tables
    kind, _, id_ = mark["id"].partition(":")
    if kind == "site":
        row = next(r for r in tables.sites if r.site_id == id_)
        strength = atlas.strengths.at(id_, day)
        found = {"country": [row.country], "by": [row.operator], "kind": [row.kind]}
    elif kind == "deployment":
        row = next(r for r in tables.deployments if r.deployment_id == id_)
        unit = next(r for r in tables.units if r.unit_id == row.unit_id)
        site = next(r for r in tables.sites if r.site_id == row.site_id)
        strength = atlas.strengths.at(unit.unit_id, day)
        found = {"country": [site.country], "by": [unit.owner], "arm": [unit.arm]}
        found |= {"echelon": [unit.echelon], "role": [row.role]}
    elif kind == "point":
        row = next(r for r in tables.border_points if r.point_id == id_)
        return {"country": row.country.split(";"), "kind": [row.kind]}
    elif kind == "event":
        row = next(r for r in tables.events if r.event_id == id_)
        return {"country": [row.country], "event": [row.kind]}
    else:
        row = next(r for r in tables.contingents if r.contingent_id == id_)
        # Its row names no country where it is.
        found = {"country": [], "by": [row.country or "JOINT"]}
        found["men"] = [] if row.personnel_low is None else [row.personnel_low, row.personnel_high]
        found["group"] = [atlas.config.group_of(found["by"][0])]
        return found
    found["group"] = [atlas.config.group_of(found["by"][0])]
    found["men"] = [strength.low, strength.high] if strength else []
    return found


def lets_through(atlas, filters, mark, certain, day):
    if filters.get("f.sure") and not certain:
        return False
    own = own_values(atlas, mark, day)
    for name, layers in LAYERS.items():
        wanted = filters.get(f"f.{name}")
        if not wanted or mark["layer"] not in layers:
            continue
        if name == "men":
            if not own["men"] or own["men"][0 if filters.get("f.sure") else 1] < wanted:
                return False
        elif not set(own[name]) & set(wanted):
            return False
    return True


def some_filters(values, count):
    rng = random.Random(12)
    for _ in range(count):
        chosen = {}
        for name in rng.sample(list(values), rng.choice([1, 1, 2, 3])):
            size = min(len(values[name]), rng.choice([1, 2, 4]))
            chosen[f"f.{name}"] = sorted(rng.sample(values[name], size))
        if rng.random() < 0.3:
            chosen["f.men"] = rng.choice([1, 50, 100, 500, 2000])
        if rng.random() < 0.3:
            chosen["f.sure"] = True
        yield chosen


@pytest.fixture(scope="module")
def values(shared):
    return shared.run("() => cstoMap.core.filter.values(cstoMap.page.data)")


def test_filters_leave_what_the_tables_say_matches(shared, real_atlas, values):
    rng = random.Random(13)
    timeline = real_atlas.timeline
    marks = {mark["id"]: mark for mark in timeline["marks"]}
    asked = [
        [filters, rng.randint(timeline["first"], timeline["horizon"])]
        for filters in some_filters(values, 80)
    ]
    found = shared.run(
        """(asked) => asked.map(([view, day]) => {
          const { data, marks } = cstoMap.page;
          const whole = cstoMap.core.state.stateAt(data, day, "alliance");
          return cstoMap.core.filter.state(cstoMap.core.filter.ofView(view), whole, data, marks, [day, day]);
        })""",
        asked,
    )

    kept = 0
    for (filters, day), got in zip(asked, found, strict=True):
        whole = state_at(timeline, day, "alliance")
        when = real_atlas.first.fromordinal(day)
        assert set(got["marks"]) == {
            id_
            for id_, certain in whole.marks.items()
            if lets_through(real_atlas, filters, marks[id_], certain, when)
        }, (filters, when)
        assert set(got["states"]) == {
            country
            for country, (_, certain) in whole.states.items()
            if (certain or not filters.get("f.sure"))
            and country in filters.get("f.country", [country])
        }
        assert set(got["sectors"]) == {
            id_
            for id_, (guard, _, certain, _) in whole.sectors.items()
            if (certain or not filters.get("f.sure")) and guard in filters.get("f.by", [guard])
        }
        kept += len(got["marks"])
    assert kept > 500


def test_a_range_holds_the_same_in_python_and_in_the_browser(shared, real_atlas):
    rng = random.Random(300)
    timeline = real_atlas.timeline
    lenses = [lens["id"] for lens in timeline["lenses"]]
    asked = []
    for _ in range(300):
        first = rng.randint(timeline["first"], timeline["horizon"])
        last = min(timeline["horizon"], first + rng.choice([-1, 0, 3, 40, 400, 4000, 20000]))
        asked.append([first, last, rng.choice(lenses)])
    found = shared.run(
        "(asked) => asked.map((one) => cstoMap.core.state.stateIn(cstoMap.page.data, ...one))",
        asked,
    )

    for (first, last, lens), got in zip(asked, found, strict=True):
        own = state_in(timeline, first, last, lens)
        assert got["states"] == {code: list(held) for code, held in own.states.items()}
        assert got["marks"] == own.marks
        assert got["sectors"] == {id_: list(held) for id_, held in own.sectors.items()}
        assert got["events"] == list(own.events)


def test_filters_and_times_survive_being_a_link(shared, real_atlas, values):
    rng = random.Random(14)
    first, horizon = real_atlas.first.toordinal(), real_atlas.horizon.toordinal()
    views = []
    for filters in some_filters(values, 300):
        days = sorted(rng.randint(first, horizon) for _ in range(2))
        views.append(
            {
                **{f"f.{name}": None for name in (*values, "men", "sure")},
                **filters,
                "tm": rng.choice(["instant", "range", "cumulative"]),
                "range": rng.choice([None, days]),
                "cmp": rng.choice([None, days[0]]),
            }
        )
    found = shared.run(
        """(views) => views.map((own) => {
          const { page } = cstoMap;
          const link = cstoMap.core.link.format({ ...page.view, ...own }, page.data);
          const { view, problems } = cstoMap.core.link.parse(link, page.data, (id) => page.ids.has(id));
          return { view, problems, link };
        })""",
        views,
    )

    for own, got in zip(views, found, strict=True):
        assert got["problems"] == []
        assert {name: got["view"][name] for name in own} == own
        assert len(got["link"]) <= 400


@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("f.country", "TJK,XXX"),
        ("f.arm", "cavalry"),
        ("f.men", "many"),
        ("f.sure", "maybe"),
        ("tm", "eternal"),
        ("range", "2005-01-01..1999-01-01"),
        ("range", "1999"),
        ("cmp", "1066-10-14"),
        ("mode", "xray"),
    ],
)
def test_what_a_link_asks_in_vain_is_named_and_the_rest_honoured(shared, name, value):
    query = f"?date=2005-01-01&f.role=joint&{name}={value}"
    got = shared.run(
        """(query) => cstoMap.core.link.parse(query, cstoMap.page.data, () => false)""", query
    )

    (problem,) = got["problems"]
    assert (problem["name"], problem["value"]) == (name, value)
    assert problem["expected"]
    assert got["view"]["f.role"] == ["joint"]


def test_an_unknown_value_is_named_in_a_notice(visit):
    own = visit("?date=2009-06-14&f.country=TJK,ZZZ")

    (notice,) = own.notices()
    assert "f.country “TJK,ZZZ”" in notice
    assert "KGZ" in notice


def test_filters_are_chosen_in_their_panel_and_taken_away_by_chips(page):
    page.press("f")
    panel = page.page.locator("#filters")
    panel.wait_for()
    assert page.page.locator("#layers").is_hidden()
    panel.locator("summary", has_text="Country").click()
    panel.locator("input[value=KGZ]").first.check()
    panel.locator("summary", has_text="Echelon").click()
    panel.locator("input[value=brigade]").check()
    page.rest()
    assert page.query() == f"?date={DAY}&f.country=KGZ&f.echelon=brigade"
    chips = page.page.locator("#chips .chip")
    assert chips.first.locator("span").first.inner_text() == "Country: Kyrgyzstan"
    assert page.run(
        """() => Object.keys(cstoMap.page.state.marks)
             .every((id) => cstoMap.page.marks.get(id).at?.includes("KGZ") ?? true)"""
    )
    page.press("Escape")
    assert panel.is_hidden()
    assert page.page.locator("#show-filters").inner_text() == "Filters (2)"
    chips.first.click()
    page.rest()
    assert page.query() == f"?date={DAY}&f.echelon=brigade"
    page.page.go_back()
    page.wait("() => cstoMap.page.view['f.country']")
    page.rest()
    page.page.locator(".chip-all").click()
    page.rest()
    assert page.query() == f"?date={DAY}"
    assert chips.count() == 0


def test_keyboard_alone_chooses_and_clears(page):
    page.page.locator("#show-filters").focus()
    page.press("Enter")
    assert page.run("() => document.activeElement.id") == "close-filters"
    page.press("Tab", "Space")
    page.rest()
    assert page.query() == f"?date={DAY}&f.sure=1"
    page.press("Tab", "2", "0", "0", "0", "Enter")
    page.rest()
    assert page.query() == f"?date={DAY}&f.men=2000&f.sure=1"
    page.page.locator("#filters .filters-foot button").press("Enter")
    page.rest()
    assert page.query() == f"?date={DAY}"
    page.press("Escape")
    assert page.run("() => document.activeElement.id") == "show-filters"


def test_counts_in_the_panel_are_of_what_holds_unfiltered(page, real_atlas):
    page.press("f")
    page.page.locator("#filters").wait_for()
    box = page.page.locator("#filters input[value=air_base]")
    count = box.locator("xpath=../span[2]").text_content()
    here = real_atlas.at(DAY).bases

    assert int(count) == int((here["kind"] == "air_base").sum())
    page.press("Escape")


def test_certain_only_takes_out_what_is_only_possible(page):
    page.show(f"?date={DAY}&f.sure=1")
    sure = page.run("() => Object.values(cstoMap.page.state.marks)")
    every = page.run("() => Object.values(cstoMap.page.today.marks)")

    assert all(sure)
    assert sum(every) == len(sure) < len(every)


def test_a_range_shows_what_held_at_any_time_in_it(page, real_atlas):
    page.menu("timing")
    page.page.locator("#time-mode").select_option("range")
    inputs = page.page.locator(".range-typed input")
    for k, text in enumerate(("1999-01-01", "31.12.2005")):
        inputs.nth(k).fill(text)
        inputs.nth(k).press("Enter")
    page.rest()
    first, last = (real_atlas.day(text).toordinal() for text in ("1999-01-01", "2005-12-31"))
    own = state_in(real_atlas.timeline, first, last, "alliance")

    assert page.query() == f"?date={DAY}&tm=range&range=1999-01-01..2005-12-31"
    assert page.run("() => cstoMap.page.state.marks") == own.marks
    chip = page.page.locator("#chips .chip span").first.inner_text()
    assert chip == "At any time from 1 January 1999 to 31 December 2005"
    page.go("2015-05-05")
    assert page.run("() => cstoMap.page.state.marks") == own.marks


def test_cumulative_shows_all_up_to_the_day(page, real_atlas):
    page.show("?date=2003-06-01&tm=cumulative&range=2001-01-01..2005-12-31")
    timeline = real_atlas.timeline
    first = real_atlas.day("2001-01-01").toordinal()
    for day, last in (("2003-06-01", None), ("2004-06-01", None), ("2012-01-01", "2005-12-31")):
        page.go(day)
        until = real_atlas.day(last or day).toordinal()
        own = state_in(timeline, first, until, "alliance")
        assert page.run("() => cstoMap.page.state.marks") == own.marks, day
    page.go("2000-01-01")
    assert page.run("() => Object.keys(cstoMap.page.state.marks)") == []


def test_the_ends_of_a_range_are_moved_by_keys_and_by_hand(page):
    page.show(f"?date={DAY}&tm=range&range=1999-01-01..2005-12-31")
    start, end = (page.page.locator(f".handle-{which}") for which in ("from", "to"))
    start.focus()
    for keys in ("Shift+PageDown", "Shift+ArrowRight", "ArrowRight"):
        start.press(keys)
    page.rest()
    assert "range=2000-02-02..2005-12-31" in page.query()
    assert start.get_attribute("aria-valuetext") == "2 February 2000"
    assert page.state()["date"] == DAY
    first = page.run("() => cstoMap.core.state.iso(cstoMap.page.data.first)")
    end.press("Home")
    page.rest()
    # The end pushes the beginning before it.
    assert f"range={first}..{first}" in page.query()
    end.press("End")
    page.rest()
    box = start.bounding_box()
    page.page.mouse.move(box["x"] + 6, box["y"] + 10)
    page.page.mouse.down()
    page.page.mouse.move(box["x"] + 206, box["y"] + 10, steps=4)
    page.page.mouse.up()
    page.rest()
    day = page.run("() => cstoMap.core.state.iso(cstoMap.page.view.range[0])")
    assert day > "1994"
    band = page.page.locator(".range-band").bounding_box()
    assert band["x"] == pytest.approx(box["x"] + 206, abs=14)


def test_events_of_a_range_are_those_that_happened_in_it(page, real_atlas):
    page.show(f"?date={DAY}&layers=events&tm=range&range=2004-01-01..2004-12-31")
    shown = {
        id_ for id_ in page.run("() => Object.keys(cstoMap.page.state.marks)") if "event:" in id_
    }
    for row in real_atlas.tables.events:
        days = event_days(row)
        if f"event:{row.event_id}" in shown:
            assert days[0].year <= 2004 <= days[1].year


def test_cards_go_on_telling_of_the_day(page):
    page.show("?date=2002-01-01&tm=range&range=1999-01-01..2015-12-31&sel=site:kgz_kant")

    assert page.run("() => 'site:kgz_kant' in cstoMap.page.state.marks")
    said = page.page.locator("#card .presence").inner_text()
    assert said == page.words("card", "not_now")


def test_a_step_costs_nothing_more_without_filters(shared):
    """What filters add to a step is a look at whether there are any: nothing is gone through."""
    assert shared.run(
        """() => {
          const { page } = cstoMap;
          const today = Object.freeze({});
          return page.truth(page.view.day, today) === today;
        }"""
    )


def saved(page, query):
    """The ids that a saved SVG of a view draws, and its texts."""
    page.show(query)
    page.page.locator("#save-image").click()
    page.page.locator("#export-format").select_option("svg")
    with page.page.expect_download() as waiting:
        page.page.locator("#export-save").click()
    root = ElementTree.parse(waiting.value.path()).getroot()
    drawn = {e.get("data-id"): e for e in root.iter() if e.get("data-id")}
    return drawn, [e.get("aria-label") for e in root.iter() if e.get("aria-label")]


def test_a_saved_picture_has_what_filters_leave(page):
    whole, _ = saved(page, f"?date={DAY}&numbers=off")
    assert any(id_.startswith("site:blr") for id_ in whole)
    drawn, texts = saved(page, f"?date={DAY}&numbers=off&f.country=KGZ&f.kind=air_base")
    shown = page.run("() => [cstoMap.page.map.symbols, cstoMap.page.map.insets.symbols()].flat()")
    members = {m for s in shown for m in s["members"]}

    assert "site:kgz_kant" in drawn
    # Sectors, movements and the ground have no country to be filtered by.
    others = ("label:", "sector:", "flow:", "ring:", "disputed:")
    symbols = {id_ for id_ in drawn if ":" in id_ and not id_.startswith(others)}
    assert symbols <= members
    assert [id_ for id_, e in drawn.items() if e.get("data-status")] == ["KGZ"]
    # The column breaks its lines where they are full.
    told = (
        "KSOR agreement signed in Moscow. Shown only: Country: Kyrgyzstan; Kind of place: Air base."
    )
    assert told in " ".join(texts)


def test_a_saved_picture_tells_its_range(page):
    drawn, texts = saved(page, f"?date={DAY}&tm=range&range=1994-01-01..1998-12-31")

    assert "1 January 1994 – 31 December 1998" in texts
    assert drawn["AZE"].get("data-status") == drawn["UZB"].get("data-status") == "member"
    assert "tm=range&range=1994-01-01..1998-12-31" in "".join(texts)


def test_a_saved_comparison_has_no_range_of_days(page):
    _, texts = saved(page, f"?date={DAY}&cmp=2004-01-01&tm=range&range=1994-01-01..1998-12-31")

    assert {"1 January 2004", "14 June 2009"} <= set(texts)
    assert not any("1994" in text for text in texts)
