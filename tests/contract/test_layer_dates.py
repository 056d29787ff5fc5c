"""Both readers of other people's dates, held to one file of cases."""

import csv
import json
from datetime import date, timedelta
from pathlib import Path

import pytest

from csto_map.errors import AmbiguousDates, BadDate, BadFile
from csto_map.exchange.reading import when
from csto_map.exchange.reading.layer import read
from csto_map.facts import dates

FOLDER = Path(__file__).parent.parent / "cases"
CASES = json.loads((FOLDER / "layer_dates.json").read_text(encoding="utf-8"))


def iso(day: date | None) -> str | None:
    return None if day is None else day.isoformat()


def days(text: str, way: str) -> list[str | None] | str | None:
    try:
        edtf = when.read(text, way)
    except when.Ambiguous:
        return "ambiguous"
    except BadDate:
        return None
    return [iso(dates.earliest(edtf)), iso(dates.latest(edtf))]


@pytest.mark.parametrize("case", CASES["texts"], ids=lambda case: f"{case['text']} {case['way']}")
def test_a_date_is_read(case) -> None:
    assert days(case["text"], case["way"]) == case["days"]


def outcomes(table, layer) -> list[list[str | None] | str]:
    """What became of each row, in their order."""
    found: list[list[str | None] | str] = ["refused"] * len(table["rows"])
    frame = layer.frame
    for row, start, end in zip(frame.row, frame.start_date, frame.end_date, strict=True):
        found[row - 1] = "always" if start is None and end is None else [iso(start), iso(end)]
    return found


@pytest.mark.parametrize("table", CASES["tables"], ids=lambda table: table["name"])
def test_rows_hold_when_their_file_says(table, tmp_path) -> None:
    path = tmp_path / "own.csv"
    with path.open("w", encoding="utf-8", newline="") as file:
        writer = csv.writer(file, lineterminator="\n")
        writer.writerow(["lat", "lon", *table["columns"]])
        writer.writerows(["41", "69", *cells] for cells in table["rows"])
    if "ambiguous" in table:
        with pytest.raises(AmbiguousDates) as refusal:
            read(path)
        assert [iso(day) for day in refusal.value.readings] == table["days"]
        for said in (table["ambiguous"], "--dates dmy", "--dates mdy", "own.csv"):
            assert said in str(refusal.value)
        return
    if all(one == "refused" for one in table["expected"]):
        with pytest.raises(BadFile, match="not one row can be used"):
            read(path, way=table.get("way", ""))
        return
    layer = read(path, way=table.get("way", ""))
    keys = {note.key: note.params for note in layer.notes}

    assert outcomes(table, layer) == table["expected"]
    undated = table.get("undated", 0)
    dateless = not {"start", "end"} & layer.roles.keys()
    assert keys.get("no_dates" if dateless else "undated", {}).get("n", 0) == undated
    assert ("ends_last" in keys) == table.get("inclusive", False)
    assert keys.get("events", {}).get("n", 0) == table.get("ongoing", 0)
    assert ("guessed" in keys) == table.get("guessed", False)
    assert set(table.get("keys", [])) <= keys.keys()
    for role in ("start", "end"):
        if role in table:
            assert layer.roles[role] == table[role]


def test_the_cases_hold_every_kind_of_answer() -> None:
    told = [case["days"] for case in CASES["texts"]]
    assert told.count(None) >= 30
    assert told.count("ambiguous") >= 3
    assert sum(isinstance(case, list) for case in told) >= 60
    assert len(CASES["tables"]) >= 25


def placemark(name: str, inside: str) -> str:
    point = "<Point><coordinates>70,40</coordinates></Point>"
    return f"<Placemark><name>{name}</name>{inside}{point}</Placemark>"


