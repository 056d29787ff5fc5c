"""Both readers of people's files on files at random: what one reads, the other reads so too."""

import json
import random
import shutil
from datetime import date, timedelta

import pytest
from layer_twins import by_node, outcome

pytestmark = pytest.mark.skipif(shutil.which("node") is None, reason="node is not there")

EXTENT = (11.0, 28.0, 102.0, 60.5)
MONTHS = ("March", "mar", "März", "mars", "марта", "март 2005 г.", "Mar.", "marzo", "Smarch")
JUNK = (
    "",
    " ",
    "N/A",
    "-",
    "..",
    "present",
    "unknown",
    "?",
    "0",
    "=A1",
    "1e400",
    "#REF!",
    "\u2212",
)
HEADERS = (
    ("name", "lat", "lon", "date"),
    ("Название", "Широта", "Долгота", "Дата"),
    ("title", "Latitude", "Longitude", "start_date", "end_date"),
    ("label", "POINT_Y", "POINT_X", "Year"),
    ("id", "ActionGeo_Lat", "ActionGeo_Long", "SQLDATE"),
    ("name", "coordinates", "from", "to"),
    ("name", "mgrs", "date", "size"),
    ("name", "zone", "easting", "northing", "when"),
    ("name", "wkt", "Date of attack"),
    ("name", "Lat (°)", "Long", "start", "end", "colour", "size", "sidc"),
    ("name", "lat", "lon", "Datum von", "Datum bis"),
    ("name", "lat", "lon", "Start Year", "Start Month", "End Year", "End Month"),
    ("name", "zone", "hemisphere", "easting", "northing", "Date closed"),
    ("a", "b", "c"),
)

SIMPLE = {
    "hemisphere": ("N", "S", "south", ""),
    "start month": ("3", "12", "March", "", "0"),
    "end month": ("4", "12", "13", "", "0"),
    "zone": ("43", "43N", "44T", "36S", "60 n", "61", "1S"),
    "size": ("5", "1,234", "1 500", "12,5", "-3", "x", "1e3", "2'000"),
    "colour": ("red", "#0F0", "#ff00ff80", "rgb(1, 2,300)", "rgb(0,0,255)", "ff8800"),
    "sidc": ("10031000001211000000", "sfgpuci----d---", "tank"),
}


