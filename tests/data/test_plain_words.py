"""What readers see is words: no ids, file names, codes or remarks to ourselves, on any card."""

import re
from dataclasses import fields
from functools import cache
from pathlib import Path

import pytest
import spoken
import toy_world
from babel.core import get_global

from csto_map.atlas import Atlas
from csto_map.export.documents.deck import map_page
from csto_map.export.documents.notes import notes
from csto_map.export.options import read as read_still
from csto_map.facts.schema import TABLES
from csto_map.page import cards, charts, search, tables_view

NATO = Path(__file__).resolve().parents[2] / "examples" / "nato"
WORD = re.compile(r"(?<![\w.])[A-Za-z0-9_]+(?![\w]|\.[a-z])")
BRACKETED = re.compile(r"\(([A-Z]{2})\)")
# Codes that are words too: nobody writes the name in full.
SPOKEN = {"USA"}
INTERNAL = re.compile(
    r"\.csv\b|\bby hand\b|\bthis row\b|\brow stays\b|\bsee [\w ]*rows?\b|PLAN ONLY|\bnot coded\b|TODO|FIXME|"
    r"\b(owner|echelon|arm|operator) (code|list|value|inferred|nominal)\b",
    re.IGNORECASE,
)


def odd_ids(atlas):
    """Give the ids of all tables that no sentence could have for a word of its own."""
    found = set()
    for table in fields(atlas.tables):
        for row in getattr(atlas.tables, table.name):
            id_ = str(getattr(row, TABLES[table.name].columns()[0]))
            if "_" in id_ or re.search(r"[a-z]\d|\d[a-z]", id_):
                found.add(id_)
    return found


def codes(atlas):
    return {row.country for row in atlas.tables.countries} - SPOKEN


class Detector:
    """Finds in a text what is no word: made from the ids and codes of an atlas itself."""

    def __init__(self, atlas):
        self.ids, self.codes = odd_ids(atlas), codes(atlas)
        aliases = get_global("territory_aliases")
        self.short = {short for code in self.codes for short in aliases.get(code, ())}

    def wrong(self, text):
        found = [
            word
            for word in WORD.findall(text)
            if word in self.ids or word in self.codes or re.search(r"\w_\w", word)
        ]
        found += [code for code in BRACKETED.findall(text) if code in self.short]
        return found + [match[0] for match in INTERNAL.finditer(text)]


def texts_of(value):
    """Give the texts of a card or an item, without its ids, keys and addresses."""
    if isinstance(value, str):
        yield value
    elif isinstance(value, dict):
        for key, part in value.items():
            if key in ("days", "hosting", "beside"):
                # Stretches of days, what is said of each and its sources.
                yield from (said for _, _, said, _ in part)
            elif key not in (
                "sources",
                "related",
                "marks",
                "org",
                "series",
                "lens",
                "id",
                "dated",
                "steps",
            ):
                yield from texts_of(part)
    elif isinstance(value, list | tuple):
        for part in value:
            yield from texts_of(part)


@cache
def world(folder):
    """The atlas of a folder, shared by the cases of this file."""
    return Atlas.load(folder)


@cache
def details_of(atlas, language):
    return cards.compile_details(atlas, language)


def of_cards(atlas, language):
    details = details_of(atlas, language)
    for id_, card in details["cards"].items():
        yield id_, " | ".join(texts_of(card))
    for id_, source in details["sources"].items():
        told = (source["publisher"], source["title"], source["note"])
        yield f"source {id_}", " | ".join(told)
    for text in cards.plans(atlas, language):
        yield "plan", text


def of_tables(atlas, language):
    for table in tables_view.compile_tables(atlas, language)["tables"]:
        # An age is a word of the page's, in its language.
        told = [c["id"] != "address" and c["kind"] != "age" for c in table["columns"]]
        for row in table["rows"]:
            cells = [c for c, said in zip(row[5], told, strict=True) if said]
            yield table["id"], " | ".join(texts_of(cells))


def of_search(atlas, language):
    details = details_of(atlas, language)
    for _, title, kind, _, targets, *_ in search.compile_index(atlas, details, language)["entries"]:
        yield title, " | ".join([title, kind, *(f"{t[1]} | {t[2]}" for t in targets)])


