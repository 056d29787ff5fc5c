"""Words of the tables: the standard's are known, an atlas declares others, the rest are faults."""

import csv
import json

import pytest
import toy_world

from csto_map.atlas import Atlas
from csto_map.audit.check import check
from csto_map.errors import DataError
from csto_map.exchange.writing import columns, frames
from csto_map.facts.vocabulary import COLUMNS, KNOWN, SECTIONS, SPOKEN
from csto_map.language.words import languages, words
from csto_map.page import bundle
from csto_map.picture import symbols
from csto_map.picture.glyphs import GLYPHS
from csto_map.picture.style import LIGHT

CHOICES = """
[[echelons]]
id = "operational_group"
text = { en = "operational group", ru = "оперативная группа" }
like = "corps"
most = 600
[[arms]]
id = "pontoon"
text = { en = "Pontoon troops" }
like = "engineer"
[[site_kinds]]
id = "coastal_battery"
text = { en = "Coastal battery" }
like = "missile_base"
[[event_kinds]]
id = "ratification"
text = { en = "Ratification" }
like = "treaty"
[[roles]]
id = "on_call"
text = { en = "on call at home" }
"""
SPOKEN_OF = {
    "operational_group": "operational group",
    "pontoon": "Pontoon troops",
    "coastal_battery": "Coastal battery",
    "ratification": "Ratification",
    "on_call": "on call at home",
}


def declare(toy, text=CHOICES):
    path = toy / "atlas.toml"
    before, layers, after = path.read_text(encoding="utf-8").partition("[[layers]]")
    path.write_text(before + text.lstrip() + layers + after, encoding="utf-8")


def use(toy):
    """Put every word that `CHOICES` declares into a row."""
    toy_world.spoil(toy, "units", "aaa_1bn", "echelon", "operational_group")
    toy_world.spoil(toy, "units", "aaa_1bn", "arm", "pontoon")
    toy_world.spoil(toy, "sites", "bbb_base", "kind", "coastal_battery")
    toy_world.spoil(toy, "deployments", "aaa_1bn_bee", "role", "on_call")
    toy_world.spoil(toy, "events", "signed", "kind", "ratification")


class TestKnown:
    @pytest.mark.parametrize(
        ("section", "wanted"),
        [
            (
                "echelons",
                (
                    "army army_group base battalion battery brigade command company corps "
                    "district division fleet flotilla front group_of_forces platoon regiment "
                    "region squad team"
                ),
            ),
            (
                "arms",
                (
                    "air_defence artillery cavalry chemical combined_arms engineer infantry "
                    "mechanised medical missile motor_rifle naval navy reconnaissance signals "
                    "tank"
                ),
            ),
            ("site_kinds", "naval_base depot missile_base nuclear_store air_base headquarters"),
            ("roles", "stationed peacekeeping intervention"),
        ],
    )
    def test_the_words_of_the_standard_are_there(self, section, wanted):
        assert set(wanted.split()) <= set(KNOWN.drawn[section])

    @pytest.mark.parametrize("language", languages())
    def test_each_is_called_something_in_every_language(self, language):
        silent = [
            word
            for section in SECTIONS
            for word in KNOWN.drawn[section]
            if not words(language)[SPOKEN[section]].get(word)
        ]

        assert silent == []

    def test_each_is_drawn_in_both_sets_of_icons(self):
        assert set(KNOWN.drawn["echelons"].values()) == set(symbols.ECHELONS)
        assert set(KNOWN.drawn["arms"].values()) == set(symbols.ARMS)
        for arm in symbols.ARMS:
            assert symbols.svg(f"plain/{arm}:lead:certain", LIGHT)
        for kind in KNOWN.drawn["site_kinds"].values():
            assert symbols.svg(f"site/{kind}:lead:certain", LIGHT)
            assert symbols.svg(f"plain/{kind}:lead:certain", LIGHT)
        assert set(KNOWN.drawn["event_kinds"].values()) <= set(GLYPHS)

    def test_what_a_word_is_drawn_like_is_drawn_as_itself(self):
        for section in SECTIONS:
            drawn = KNOWN.drawn[section]
            assert {drawn[like] for like in drawn.values()} == set(drawn.values())

    def test_a_larger_echelon_has_room_for_a_smaller_one(self):
        fewer = [KNOWN.sizes[w].most for w in ("army_group", "army", "division", "company")]
        assert fewer == sorted(fewer, reverse=True)
        places = [KNOWN.place(w) for w in ("front", "army", "corps", "division", "company", "team")]
        assert places == sorted(places)
        assert KNOWN.place("front") == KNOWN.place("group_of_forces")


