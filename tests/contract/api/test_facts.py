"""The API gives the facts that the library and the tables have, whole."""

import csv
import io
import json

import pytest
from click.testing import CliRunner

from csto_map import cli
from csto_map.exchange.writing import frames
from csto_map.facts import schema

DAY = "2009-06-14"


def table(response):
    assert response.headers["content-type"] == "text/csv; charset=utf-8"
    return list(csv.DictReader(io.StringIO(response.text)))


def test_the_atlas_says_what_there_is_and_every_address_it_names_answers(api, real_atlas):
    told = api.get("/atlas").json()

    assert told["version"] == real_atlas.version
    assert told["horizon"] == real_atlas.horizon.isoformat()
    rows = {one["name"]: one["rows"] for one in told["tables"]}
    assert rows == {name: len(getattr(real_atlas.tables, name)) for name in schema.TABLES}
    assert [one["name"] for one in told["layers"]] == list(frames.TITLES)
    frame = ("id", "title", "x0", "y0", "x1", "y1", "meridian")
    views = [{name: getattr(view, name) for name in frame} for view in real_atlas.config.views]
    assert told["views"] == views
    assert {type(one["meridian"]) for one in told["views"]} >= {float}
    for one in told["tables"] + told["layers"]:
        for name in set(one) & {"json_url", "csv_url", "geojson_url"}:
            assert api.head(str(api.base_url.copy_with(path=one[name]))).status_code == 200


def test_a_snapshot_is_the_object_that_the_command_line_prints(api):
    printed = CliRunner().invoke(cli.main, ["show", DAY, "--json"])

    assert api.get("/snapshot", params={"date": DAY}).json() == json.loads(printed.output)


def test_a_month_and_a_year_mean_their_first_day(api):
    days = [
        api.get("/snapshot", params={"date": text}).json()["date"] for text in ("2009-06", "2009")
    ]

    assert days == ["2009-06-01", "2009-01-01"]


def test_a_source_tells_which_rows_rest_on_it(api, real_atlas):
    row = real_atlas.tables.sites[0]
    told = api.get(f"/sources/{row.source_ids[0]}").json()

    assert row.site_id in told["cited_by"]["sites"]
    assert told["title"] in told["citation"]


@pytest.mark.parametrize("name", list(schema.TABLES))
def test_a_table_as_csv_is_the_file_that_people_edit(api, real_atlas, name):
    path = real_atlas.folder / "tables" / f"{name}.csv"
    with path.open(encoding="utf-8", newline="") as file:
        reader = csv.DictReader(file)
        edited = list(reader)
    told = api.get(f"/tables/{name}.csv")
    given = table(told)

    assert told.text.splitlines()[0] == ",".join(reader.fieldnames)
    numbers = {k for k, t in schema.TABLES[name].cell_types().items() if t in (int, float)}
    for ours, theirs in zip(given, edited, strict=True):
        for column, text in theirs.items():
            same = ours[column] == text
            if column == "source_ids":
                # The best source first, whatever the order in the cell.
                same = sorted(ours[column].split(";")) == sorted(text.split(";"))
            assert same or (column in numbers and float(ours[column]) == float(text))


def test_a_table_as_json_has_the_same_rows_and_says_what_columns_mean(api, real_atlas):
    told = api.get("/tables/sites").json()

    assert [row["site_id"] for row in told["rows"]] == [r.site_id for r in real_atlas.tables.sites]
    assert [one["name"] for one in told["columns"]] == list(schema.Site.columns())
    assert {one["name"]: one["meaning"] for one in told["columns"]}["name"] == "English name"


@pytest.mark.parametrize(
    ("accept", "kind"),
    [
        ("text/csv", "text/csv; charset=utf-8"),
        ("text/csv;q=0.5, application/json", "application/json"),
        ("application/json;q=0.1, text/*", "text/csv; charset=utf-8"),
        ("*/*", "application/json"),
        ("", "application/json"),
        ("image/png", "application/json"),
        (";;q=,,text/csv;q=2", "text/csv; charset=utf-8"),
    ],
)
def test_the_accept_header_chooses_between_json_and_csv(api, accept, kind):
    response = api.get("/changes", headers={"Accept": accept})

    assert response.headers["content-type"] == kind
    assert "Accept" in response.headers["vary"]