def of_charts(atlas, language):
    for name, chart in charts.compile_charts(atlas, language)["charts"].items():
        for item in (*chart["items"], *chart.get("sectors", ()), *chart.get("several", ())):
            yield name, f"{item['when']} | {item['text']}"


def of_time(atlas, language):
    line = atlas.timeline_in(language)
    for change in line["changes"]:
        yield change["when"], change["text"]
    for mark in line["marks"]:
        yield mark["id"], mark["name"]
    yield from (("note", text) for _, text in line["notes"])


def of_slides(atlas, language):
    """Notes, annex and alternative text of a slide, on days far apart and in every view."""
    for share in (0.1, 0.5, 0.95):
        day = atlas.first + (atlas.horizon - atlas.first) * share
        for view in atlas.config.views:
            asked = {"date": day.isoformat(), "view": view.id, "lang": language}
            page = map_page(atlas, read_still(atlas, asked), "more_annex")
            lines = [*notes(page).splitlines(), page.summary]
            lines += [f"{one.subject}: {one.words}" for one in page.figures]
            lines += [one.text for one in page.sources]
            # Addresses are no words.
            yield f"{day} {view.id}", re.sub(r"https?://\S+", "", " | ".join(lines))


PLACES = (of_cards, of_tables, of_search, of_charts, of_time, of_slides)


@pytest.mark.slow
@pytest.mark.parametrize("place", PLACES, ids=lambda place: place.__name__)
@pytest.mark.parametrize(
    ("folder", "language"),
    [*((None, language) for language in spoken.LANGUAGES), (NATO, "en")],
    ids=lambda one: one if isinstance(one, str) else "nato" if one else "csto",
)
def test_no_text_for_readers_has_an_id_a_code_or_a_remark_to_ourselves(folder, language, place):
    atlas = world(folder)
    detector = Detector(atlas)

    told = list(place(atlas, language))
    found = {(where, *wrong) for where, text in told if (wrong := detector.wrong(text))}

    assert told
    assert found == set()


@pytest.mark.parametrize("folder", [None, NATO], ids=["csto", "nato"])
def test_notes_say_days_in_words(folder):
    atlas = world(folder)
    for table in fields(atlas.tables):
        for row in getattr(atlas.tables, table.name):
            for column in ("note", "summary", "text", "title"):
                told = getattr(row, column, "")
                assert not re.search(r"\b(18|19|20)\d\d-\d\d-\d\d\b", told), (table.name, told)


@pytest.mark.parametrize(
    ("table", "key", "column", "value"),
    [
        ("sites", "bbb_base", "note", "The same as bbb_plan."),
        ("sites", "bbb_base", "former_names", "Old_name"),
        ("units", "aaa_1bn", "formation", "Troops in BBB"),
        ("units", "aaa_1bn", "note", "Echelon inferred."),
        ("contingents", "c1", "note", "As in deployments.csv."),
        ("events", "drill", "summary", "Map drawn by hand."),
        ("strengths", "s1", "text", "120, see the other row"),
        ("border_points", "bridge", "coord_source", "near aaa_1bn_bee"),
    ],
)
def test_the_next_such_cell_is_found(toy, table, key, column, value):
    toy_world.spoil(toy, table, key, column, value)
    atlas = Atlas.load(toy)
    detector = Detector(atlas)

    found = [wrong for _, text in of_cards(atlas, "en") if (wrong := detector.wrong(text))]

    assert found


def test_a_point_told_by_a_source_names_its_publisher(toy):
    toy_world.spoil(toy, "sources", "paper", "source_id", "paper_1")
    path = toy / "tables"
    for file in path.glob("*.csv"):
        text = file.read_text(encoding="utf-8")
        file.write_text(re.sub(r"\bpaper\b", "paper_1", text), encoding="utf-8")
    toy_world.spoil(toy, "sites", "bbb_base", "coord_source", "derived: 15 km off (paper_1)")
    card = cards.compile_details(Atlas.load(toy))["cards"]["site:bbb_base"]

    assert "derived: 15 km off (Daily)" in dict(card["facts"])["Place"]