class TestDeclared:
    @pytest.fixture
    def atlas(self, toy):
        declare(toy)
        use(toy)
        return Atlas.load(toy)

    def test_they_break_no_rule(self, toy):
        declare(toy)
        use(toy)

        assert not [fault for fault in check(toy).faults if fault.rule == "vocabulary"]

    def test_they_are_drawn_like_the_words_that_they_name(self, atlas):
        icons = {mark["id"]: (mark["icon"], mark["plain"]) for mark in atlas.timeline["marks"]}

        assert icons["deployment:aaa_1bn_bee"] == ("unit/engineer/corps", "plain/engineer")
        assert icons["site:bbb_base"] == ("site/missile_base", "plain/missile_base")
        assert icons["event:signed"] == ("event/treaty", "plain/treaty")

    def test_they_are_called_what_the_atlas_calls_them(self, atlas):
        told = json.loads(bundle.files(atlas)["atlas"])
        texts = {**told["words"]["kind"], **told["words"]["echelon"], **told["words"]["role"]}

        assert SPOKEN_OF.items() <= texts.items()
        assert told["titles"]["kinds"]["pontoon"] == "Pontoon troops"
        russian = atlas.speech("ru")
        assert russian.word("echelon", "operational_group") == "оперативная группа"
        assert russian.word("kind", "pontoon") == "Pontoon troops"

    def test_cards_search_and_exports_tell_them(self, atlas):
        made = bundle.files(atlas)
        assert "Pontoon troops, operational group" in made["details"].decode()
        assert "on call at home" in made["details"].decode()
        meant = columns.of_layer(atlas, "deployments", frames.layer(atlas, "deployments"))
        assert meant["arm"].words["pontoon"] == "Pontoon troops"
        assert meant["arm"].closed
        assert meant["echelon"].words["operational_group"] == "operational group"

    def test_a_known_word_may_be_called_otherwise(self, toy):
        declare(toy, '[[site_kinds]]\nid = "air_base"\ntext = { en = "Airfield" }\n')

        atlas = Atlas.load(toy)
        assert atlas.speech().word("kind", "air_base") == "Airfield"
        assert atlas.config.vocabulary.like("site_kinds", "air_base") == "air_base"

    def test_the_most_people_are_those_that_the_atlas_declares(self, toy):
        declare(toy)
        use(toy)
        path = toy / "tables" / "strengths.csv"
        figure = "s9,unit,aaa_1bn,2003,certain,total,{0},{0},said,book\n"
        text = path.read_text(encoding="utf-8")
        path.write_text(text + figure.format(600), encoding="utf-8")
        assert Atlas.load(toy)
        path.write_text(text + figure.format(601), encoding="utf-8")

        (fault,) = (f for f in check(toy).faults if f.rule == "impossible-strength")
        assert "a operational_group can have (at most 600)" in fault.expected

    def test_a_grouping_has_the_most_people_of_its_echelon(self, toy):
        path = toy / "tables" / "groupings.csv"
        with path.open(encoding="utf-8", newline="") as file:
            rows = list(csv.DictReader(file))
        with path.open("w", encoding="utf-8", newline="") as file:
            writer = csv.DictWriter(file, [*rows[0], "echelon"], lineterminator="\n")
            writer.writeheader()
            writer.writerows({**row, "echelon": "platoon"} for row in rows)

        (fault,) = check(toy).faults
        assert (fault.rule, fault.value) == ("impossible-strength", "500")


FAULTS = {
    "a word that nobody declares": (
        "",
        ("units", "aaa_1bn", "arm", "artilery"),
        ("units.csv", "arm", "artilery", "did you mean artillery?"),
    ),
    "a kind of event that nobody declares": (
        "",
        ("events", "signed", "kind", "ratification"),
        ("events.csv", "kind", "ratification", "a word of [[event_kinds]] in atlas.toml"),
    ),
    "a word that is drawn like nothing": (
        CHOICES.replace('like = "corps"', 'like = "corp"'),
        None,
        ("atlas.toml", "echelons.operational_group.like", "corp", "did you mean corps?"),
    ),
    "a new word without a likeness": (
        CHOICES.replace('like = "engineer"\n', ""),
        None,
        ("atlas.toml", "arms.pontoon.like", "pontoon", "one of "),
    ),
    "a word that stands twice": (
        CHOICES + '[[arms]]\nid = "pontoon"\ntext = { en = "Pontoon troops" }\nlike = "navy"\n',
        None,
        ("atlas.toml", "arms", "pontoon", "there once"),
    ),
    "a word that is called two things": (
        CHOICES + '[[site_kinds]]\nid = "pontoon"\ntext = { en = "Bridge" }\nlike = "depot"\n',
        None,
        ("atlas.toml", "site_kinds.pontoon.text", "Bridge", "called Pontoon troops"),
    ),
    "a word with a capital": (
        CHOICES.replace('id = "pontoon"', 'id = "Pontoon"'),
        None,
        ("atlas.toml", "arms.Pontoon.id", "Pontoon", "small letters"),
    ),
    "a word without English": (
        CHOICES.replace('{ en = "Ratification" }', '{ ru = "Ратификация" }'),
        None,
        ("atlas.toml", "event_kinds.ratification", "Ратификация", "words in English"),
    ),
}


@pytest.mark.parametrize("slip", FAULTS)
def test_a_slip_is_told_with_file_place_value_and_what_was_expected(toy, slip):
    text, cell, (file, column, value, expected) = FAULTS[slip]
    declare(toy, text)
    if cell:
        toy_world.spoil(toy, *cell)

    faults = check(toy).faults
    told = [f for f in faults if f.path.name == file and f.column == column and value in f.value]
    assert told, [str(fault) for fault in faults]
    assert expected in told[0].expected
    with pytest.raises(DataError):
        Atlas.load(toy)


def test_choices_that_cannot_be_read_make_no_fault_of_every_word(toy):
    declare(toy)
    use(toy)
    path = toy / "atlas.toml"
    path.write_text(path.read_text(encoding="utf-8") + "\n[[views]", encoding="utf-8")

    assert {fault.rule for fault in check(toy).faults} == {"choices"}


def test_every_column_of_words_is_one_of_the_tables(real_atlas):
    for (table, column), section in COLUMNS.items():
        known = set(real_atlas.config.vocabulary.drawn[section])
        assert {getattr(row, column) for row in getattr(real_atlas.tables, table)} <= known | {""}