def test_each_placemark_holds_by_its_own_time(tmp_path) -> None:
    marks = [
        ("span", "<TimeSpan><begin>2003-10-23</begin><end>2003-12-31</end></TimeSpan>"),
        ("open", "<TimeSpan><begin>2004-05</begin></TimeSpan>"),
        ("stamp", "<TimeStamp><when>2006-05-01T10:00:00Z</when></TimeStamp>"),
        ("month", "<TimeStamp><when>2006-05</when></TimeStamp>"),
        (
            "data",
            '<ExtendedData><Data name="date"><value>14.06.2009</value></Data></ExtendedData>',
        ),
        ("none", ""),
    ]
    path = tmp_path / "mixed.kml"
    path.write_text(
        '<kml xmlns="http://www.opengis.net/kml/2.2"><Document>'
        + "".join(placemark(*mark) for mark in marks)
        + "</Document></kml>"
    )
    layer = read(path)
    held = {row.label: (iso(row.start_date), iso(row.end_date)) for row in layer.frame.itertuples()}

    assert held["span"][0] == "2003-10-23"
    assert held["open"] == ("2004-05-01", None)
    assert held["stamp"] == ("2006-05-01", "2006-05-02")
    assert held["month"] == ("2006-05-01", "2006-06-01")
    assert held["data"] == ("2009-06-14", "2009-06-15")
    assert held["none"] == (None, None)
    assert [note.as_json() for note in layer.notes] == [{"key": "undated", "n": 1}]


def test_a_placemark_has_the_time_of_its_folder_and_not_that_of_its_look(tmp_path) -> None:
    """Google Earth writes where one looked from, and when, before the placemark's own time."""
    point = "<Point><coordinates>69,41</coordinates></Point>"
    look = (
        '<{0}><gx:TimeSpan xmlns:gx="http://www.google.com/kml/ext/2.2"><begin>1999</begin>'
        "<end>2000</end></gx:TimeSpan><longitude>69</longitude></{0}>"
    )
    own = "<TimeStamp><when>2006-05-01</when></TimeStamp>"
    path = tmp_path / "folders.kml"
    path.write_text(
        '<kml xmlns="http://www.opengis.net/kml/2.2"><Document>'
        "<Folder><TimeSpan><begin>2001-01-01</begin><end>2002-01-31</end></TimeSpan>"
        f"<Placemark><name>in it</name>{point}</Placemark>"
        f"<Folder><Placemark><name>deep</name>{look.format('LookAt')}{point}</Placemark></Folder>"
        f"<Placemark><name>own</name>{look.format('Camera')}{own}{point}</Placemark></Folder>"
        "<Folder><TimeSpan><begin>2003-01-01</begin></TimeSpan>"
        f"<Placemark><name>open</name>{point}</Placemark></Folder>"
        f"<Placemark><name>none</name>{look.format('LookAt')}{point}</Placemark>"
        "</Document></kml>"
    )
    layer = read(path)
    held = {row.label: (iso(row.start_date), iso(row.end_date)) for row in layer.frame.itertuples()}

    assert held == {
        "in it": ("2001-01-01", "2002-02-01"),
        "deep": ("2001-01-01", "2002-02-01"),
        "own": ("2006-05-01", "2006-05-02"),
        "open": ("2003-01-01", None),
        "none": (None, None),
    }
    assert [note.as_json() for note in layer.notes] == [{"key": "undated", "n": 1}]


def test_columns_that_are_told_are_taken_as_they_are(tmp_path) -> None:
    path = tmp_path / "own.csv"
    path.write_text("lat,lon,start,reported\n41,69,2001,2005\n41,69,2002,\n")

    layer = read(path, {"start": "reported"})
    assert [iso(day) for day in layer.frame.start_date] == ["2005-01-01"]
    assert layer.refused[0].reason == "it has no date"
    path.write_text("lat,lon,date\n41,69,soon\n")
    with pytest.raises(BadFile, match="not one row can be used"):
        read(path)


def test_many_rows_of_iso_dates_are_not_asked_about(tmp_path) -> None:
    first = date(1991, 1, 1)
    rows = (f"41,69,{first + timedelta(days=k)}" for k in range(12_000))
    path = tmp_path / "own.csv"
    path.write_text("lat,lon,date\n" + "\n".join(rows) + "\n")

    assert len(read(path).frame) == 12_000