class Writer:
    """Cells of every kind, as people write them, now and then wrong."""

    def __init__(self, seed: int) -> None:
        self.chance = random.Random(seed)
        # Most columns are written in one way.
        self.dates = self.chance.choice([*range(9), None])
        self.places = self.chance.choice([*range(8), None])

    def pick(self, *of):
        return self.chance.choice(of)

    def day(self) -> str:
        on = date(1950, 1, 1) + timedelta(days=self.chance.randrange(36_000))
        d, m, y = on.day, on.month, on.year
        forms = (
            on.isoformat(),
            f"{d:02}.{m:02}.{y}",
            f"{d}/{m}/{y}",
            f"{m}/{d}/{y}",
            f"{m}/{d}/{y % 100:02}",
            f"{d} {self.pick(*MONTHS)} {y}",
            f"{y}{m:02}{d:02}",
            str(on.toordinal() - 693594),
            str((on.toordinal() - 719163) * 86400 + self.chance.randrange(86400)),
            f"{self.pick('March', 'мая', 'x')} {d}, {y}",
            f"{y}-{m:02}",
            str(y),
            f"{y // 10}X",
            f"{y}-{m:02}-{d:02}~",
            f"{on.isoformat()} {self.chance.randrange(24)}:{self.chance.randrange(60):02}",
            f"{on.isoformat()}T00:00:00{self.pick('', 'Z', '+05:00', ' Europe/Moscow', '.123Z')}",
            f"{y}-{m:02}/{y + 1}",
            f"{y} – {self.pick(y + 1, 'present', y - 3)}",
            f"{d:02}-{on:%b}-{y % 100:02}",
            f"c. {y}",
            f"{d}/{m}",
            f"{d:02}.{m:02}.{y} - {d:02}.{m:02}.{y + 1}",
            f"{m}/{d}/{y}, {self.chance.randrange(1, 26)}:{self.chance.randrange(70):02} PM",
            f"{d}. {m}. {y} г.",
            f"{y}-02-30",
        )
        at = self.dates if self.dates is not None and self.chance.random() < 0.9 else None
        return forms[at] if at is not None else self.pick(*forms)

    def degrees(self, most: int) -> str:
        value = self.chance.uniform(-most, most) * self.pick(1, 1, 1, 1.2)
        whole, rest = divmod(abs(value), 1)
        minutes, part = divmod(rest * 60, 1)
        side = ("NS" if most == 90 else "EW")[value < 0]
        forms = (
            f"{value:.{self.chance.randrange(1, 9)}f}",
            f"{value:.4f}".replace(".", ","),
            f"{int(whole)}°{int(minutes)}'{part * 60:.2f}\"{side}",
            f"{side} {int(whole)} {rest * 60:.3f}",
            f"{int(whole)} {int(minutes)} {int(part * 60)} {side}",
            f"{abs(value):.5f}°{self.pick(side, side.lower(), '')}",
            f"{int(whole)}:{int(minutes)}:{int(part * 60)}",
            f"{abs(value):.3f} {'с.ш.' if most == 90 else 'в.д.'}",
            f"{int(whole):0{2 if most == 90 else 3}}{int(minutes):02}{side}",
            f"\u2212{abs(value):.3f}",
            f"{value:.3e}",
            repr(value),
        )
        at = self.places if self.places is not None and self.chance.random() < 0.95 else None
        return forms[at] if at is not None else self.pick(*forms)

    def mgrs(self) -> str:
        figures = "".join(self.pick(*"0123456789") for _ in range(2 * self.chance.randrange(7)))
        zone = self.chance.randrange(0, 62)
        letters = (self.pick(*"CDEFGHJKLMNPQRSTUVWX"), self.pick(*"ABCDEFGHJKLMNPQRSTUVWXYZ"))
        return f"{zone}{letters[0]}{self.pick('', ' ')}{letters[1]}{self.pick(*'ABCDEFGHJKV')}{figures}"

    def cell(self, column: str) -> str:
        if self.chance.random() < 0.04:
            return self.pick(*JUNK)
        low = column.lower()
        if low in SIMPLE:
            return self.pick(*SIMPLE[low])
        if low == "mgrs":
            return self.mgrs()
        if low in ("easting", "northing"):
            number = self.chance.uniform(100_000, 1_100_000) * (1 if low == "easting" else 8)
            return self.pick(f"{number:.2f}", f"{number:.0f}", f"{number:,.1f}".replace(",", " "))
        if low == "wkt":
            return self.wkt()
        if low == "coordinates":
            sign = self.pick(", ", ",", "; ", " ", " / ")
            return f"{self.degrees(90)}{sign}{self.degrees(180)}"
        if "lat" in low or low in ("широта", "point_y"):
            return self.degrees(90)
        if "lon" in low or low in ("долгота", "point_x"):
            return self.degrees(180)
        if any(
            part in low
            for part in ("date", "datum", "start", "end", "from", "to", "year", "when", "дата")
        ):
            return "x" if low == "title" else self.day()
        return self.pick("Кант", 'A "big" one', "x, y", "two\nlines", "#1", " b ", "=1+1", "🇦🇲 ok")

    def wkt(self) -> str:
        x, y = self.chance.uniform(-200, 200), self.chance.uniform(-95, 95)
        return self.pick(
            f"POINT ({x} {y})",
            f"SRID=4326;POINT({x:.3f} {y:.2f})",
            f"srid=3857;point({x} {y})",
            f"LINESTRING ({x} {y}, {x + 1} {y + 1}, {x + 5} {y})",
            f"POLYGON (({x} {y}, {x + 1} {y}, {x + 1} {y + 1}, {x} {y}))",
            f"MultiPoint (({x} {y}), ({x + 1} {y}))",
            f"POINT Z ({x} {y} 3)",
            "POINT EMPTY",
            f"POINT ({x})",
        )

    def quoted(self, cell: str, sign: str) -> str:
        if self.chance.random() < 0.02:
            return self.pick(f'"{cell}', f'"{cell}"x', f'{cell}"')
        if any(c in cell for c in (sign, '"', "\n")) or self.chance.random() < 0.1:
            return '"' + cell.replace('"', '""') + '"'
        return cell

    def text(self) -> bytes:
        """Give a whole table."""
        sign, end = self.pick(",", ",", ";", "\t", "|"), self.pick("\n", "\n", "\r\n", "\r")
        header = list(self.pick(*HEADERS))
        if self.chance.random() < 0.1:
            header.append(self.pick(header[0], "", "notes"))
        lines = [self.pick("Table 1", "# made", "", "a b")] if self.chance.random() < 0.2 else []
        lines += [sign.join(self.quoted(name, sign) for name in header)]
        for _ in range(self.chance.randrange(0, 9)):
            cells = [self.quoted(self.cell(name), sign) for name in header]
            if self.chance.random() < 0.05:
                cells = self.pick(cells[:-1], [*cells, ""], [*cells, "more"])
            lines.append(sign.join(cells))
        text = end.join(lines) + self.pick(end, end, "")
        mark, codec = self.pick(
            ("", "utf-8"), ("", "utf-8"), ("\ufeff", "utf-8"), ("\ufeff", "utf-16-le"),
            ("\ufeff", "utf-16-be"), ("", "cp1251"), ("", "cp1252"), ("", "koi8-r"), ("", "cp866"),
        )  # fmt: skip
        return (mark + text).encode(codec, errors="replace")


