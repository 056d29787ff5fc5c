"""The index of everything that can be found, on the toy world and on the real one."""

from datetime import date

import pytest

from csto_map.atlas import Atlas
from csto_map.page import cards, search


@pytest.fixture
def index(toy):
    return made(Atlas.load(toy))


@pytest.fixture(scope="module")
def real(real_atlas):
    return made(real_atlas)


def made(atlas, language="en"):
    return search.compile_index(atlas, cards.compile_details(atlas, language), language)


def entry(index, group, title):
    (found,) = (e for e in index["entries"] if e[0] == group and e[1] == title)
    return found


def words(index, found, field):
    return {index["words"][k][0] for k in found[5][field]}


def test_a_name_is_found_in_both_languages(index):
    base = entry(index, "site", "Bee base (1st)")

    assert words(index, base, 0) == {"bee", "base", "1st"}
    assert words(index, base, 1) == {"baza", "bi"}


def test_former_names_find_a_place(real):
    (bokhtar,) = (e for e in real["entries"] if e[0] == "site" and e[1].startswith("Bokhtar"))
    found = words(real, bokhtar, 0) | words(real, bokhtar, 1)

    assert {"bokhtar", "qurghonteppa", "kurgan", "tyube", "tube"} <= found


def test_a_word_stands_in_the_first_field_that_has_it(index):
    for found in index["entries"]:
        every = [k for field in found[5] for k in field]
        assert len(every) == len(set(every))


def test_targets_say_since_when_and_where(index, toy):
    (target,) = entry(index, "site", "Bee base (1st)")[4]
    id_, place, years, from_, until, sure, point = target
    mark = next(m for m in Atlas.load(toy).timeline["marks"] if m["id"] == id_)

    assert (id_, place, years) == ("site:bbb_base", "Beland", "2002–2010")
    assert [from_, until, sure] == [mark["from"], mark["until"], mark["cfrom"]]
    assert point == [round(mark["x"], 1), round(mark["y"], 1)]


def test_what_is_only_planned_has_no_day(index):
    (target,) = entry(index, "site", "Plan base")[4]

    assert target[2:] == ["planned", None, None, None, None]


@pytest.mark.parametrize(
    ("dates", "said"),
    [
        (("2003-10-23", "..", "certain", "ongoing"), "2003–"),
        (("2004", "2014-05", "attested", "attested"), "by 2004–2014 or later"),
        (("1985", "2012", "inherited", "certain"), "by 1985–2012"),
        (("2009", "2009-12", "attested", "attested"), "2009"),
        (("", "2005", "unknown", "certain"), "?–2005"),
        (("2013~", "", "certain", "unknown"), "about 2013–?"),
        (("", "", "unknown", "unknown"), ""),
        (("2030", "", "planned", "unknown"), "planned"),
    ],
)
def test_years_say_no_more_than_the_sources_do(real_atlas, dates, said):
    class Row:
        start, end, start_certainty, end_certainty = dates

    assert search._kit(real_atlas, {"cards": {}}, "en").years(Row) == said


def test_a_unit_is_one_entry_with_all_its_garrisons(real, real_atlas):
    stays = {}
    for row in real_atlas.tables.deployments:
        stays.setdefault(row.unit_id, []).append(f"deployment:{row.deployment_id}")
    found = [[target[0] for target in e[4]] for e in real["entries"] if e[0] == "unit"]

    assert sorted(found) == sorted(stays.values())


def test_everything_with_a_card_can_be_found(real, real_atlas):
    listed = {target[0] for e in real["entries"] for target in e[4]}
    beyond = {
        f"event:{row.event_id}"
        for row in real_atlas.tables.events
        if row.start > real_atlas.horizon.isoformat()
    }

    assert set(real_atlas.details["cards"]) - listed <= beyond
    assert not listed & beyond


def test_people_in_the_texts_of_events_are_found(real):
    told = [e[1] for e in real["entries"] if "bordyuzha" in words(real, e, 3)]

    assert "Khachaturov takes office as Secretary General" in told


def test_titles_are_in_the_language_asked_for(real_atlas):
    titles = {e[1] for e in made(real_atlas, "ru")["entries"]}

    assert {"Киргизия", "Участок «Хорог»"} <= titles


def test_states_are_found_by_their_names_in_the_languages_of_the_region(real):
    found = words(real, entry(real, "state", "Kyrgyzstan"), 1)

    assert {"kirgiziya", "qirgiziston", "kgz"} <= found


def kinds(index, kind):
    return [e for e in index["entries"] if e[6] and kind in e[6][0]]


def test_every_end_of_a_membership_answers_who_left(index):
    (left,) = kinds(index, "leave")

    assert left[0] == "status"
    assert [target[0] for target in left[4]] == ["BBB"]
    assert left[4][0][3] == date(2010, 6, 15).toordinal()
    assert left[6][2:] == ["pact", left[6][3]]
    assert left[6][3].endswith("left 15 June 2010")


def test_every_figure_is_found_by_its_number(real, real_atlas):
    numbers = {(n, e[1].rsplit(":", 1)[0]) for e in kinds(real, "figure") for n in e[6][1]}
    units = {row.unit_id: row for row in real_atlas.tables.units}
    there = {row.unit_id for row in real_atlas.tables.deployments}
    figures = [
        (row.personnel_high, units[row.subject_id].name)
        for row in real_atlas.tables.strengths
        if row.subject_id in there and row.personnel_low is not None
    ]

    assert len(figures) > 50
    assert set(figures) <= numbers


def test_people_in_a_country_are_those_of_personnel(real, real_atlas):
    (found,) = (e for e in kinds(real, "troops") if e[1] == "Troops of Russia in Tajikistan")
    day = date(2013, 6, 30)
    (target,) = (t for t in found[4] if t[3] <= day.toordinal() < t[4])
    (own,) = real_atlas.personnel("TJK", "RUS", day=day)

    assert target[2].startswith(f"{own.low:,}")
    assert own.as_of[:4] in target[2]


def test_words_of_questions_are_known_in_every_language(index):
    asked = index["asked"]

    assert {"left", "vyshel"} <= set(asked["leave"])
    assert {"how", "kogda"} <= set(asked["stop"])
    assert {"troops", "voysk"} <= set(asked["troops"])
