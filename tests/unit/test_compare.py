"""What differs between two days, in the shipped facts and on the map of a difference."""

from csto_map.atlas import Atlas
from csto_map.history import compare
from csto_map.picture import difference
from csto_map.picture.scene import build, refit


def found(atlas: Atlas, one: str, other: str) -> dict[str, list[str]]:
    rows = compare.differences(atlas, one, other)
    return {kind: [row.text for row in rows if row.kind == kind] for kind in compare.KINDS}


def test_every_row_has_sources_that_exist(real_atlas) -> None:
    known = {row.source_id for row in real_atlas.tables.sources}
    for one, other in (("1991-12-31", "2005-12-31"), ("2004", "2014"), ("2012", "2025-12-31")):
        rows = compare.differences(real_atlas, one, other)
        assert rows
        for row in rows:
            assert row.source_ids, row
            assert set(row.source_ids) <= known


def test_the_history_of_the_border_and_of_the_alliance_is_told_right(real_atlas) -> None:
    rows = found(real_atlas, "2004-01-01", "2006-01-01")
    assert "Khorog sector: Russia → Tajikistan" in rows["handed_over"]
    assert len(rows["handed_over"]) == 6
    assert "Armenia: member → participation frozen" in found(real_atlas, "2023", "2025")["frozen"]
    assert found(real_atlas, "1999-04-19", "1999-04-20")["left"] == [
        "Azerbaijan",
        "Georgia",
        "Uzbekistan",
    ]


def test_the_map_of_a_difference_shows_what_changed_and_nothing_else(real_atlas) -> None:
    days = ("2003-01-01", "2006-01-01")
    scenes = [build(real_atlas, day, view="tajik-afghan", width=900, height=600) for day in days]
    rows = compare.differences(real_atlas, *days, layers=scenes[0].layers)
    own = difference.build(*scenes, rows)
    changed = {row.id: row for row in rows}
    drawn = {member for symbol in own.symbols for member in symbol.members}
    assert drawn
    assert drawn <= changed.keys()
    for symbol in own.symbols:
        kinds = {changed[member].kind for member in symbol.members}
        assert symbol.badge
        assert symbol.faded == (kinds <= {"closed", "departed"})
    wide = {line.id: line.width for line in own.lines}
    assert wide["sector:khorog"] > 0
    # A frame of another size is placed anew, with the same signs.
    again = refit(own, 640, 480)
    assert {s.id for s in again.symbols} <= changed.keys()
    assert again.subtitle == own.subtitle == "1 January 2003 → 1 January 2006"


def test_the_list_keeps_to_what_the_frame_shows(real_atlas) -> None:
    rows = compare.differences(real_atlas, "2003-01-01", "2006-01-01")
    frame = build(real_atlas, "2006-01-01", view="belarus", width=900, height=600).frame
    near = compare.within(real_atlas, rows, frame)
    assert 0 < len(near) < len(rows)
    assert not any(row.kind == "handed_over" for row in near)
