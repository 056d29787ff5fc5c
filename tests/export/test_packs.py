"""Plans and packs: read with line numbers, written whole, every fact with a source."""

import io
from datetime import date
from pathlib import Path

import pytest
import yaml
from pptx import Presentation
from pypdf import PdfReader

from csto_map.atlas import Atlas
from csto_map.errors import BadOption
from csto_map.export.documents import general, pack, plan
from csto_map.export.documents.deck import SourcesPage, TablePage
from csto_map.facts.scaffold import scaffold
from csto_map.history import compare
from csto_map.history.changes import short_name

ROOT = Path(__file__).resolve().parents[2]
IDS = ("site_id", "unit_id", "grouping_id")
SMALL = """
title: A small pack
subtitle: For a test
layers: [states, border]
view: tajik-afghan
views:
  - date: 2004-10-16
    title: Before
    remarks:
      - text: Said by me
      - event: ev_2004_agree
      - text: Said by others
        sources: [kremlin_charter]
  - date: 2004-10-16
    compare: 2005-07-13
    mode: difference
"""


@pytest.fixture(scope="module")
def small(real_atlas):
    return plan.parse(SMALL, real_atlas)


def test_a_plan_is_read_with_its_defaults(small) -> None:
    first, second = small.views
    assert (small.title, small.subtitle) == ("A small pack", "For a test")
    assert first.still.layers == second.still.layers == ("states", "border")
    assert first.still.trim.title == "Before"
    assert second.still.mode == "difference"
    assert small.tables == plan.TABLES
    texts = [remark.text for remark in first.remarks]
    assert texts[0] == "Said by me"
    assert "agreements on border cooperation" in texts[1]
    assert first.remarks[1].source_ids
    assert first.remarks[2].source_ids == ("kremlin_charter",)


@pytest.mark.parametrize(
    ("was", "now", "line", "said"),
    [
        ("date: 2004-10-16\n    title", "date: 1950\n    title", 7, "outside 1991-01-01"),
        ("title: Before", "titel: Before", 8, "'titel' does not exist; there are date"),
        ("view: tajik-afghan", "view: moon", 5, "view 'moon' does not exist; there are alliance"),
        ("[states, border]", "[states, tanks]", 4, "layer 'tanks' does not exist"),
        ("mode: difference", "mode: flip", 16, "there are side, difference"),
        ("compare: 2005-07-13", "compare: 2090", 15, "outside"),
        ("ev_2004_agree", "ev_none", 11, "event 'ev_none' is not in events.csv"),
        ("[kremlin_charter]", "[nobody]", 13, "source 'nobody' is not in sources.csv"),
        ("title: A small pack", "title: [a]", 2, "must be a text"),
        ("views:", "pictures:", 6, "'pictures' does not exist"),
        ("subtitle: For a test", "title: Again", 3, "there twice"),
        ("    mode: difference", "   mode: difference", 16, "not valid YAML"),
        ("  - date: 2004-10-16\n    compare", "  - compare", 14, "no 'date'"),
    ],
)
def test_a_fault_of_a_plan_is_told_with_its_line(real_atlas, was, now, line, said) -> None:
    assert was in SMALL
    with pytest.raises(BadOption) as problem:
        plan.parse(SMALL.replace(was, now, 1), real_atlas, "plan.yaml")
    assert str(problem.value).startswith(f"plan.yaml:{line}: ")
    assert said in str(problem.value)
    assert "\n" not in str(problem.value)


@pytest.mark.parametrize("text", ["", "title: x", "title: x\nviews: []", "- a"])
def test_a_plan_without_views_is_refused(real_atlas, text: str) -> None:
    with pytest.raises(BadOption):
        plan.parse(text, real_atlas)


