"""The shipped layers as collections of features: the same that files and map have."""

from datetime import date

import pytest

from csto_map.exchange.web.features import Asked, Collection
from csto_map.exchange.writing import frames

DAYS = [date(1991, 1, 1), date(1993, 7, 13), date(2004, 12, 6), date(2009, 6, 14)]


@pytest.fixture(scope="module", params=frames.TITLES)
def collection(request, real_atlas):
    return Collection(real_atlas, request.param)


def test_on_a_day_it_has_what_the_dated_file_has(collection, real_atlas):
    for day in (*DAYS, real_atlas.horizon):
        dated = frames.layer(real_atlas, collection.id, day)
        found = collection.matching(Asked(first=day, last=day))

        assert set(found["id"]) == set(dated["id"]), day


def test_a_period_has_what_any_of_its_days_has(collection, real_atlas):
    first, last = date(2004, 10, 1), date(2004, 12, 6)
    period = (date.fromordinal(n) for n in range(first.toordinal(), last.toordinal() + 1, 6))
    found = set(collection.matching(Asked(first=first, last=last))["id"])
    any_day = [set(frames.layer(real_atlas, collection.id, day)["id"]) for day in period]

    assert set.union(*any_day) <= found
    before = set(collection.matching(Asked(last=last))["id"])
    after = set(collection.matching(Asked(first=first))["id"])
    assert found == before & after


def test_the_first_features_tell_the_type_of_every_column(collection):
    """Clients guess types from some ten features; a column that is empty there is text."""
    guessed = collection.rows.head(10).notna().any()
    known = collection.rows.notna().any()

    assert guessed[known].all()
    for column, kind in collection.properties.items():
        texts = collection.rows[column].astype(str)
        days = texts.str.fullmatch(r"\d{4}-\d\d-\d\d")
        assert kind != "string" or days.all() or not days.head(10).all(), column
    assert len(collection.rows) == collection.rows["id"].nunique()
