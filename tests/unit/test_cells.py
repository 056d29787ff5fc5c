"""Cells that are cleared at a glance have no fault that a longer look would find."""

import csv
import unicodedata

from hypothesis import given
from hypothesis import strategies as st

from csto_map import paths
from csto_map.facts import cells, schema

# What trips the rules, thrown in among letters.
odd = st.sampled_from(
    [*" =+-@;\t\n\x00\x1f\x7f", "  ", "\u00a0", "\u200b", "\u0301", "é", "Ж", "Р°"]
)
texts = st.lists(st.one_of(odd, st.sampled_from("abcXYZ019.,:'\""))).map("".join)
kinds = st.sampled_from([str, int, float, bool, tuple])


@given(texts, kinds)
def test_what_is_plain_has_no_fault(text, kind):
    if cells.plain(text, kind):
        assert not list(cells.faults(text, kind))


@given(st.lists(st.tuples(texts, kinds), min_size=1))
def test_no_cell_of_a_plain_row_has_a_fault(row):
    if cells.plain_row([text for text, _ in row]):
        assert not [found for cell in row for found in cells.faults(*cell)]


@given(st.text(), kinds)
def test_every_invisible_character_is_found(text, kind):
    hidden = [c for c in text if unicodedata.category(c) in ("Cf", "Cc", "Co")]
    found = [rule for rule, _ in cells.faults(text, kind)]

    assert ("invisible-characters" in found) == bool(hidden and hidden[0] not in "\t\r\n")
    assert not (hidden and cells.plain(text, kind))


def test_no_shipped_cell_has_a_fault_and_most_are_plain():
    every = plain = 0
    for name, model in schema.TABLES.items():
        types = model.cell_types()
        path = paths.folder("geodata") / "tables" / f"{name}.csv"
        with path.open(encoding="utf-8", newline="") as file:
            for row in csv.DictReader(file):
                for column, text in row.items():
                    assert not list(cells.faults(text, types[column])), (name, column, text)
                    every += 1
                    plain += cells.plain(text, types[column])

    assert every > 50_000
    assert plain > 0.9 * every
