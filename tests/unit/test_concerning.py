"""Rows by what they tell of."""

from csto_map.page.concerning import Concerning


def test_rows_come_once_and_in_their_order():
    rows = ["b a", "c", "a", "b"]
    told = Concerning(rows, str.split)
    assert told.of(["a", "b"]) == ["b a", "a", "b"]
    assert told.of(["c", "none"]) == ["c"]
    assert told.of([]) == []
