"""What a headline speaks of is chosen in atlas.toml, and said by rule: a toy world of three states."""

from datetime import date

import geopandas as gpd
import pytest

from csto_map.atlas import Atlas
from csto_map.history import findings as rules
from csto_map.history.findings import nearest
from csto_map.history.forms import Headline
from csto_map.language.phrases import phrase
from csto_map.language.speech import load_speech

ABOUT = 'about = ["{}"]\nx0 = -1200'
PEOPLE = """
[[peoples]]
country = "AAA"
before = 2004-01-01
text = { en = "Old Alish" }
name = { en = "Old Aland" }
[[peoples]]
country = "AAA"
text = { en = "Alish" }
"""


STATE = PEOPLE.replace("before = 2004-01-01", 'before = "AAA"')


def world(toy, *about, more="", hosts='hosts = ["BBB"]\n'):
    path = toy / "atlas.toml"
    text = path.read_text(encoding="utf-8")
    named = ", ".join(f'"{rule}"' for rule in about)
    text = text.replace("x0 = -1200", f"about = [{named}]\n{hosts}x0 = -1200", 1)
    path.write_text(text + more, encoding="utf-8")
    return Atlas.load(toy).findings_in("en")


def at(findings, *days):
    return [findings.at("all", date.fromisoformat(day)).headline for day in days]


def test_an_atlas_that_chooses_nothing_tells_of_its_members(toy):
    findings = Atlas.load(toy).findings_in("en")

    assert at(findings, "1999-06-01", "2000-06-01", "2002-01-01", "2011-01-01") == [
        "No alliance yet: no state belongs to PACT",
        "Two states have signed up to PACT",
        "Two states are members of PACT",
        "One state is a member of PACT; Beland has left",
    ]


def test_troops_are_told_with_the_age_of_their_figures(toy):
    findings = world(toy, "troops", "last_count", "presence", more=PEOPLE)

    assert at(findings, "2002-07-01", "2005-01-01", "2009-01-01") == [
        "Between 100 and 120 Old Alish troops are in Beland",
        "About 200 Alish troops are in Beland",
        "Alish troops when last counted: 200 in Beland (2004)",
    ]
    assert at(findings, "2011-01-01") == ["No Alish troops are known in Beland"]


@pytest.mark.parametrize(
    ("ends", "told"),
    [
        # The day on which the state is no more is the first of the new word.
        ("2002-08-01", ["Old Alish", "Alish"]),
        # A state that ended before the atlas begins is none of its days.
        ("1980-01-01", ["Alish", "Alish"]),
        ("", ["Old Alish", "Old Alish"]),
    ],
)
def test_people_are_called_so_until_their_state_ends(toy, ends, told):
    path = toy / "boundaries" / "coarse.parquet"
    frame = gpd.read_parquet(path)
    frame["end"] = [ends if code == "AAA" else "" for code in frame["country"]]
    frame.to_parquet(path)
    findings = world(toy, "troops", more=STATE)

    said = at(findings, "2002-07-31", "2002-08-01")
    assert said == [f"Between 100 and 120 {word} troops are in Beland" for word in told]


def test_a_state_is_named_as_it_was(toy):
    """Before its first figure it has sites, and no number; and a name of those days."""
    (toy / "tables/strengths.csv").write_text(toy_world_header(toy, "strengths"), encoding="utf-8")
    findings = world(toy, "presence", more=PEOPLE)

    assert at(findings, "2003-06-01", "2005-06-01") == [
        "Old Aland runs at least one military site in Beland; no total of its troops is known",
        "Aland runs at least one military site in Beland; no total of its troops is known",
    ]


def toy_world_header(toy, table):
    return (toy / f"tables/{table}.csv").read_text(encoding="utf-8").splitlines()[0] + "\n"


def test_a_rule_that_has_nothing_to_tell_leaves_the_word_to_the_next(toy):
    findings = world(toy, "freeze", "battle", "deployment", "handover", "guards")

    assert at(findings, "2004-01-01", "2006-01-01") == [
        "Aland guards at least one of two sectors",
        "Beland guards one of two sectors",
    ]


def test_a_state_without_a_word_for_its_people_is_named(toy):
    assert at(world(toy, "troops"), "2005-01-01") == ["About 200 Aland's troops are in Beland"]