def test_changes_of_a_period_are_those_of_the_library_days_at_both_ends_included(api, real_atlas):
    told = api.get("/changes", params={"from": "2004-04-30", "to": "2004"}).json()
    own = [c for c in real_atlas.changes if "2004-04-30" <= c.day.isoformat() <= "2004-12-31"]

    assert [(c["date"], c["text"]) for c in told["changes"]] == [
        (c.day.isoformat(), c.text) for c in own
    ]
    assert told["changes"][0]["date"] == "2004-04-30"
    rows = table(api.get("/changes.csv", params={"from": "2004-04-30", "to": "2004"}))
    assert [row["text"] for row in rows] == [c.text for c in own]


def test_a_period_that_is_not_given_is_the_whole_history(api, real_atlas):
    assert len(api.get("/changes").json()["changes"]) == len(real_atlas.changes)


def test_a_difference_tells_who_took_over_and_what_closed(api):
    told = api.get("/diff", params={"from": "2004-01-01", "to": "2006-01-01"}).json()
    kinds = {one["kind"] for one in told["differences"]}
    taken = [one for one in told["differences"] if one["kind"] == "handed_over"]

    assert {"handed_over", "closed"} <= kinds
    assert {(one["before"], one["after"]) for one in taken} == {("Russia", "Tajikistan")}
    assert all(one["source_ids"] for one in told["differences"])
    rows = table(api.get("/diff.csv", params={"from": "2004-01-01", "to": "2006-01-01"}))
    assert [row["id"] for row in rows] == [one["id"] for one in told["differences"]]


def test_a_difference_can_be_read_through_another_lens(api):
    asked = {"from": "2009-01-01", "to": "2009-12-31", "lens": "CIS"}
    left = [
        o["id"] for o in api.get("/diff", params=asked).json()["differences"] if o["kind"] == "left"
    ]

    assert left == ["GEO"]


def test_a_day_is_not_different_from_itself(api):
    assert api.get("/diff", params={"from": DAY, "to": DAY}).json()["differences"] == []


def test_personnel_by_host_is_that_of_the_snapshot_and_can_be_narrowed(api):
    whole = api.get("/personnel", params={"date": "2013-06-01"}).json()
    there = api.get("/snapshot", params={"date": "2013-06-01"}).json()["personnel_by_host"]
    query = {"date": "2013-06-01", "host": "TJK", "operator": "RUS"}
    one = api.get("/personnel", params=query).json()["personnel_by_host"]

    assert whole["personnel_by_host"] == there
    assert len(there) > 2
    assert one == {"TJK": {"RUS": there["TJK"]["RUS"]}}
    assert one["TJK"]["RUS"]["method"] == "grouping"


def test_personnel_of_several_hosts_is_one_number_with_its_parts(api, real_atlas):
    query = {"date": "2013-06-01", "host": "TJK,KGZ,ARM"}
    told = api.get("/personnel", params=query).json()
    own = told["personnel_by_host"]
    one = told["together"]["RUS"]
    (library,) = real_atlas.personnel(["TJK", "KGZ", "ARM"], "RUS", day="2013-06-01")

    assert one == library.as_object()
    assert set(own) == set(one["parts"]) == set(one["hosts"]) == {"ARM", "KGZ", "TJK"}
    assert one["low"] == sum(of["RUS"]["low"] for of in own.values())
    assert one["method"] == "sum"
    alone = api.get("/personnel", params=query | {"host": "TJK"}).json()
    assert alone["together"] == {}


def test_one_unknown_host_among_several_is_named(api):
    answer = api.get("/personnel", params={"date": "2013", "host": "TJK,XYZ"})

    assert (answer.status_code, answer.json()["parameter"]) == (404, "host")
    assert "XYZ" in answer.json()["detail"]


def test_personnel_of_a_place_that_nobody_knows_is_told(api):
    answer = api.get("/personnel", params={"date": "2013", "host": "XYZ"})

    assert (answer.status_code, answer.json()["parameter"]) == (404, "host")
