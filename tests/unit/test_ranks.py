"""The best source comes first everywhere, and what rests on copies alone is told."""

from collections import Counter

import pytest
import toy_world
from csto_map.app.http import methods

from csto_map import Atlas
from csto_map.facts import ranks
from csto_map.facts.ranks import Ranks
from csto_map.page import cards, tables_view
from csto_map.picture import source_refs
from csto_map.picture.scene import build

RANKS = Ranks(
    {"law": 1, "agency": 2, "blog": 5, "forum": 5, "note": None, "points": 3}, frozenset({"points"})
)


def ranked(folder, book, paper, config=""):
    """Give the toy world's two sources ranks."""
    toy = toy_world.write(folder)
    path = toy / "tables/sources.csv"
    head, *rows = path.read_text(encoding="utf-8").splitlines()
    given = {"book": book, "paper": paper}
    lines = [f"{head},rank", *(f"{row},{given[row.split(',')[0]]}" for row in rows)]
    path.write_text("\n".join(lines) + "\n", encoding="utf-8")
    toml = toy / "atlas.toml"
    toml.write_text(config + toml.read_text(encoding="utf-8"), encoding="utf-8")
    return Atlas.load(toy)


def test_the_best_come_first_those_without_rank_later_gazetteers_last():
    given = ["points", "note", "forum", "blog", "agency", "law", "agency"]

    assert RANKS.best_first(given) == ("law", "agency", "forum", "blog", "note", "points")


@pytest.mark.parametrize(
    ("ids", "best", "copies"),
    [
        (["blog", "agency"], 2, False),
        (["blog", "forum"], 5, True),
        (["blog", "points"], 5, True),
        (["points"], 3, False),
        (["blog", "note"], None, False),
        ([], None, False),
    ],
)
def test_the_best_rank_leaves_gazetteers_aside_and_guesses_nothing(ids, best, copies):
    assert RANKS.best(ids) == best
    assert RANKS.copies(ids) is copies


def test_a_row_has_its_best_source_first_whatever_the_cell_says(tmp_path):
    atlas = ranked(tmp_path, book="5", paper="2")
    row = next(r for r in atlas.tables.memberships if r.membership_id == "pact_bbb_2")

    assert "book;paper" in (tmp_path / "tables/memberships.csv").read_text(encoding="utf-8")
    assert row.source_ids == ("paper", "book")
    assert cards.compile_details(atlas)["cards"]["BBB"]["sources"][0] == "paper"
    assert atlas.sources_of("BBB", since=atlas.first)[0] == "paper"


def test_a_gazetteer_comes_last_and_supports_nothing(tmp_path):
    atlas = ranked(tmp_path, "1", "5", 'gazetteer_source_ids = ["book"]\n')
    row = next(r for r in atlas.tables.memberships if r.membership_id == "pact_bbb_2")

    assert row.source_ids == ("paper", "book")
    assert atlas.ranks.copies(row.source_ids)
    sources = cards.compile_details(atlas)["sources"]
    worth = {id_: source["worth"] for id_, source in sources.items()}
    assert worth == {"book": "points", "paper": "copy"}


def test_shares_count_facts_by_their_best_source(tmp_path):
    atlas = ranked(tmp_path, book="1", paper="5")
    told = ranks.shares(atlas.tables, atlas.ranks)

    assert told["memberships"] == Counter({1: 4, 5: 1})
    assert ranks.good(told["memberships"]) == 0.8
    assert {"sources", "coverage", "officers"}.isdisjoint(told)
    assert "| `memberships` | 5 | 80% | 0% | 0% | 0% | 20% | 80% |" in ranks.as_markdown(told)


def test_the_methods_page_computes_the_shares(real_atlas, tmp_path):
    readme = real_atlas.folder / "README.md"
    page = methods.body(readme, methods.shares(real_atlas))
    told = ranks.shares(real_atlas.tables, real_atlas.ranks)

    assert '<h2 id="sources-by-rank">' in page
    assert f'<td align="right">{sum(told["strengths"].values()):,}</td>' in page.replace(
        'style="text-align:right"', 'align="right"'
    )
    assert methods.shares(Atlas.load(toy_world.write(tmp_path))) == ""


def test_shipped_rows_and_cards_have_the_best_first(real_atlas):
    order = real_atlas.ranks
    rows = [row for name in ("events", "strengths") for row in getattr(real_atlas.tables, name)]
    lists = [row.source_ids for row in rows]
    lists += [card["sources"] for card in cards.compile_details(real_atlas)["cards"].values()]

    assert order.known
    assert all(tuple(ids) == order.best_first(ids) for ids in lists)
    first = {ids[0] for ids in lists if len(ids) > 1}
    assert not any(one in order.gazetteers for one in first)


def test_a_picture_lists_the_boundaries_then_the_best_first(real_atlas):
    every = [layer.id for layer in real_atlas.config.layers]
    listed = [ref.id for ref in build(real_atlas, "2009-06-14", layers=every).sources]
    own = source_refs.of_boundaries(real_atlas)

    # Those of the ground, which says nothing of the subject, come last.
    ground = real_atlas.config.ground_source_ids
    cited = [id_ for id_ in listed[len(own) :] if id_ not in ground]

    assert listed[: len(own)] == own
    assert listed[len(own) + len(cited) :] == [id_ for id_ in ground if id_ not in own]
    assert len(cited) > 50
    assert tuple(cited) == real_atlas.ranks.best_first(cited)


def test_the_table_of_sources_says_how_good_they_are(real_atlas):
    (table,) = [t for t in tables_view.compile_tables(real_atlas)["tables"] if t["id"] == "sources"]
    columns = [column["id"] for column in table["columns"]]
    cells = dict(zip(columns, table["rows"][0][5], strict=True))
    row = real_atlas.tables.sources[0]

    assert (cells["rank"], cells["language"]) == (row.rank, row.language)
    assert cells["original"] == row.original
    assert {"accessed", "note"} <= set(columns)


def test_every_shipped_source_has_a_rank_and_a_language(real_atlas):
    rows = real_atlas.tables.sources

    assert [row.source_id for row in rows if row.rank is None] == []
    assert [row.source_id for row in rows if not row.language] == []