def test_members_are_news_for_half_a_year(toy):
    findings = world(toy, "news", "guards")

    assert at(findings, "2001-06-29", "2001-06-30") == [
        "Two states are members of PACT",
        "Aland guards at least one of two sectors",
    ]


def test_every_day_is_told_as_the_day_of_change_before_it(toy):
    findings = world(toy, "news", "troops", "last_count", "guards", more=PEOPLE)
    headlines = findings.compiled()["all"]["headlines"]

    for n in range(date(1999, 1, 1).toordinal(), date(2012, 12, 1).toordinal(), 7):
        day = date.fromordinal(n)
        assert rules.lookup(headlines, n).text == findings.at("all", day).headline, day


def test_turning_points_by_rule_put_first_what_the_data_turn_on(toy):
    """Events of weight 3, those first on whose day a standing or a guard changes."""
    turns = Atlas.load(toy).findings_in("en").turns("all")
    heavy = [row for row in Atlas.load(toy).tables.events if row.weight == 3]

    assert [turn.text.split(" ", 1)[1] for turn in turns] == [row.title for row in heavy][:7]


def test_a_chosen_turning_point_has_its_words_and_the_event_s_day(toy):
    event = Atlas.load(toy).tables.events[0]
    more = (
        f'[[turns]]\nevent = "{event.event_id}"\nviews = ["all"]\ntext = {{ en = "It turned" }}\n'
    )
    (turn,) = world(toy, "members", more=more).turns("all")

    assert turn.text == f"{event.start[:4]} It turned"
    assert date.fromordinal(turn.day).isoformat().startswith(event.start[:4])


@pytest.mark.parametrize(
    ("language", "n", "said"),
    [
        ("en", 1, "one state is a member of X"),
        ("en", 13, "13 states are members of X"),
        ("ru", 1, "в X входит одно государство"),
        ("ru", 3, "в X входят три государства"),
        ("ru", 5, "в X входят пять государств"),
        ("ru", 21, "в X входит 21 государство"),
        ("ru", 22, "в X входят 22 государства"),
        ("ru", 111, "в X входят 111 государств"),
    ],
)
def test_a_number_chooses_the_form(language, n, said):
    assert phrase(load_speech(language), "members", n=n, org="X") == said


def test_the_nearest_view_is_the_one_most_like_the_box(real_atlas):
    views = real_atlas.config.views
    boxes = {view.id: (view.x0, view.y0, view.x1, view.y1) for view in views}

    assert {id_: nearest(views, box) for id_, box in boxes.items()} == {id_: id_ for id_ in boxes}
    x0, y0, x1, y1 = boxes["tajik-afghan"]
    assert nearest(views, (x0 + 200, y0 + 100, x1 - 200, y1 - 100)) == "tajik-afghan"
    assert nearest(views, (9e4, 9e4, 9.1e4, 9.1e4)) == views[0].id


def test_a_headline_holds_until_the_next():
    rows = [Headline(10, "a", None), Headline(20, "b", 0)]

    assert [rules.lookup(rows, day).text for day in (10, 19, 20, 99)] == ["a", "a", "b", "b"]


def test_the_organisation_that_is_named_is_counted_whole(toy):
    """Where a lens reads two with members in common, the later speaks for those on the map."""
    tables = toy / "tables"
    for name, lines in {
        "organizations": "CLUB,The Club,,CLUB,,2001-01-01,..,certain,ongoing,,book\n",
        "memberships": "club_aaa,CLUB,AAA,member,2001-01-01,..,certain,ongoing,,book\n"
        "pact_ddd,PACT,CCC,member,2001-01-01,2003-06-01,certain,certain,,book\n",
    }.items():
        path = tables / f"{name}.csv"
        path.write_text(path.read_text(encoding="utf-8") + lines, encoding="utf-8")
    choices = toy / "atlas.toml"
    text = choices.read_text(encoding="utf-8").replace('orgs = ["PACT"]', 'orgs = ["PACT", "CLUB"]')
    choices.write_text(text, encoding="utf-8")

    told = Atlas.load(toy).at("2003-01-01").headline

    assert told.startswith("Three states are members of PACT")