def test_tags_and_aliases_of_yaml_make_nothing(real_atlas, tmp_path) -> None:
    made = tmp_path / "made"
    tag = f"!!python/object/apply:os.system ['touch {made}']"
    # Nine in nine, ten times over: as values they would be a thousand million.
    bomb = "a0: &a0 [x]\n" + "".join(
        f"a{k}: &a{k} [{', '.join(9 * [f'*a{k - 1}'])}]\n" for k in range(1, 10)
    )
    for text in (
        SMALL.replace("A small pack", tag),
        SMALL.replace("Said by me", tag),
        f"{bomb}{SMALL}",
        f"views: &v [*v]\n{SMALL}",
        SMALL.replace("[states, border]", "&l [*l]"),
    ):
        for read in (plan.parse, plan.document):
            with pytest.raises(BadOption) as refused:
                read(text, real_atlas)
            assert len(str(refused.value).splitlines()) == 1
    assert not made.exists()


def test_a_plan_that_is_not_there_names_those_that_are() -> None:
    with pytest.raises(
        BadOption, match=r"bases, changes, composition, kant-and-the-border, seven-dates"
    ):
        plan.find("nothing")


@pytest.mark.parametrize("name", list(general.PLANS))
@pytest.mark.parametrize("folder", ["shipped", "nato", "empty"])
def test_every_atlas_has_plans_of_its_own_facts(folder, name, real_atlas, tmp_path) -> None:
    atlas = {
        "shipped": lambda: real_atlas,
        "nato": lambda: Atlas.load(ROOT / "examples" / "nato"),
        "empty": lambda: Atlas.load(scaffold(tmp_path / "atlas")),
    }[folder]()
    told = plan.parse(*plan.text_of(name, atlas)[:1], atlas)

    assert atlas.config.title in told.title
    assert told.views
    assert all(remark.source_ids for view in told.views for remark in view.remarks)


def test_the_plan_of_changes_goes_to_the_days_of_accession() -> None:
    atlas = Atlas.load(ROOT / "examples" / "nato")
    told = plan.parse(plan.text_of("changes", atlas)[0], atlas)
    days = [view.still.day.isoformat() for view in told.views]

    assert {"1949-08-24", "1999-03-12", "2004-03-29"} <= set(days)
    assert days == sorted(days)
    assert len(days) <= 12


def test_plans_of_one_alliance_are_not_offered_to_another() -> None:
    atlas = Atlas.load(ROOT / "examples" / "nato")
    with pytest.raises(BadOption, match=r"plans that are there: bases, changes, composition$"):
        plan.text_of("seven-dates", atlas)


def test_a_pack_has_one_size(real_atlas) -> None:
    text = SMALL.replace("    title: Before", "    size: a4")
    with pytest.raises(BadOption, match="one size"):
        pack.write(real_atlas, plan.parse(text, real_atlas), "pdf")


@pytest.mark.parametrize("name", list(plan.shipped()))
def test_shipped_plans_state_no_fact_without_a_source(real_atlas, name: str) -> None:
    own = plan.read(plan.find(name), real_atlas)
    assert own.views
    for view in own.views:
        assert view.still.trim.title is None
        for remark in view.remarks:
            assert remark.source_ids, remark
    assert yaml.safe_load(plan.find(name).read_text(encoding="utf-8"))["title"] == own.title


def test_the_seven_dates_are_seven(real_atlas) -> None:
    own = plan.read(plan.find("seven-dates"), real_atlas)
    assert len(own.views) == 7


def test_each_number_on_a_page_is_a_source_of_the_annex(real_atlas, small) -> None:
    pages = pack.pages(real_atlas, small)
    annex = pages[-1]
    assert isinstance(annex, SourcesPage)
    numbers = {source.id: source.n for source in annex.sources}
    assert sorted(numbers.values()) == list(range(1, len(numbers) + 1))
    for page in pages[1:3]:
        assert {source.id for source in page.sources} <= numbers.keys()
        for source in page.sources:
            assert numbers[source.id] == source.n
    shown = [t.text for t in pages[1].sheet.texts if t.box == "sources"][1]
    ref = pages[1].sheet.scene.sources[0]
    assert shown.startswith(f"{numbers[ref.id]} {ref.brief}")