def test_files_at_random_are_read_alike(tmp_path) -> None:
    questions = []
    for seed in range(1500):
        writer = Writer(seed)
        path = tmp_path / f"{seed}.csv"
        path.write_bytes(writer.text())
        asked = {"path": str(path), "name": path.name, "extent": EXTENT}
        if writer.chance.random() < 0.5:
            asked["dates"] = writer.pick("dmy", "mdy")
        if writer.chance.random() < 0.2:
            asked["map"] = {writer.pick("label", "date", "lat"): writer.pick("a", "b", "name")}
        questions.append(asked)
    told = [outcome(one) for one in questions]
    kinds = [next(iter(answer)) for answer in told]

    # They are of every kind, and most are read.
    assert kinds.count("columns") > 600
    assert kinds.count("ambiguous") > 10
    assert kinds.count("bad") > 50
    keys = {note["key"] for answer in told for note in answer.get("notes", ())}
    assert len(keys) >= 15
    different = [
        (one["name"], here, there)
        for one, here, there in zip(questions, told, by_node(questions), strict=True)
        if here != there
    ]
    assert not different, json.dumps(different[:3], ensure_ascii=False, indent=1)


def test_plans_of_our_own_tables_are_left_out_alike(tmp_path) -> None:
    """A table of ours, as a workbook has it: what was only announced is no row of the map."""
    path = tmp_path / "own.csv"
    path.write_text(
        "name,lat,lon,start_date,end_date,certainty,source_ids,sources\n"
        "A,42,74,2003-10-23,,certain,a,A\n"
        "B,42,75,2030-01-01,,planned,b,B\n"
        "C,42,76,2003-10-23,2004-01-01,possible,c,C\n",
        encoding="utf-8",
    )
    question = {"path": str(path), "name": path.name, "extent": EXTENT}
    told = outcome(question)

    assert [row["label"] for row in told["rows"]] == ["A", "C"]
    assert [row["end"] for row in told["rows"]] == [None, "2003-12-31"]
    assert [one["value"] for one in told["refused"]] == ["planned"]
    assert by_node([question]) == [told]