def test_tables_say_what_the_facts_say(real_atlas, small) -> None:
    tables = {p.title: p for p in pack.pages(real_atlas, small) if isinstance(p, TablePage)}
    composition = tables["Composition: CST / CSTO"]
    assert composition.columns == ("State", "2004-10-16", "2005-07-13", "Sources")
    rows = {row[0]: row for row in composition.rows}
    assert rows["Tajikistan"][1:3] == ("Member", "Member")
    assert rows["Georgia"][1:3] == ("Former member", "Former member")
    bases = tables["Bases and strengths, 13 July 2005"]
    assert any("Dushanbe" in row[0] for row in bases.rows)
    for table in tables.values():
        assert all(len(row) == len(table.columns) == len(table.widths) for row in table.rows)
        assert all(row[-1] for row in table.rows)


THREE = """
title: Three days
layers: [states, bases, units]
view: alliance
views:
  - date: 2008-06-30
  - date: 2013-06-30
  - date: 2022-06-30
"""


@pytest.mark.parametrize("language", ["en", "ru"])
def test_of_what_is_gone_no_strength_stands_on_a_slide(real_atlas, language) -> None:
    own = plan.parse(f"lang: {language}\n{THREE}", real_atlas)
    said = real_atlas.speech(language)
    heading = said.words["document"]["strengths"]
    (table,) = [
        p for p in pack.pages(real_atlas, own) if isinstance(p, TablePage) and p.title == heading
    ]
    days = [date.fromisoformat(text) for text in table.columns[1:-1]]
    assert [day.year for day in days] == [2008, 2013, 2022]
    spoken = real_atlas.spoken(language)
    named: dict[str, set[str]] = {}
    for row in (*spoken.tables.sites, *spoken.tables.units, *spoken.tables.groupings):
        id_ = next(getattr(row, c) for c in IDS if hasattr(row, c))
        for name in (said.name(row), short_name(said.name(row))):
            named.setdefault(name, set()).add(id_)
    there, ages = 0, set()
    for name, *cells, _ in table.rows:
        for day, cell in zip(days, cells, strict=True):
            living = {
                id_
                for id_ in named.get(name, ())
                if any(one.covers(day) for one in real_atlas.lives[id_])
            }
            if name in named and cell:
                there += 1
                figures = [s for id_ in living for s in [real_atlas.strengths.at(id_, day)] if s]
                assert cell in [compare.figure(one, day, said) for one in figures], (name, day)
                ages |= {one.age(day) for one in figures}
    assert there > 20
    assert ages == {"fresh", "old", "last_known"}


def test_the_last_figure_of_what_may_be_gone_is_left_out(real_atlas) -> None:
    # Nobody says when the last of them left; the figure is of 1993.
    subject = "rus_forces_outside_cis"
    day = date(2013, 6, 30)
    counted = real_atlas.strengths.at(subject, day)
    assert counted is not None
    assert counted.age(day) == "last_known"
    assert pack.standing(real_atlas, subject, day) is None
    assert pack.standing(real_atlas, subject, date(1994, 1, 1)).high == 150_000
    # Old figures of what is there still are told, with their age.
    kept = real_atlas.strengths.at("rus_border_arm", date(2024, 2, 22))
    assert kept.age(date(2024, 2, 22)) == "last_known"
    assert pack.standing(real_atlas, "rus_border_arm", date(2024, 2, 22)) == kept


def test_changes_are_told_from_date_to_date(real_atlas, small) -> None:
    (table,) = [p for p in pack.pages(real_atlas, small) if p.__class__ is TablePage][1:2]
    assert table.title == "What changed from date to date"
    rows = {row[1]: row for row in table.rows}
    between = "2004-10-16 → 2005-07-13"
    assert {row[0] for row in table.rows} == {between}
    told = compare.differences(real_atlas, "2004-10-16", "2005-07-13", None, ("states", "border"))
    (handed,) = [key for key in rows if key.startswith("Handed over")]
    over = [row.text for row in told if row.kind == "handed_over"]
    assert handed == f"Handed over ({len(over)})"
    assert rows[handed][2] == "; ".join(over)


def test_a_pack_of_one_day_has_no_table_of_changes(real_atlas) -> None:
    one = plan.parse(
        "title: x\nviews:\n  - date: 2009-06-14\ntables: [changes, composition]", real_atlas
    )
    titles = [p.title for p in pack.pages(real_atlas, one) if isinstance(p, TablePage)]
    assert titles == ["Composition: CST / CSTO"]


@pytest.mark.parametrize("language", ["en", "ru"])
def test_a_hosts_row_says_method_date_and_age(real_atlas, language) -> None:
    own = plan.parse(f"lang: {language}\n{THREE}", real_atlas)
    said = real_atlas.speech(language)
    words = said.words["document"]
    names = {row.country: said.name(row) for row in real_atlas.spoken(language).tables.countries}
    (table,) = [
        p
        for p in pack.pages(real_atlas, own)
        if isinstance(p, TablePage) and p.title == words["strengths"]
    ]
    rows = {row[0]: row[1:-1] for row in table.rows}
    days = [date.fromisoformat(text) for text in table.columns[1:-1]]
    seen = set()
    for host in ("TJK", "KGZ", "ARM", "BLR", "GEO"):
        name = words["forces_in"].format(host=names[host], operator=names["RUS"])
        for day, cell in zip(days, rows[name], strict=True):
            for one in real_atlas.personnel(host, "RUS", day=day):
                method = words["whole_of" if one.method == "grouping" else "sum_of"]
                assert cell.startswith(method.partition("{")[0])
                assert said.range(one.low, one.high) in cell
                assert all(said.date(text) in cell for text in one.as_of.split("/"))
                age = said.words["figure"][one.age].format(n="", date="")
                assert cell.endswith(age.rpartition("(")[2])
                seen.add((one.method, one.age))
    assert {method for method, _ in seen} == {"grouping", "sum"}
    assert len({age for _, age in seen}) > 1


def test_numbers_in_a_row_are_joined() -> None:
    numbers = pack.Numbers()
    assert numbers.cite("abc") == "1-3"
    assert numbers.cite("aecd") == "1, 3-5"


@pytest.mark.parametrize("ending", pack.ENDINGS)
def test_the_same_plan_gives_the_same_bytes(real_atlas, small, ending: str) -> None:
    data = pack.write(real_atlas, small, ending)
    assert data == pack.write(real_atlas, small, ending)
    if ending == "pdf":
        words = [page.extract_text() for page in PdfReader(io.BytesIO(data)).pages]
    else:
        words = [
            "\n".join(s.text_frame.text for s in slide.shapes if s.has_text_frame)
            for slide in Presentation(io.BytesIO(data)).slides
        ]
    assert "A small pack" in words[0]
    assert "Before" in words[1]
    assert "Said by me" in words[1]
    assert "Handed over (5)" in words[2] or "Handed over (6)" in words[2]
    assert "Composition: CST / CSTO" in words[3]
    assert "Sources" in words[-1] or "http" in words[-1]


def test_progress_is_told_page_by_page(real_atlas, small) -> None:
    told = []
    pack.pages(real_atlas, small, lambda done, total: told.append((done, total)))
    assert told[0] == (1, 8)
    assert told[-1] == (8, 8)
    assert told == sorted(told)


def test_tables_of_many_rows_go_on_on_further_slides(real_atlas) -> None:
    text = "title: Two days\nlayers: [states, bases, units]\nview: alliance\nviews:\n"
    own = plan.parse(f"{text}  - date: 2013-06-01\n  - date: 2022-01-10\n", real_atlas)
    deck = Presentation(io.BytesIO(pack.write(real_atlas, own, "pptx")))
    titles = [slide.shapes.title.text_frame.text for slide in deck.slides]
    assert titles[0] == own.title
    assert "Bases and strengths, 10 January 2022 (continued)" in titles
    assert "Sources (continued)" in titles
    for slide in deck.slides:
        for shape in slide.shapes:
            bottom = shape.top + (
                sum(row.height for row in shape.table.rows) if shape.has_table else shape.height
            )
            assert bottom <= deck.slide_height + 12700, (shape.name, slide.shapes.title)
