"""A figure for a notebook has all that a map needs, and tells what the page tells."""

import json
import re

import pytest

from csto_map import Atlas, errors
from csto_map.exchange.writing import explorer
from csto_map.picture.figure import to_figure
from csto_map.picture.scene import build
from csto_map.sheet.figure_sheet import Room

DAY = "2009-06-14"


@pytest.fixture(scope="module")
def snapshot(real_atlas):
    return Atlas.at(real_atlas, DAY)


@pytest.fixture(scope="module")
def figure(snapshot):
    return snapshot.figure(view="kyrgyzstan", width=1100, height=640)


@pytest.fixture(scope="module")
def scene(real_atlas):
    width, height = Room().map_size(1100, 640)
    return build(real_atlas, DAY, view="kyrgyzstan", width=width, height=height)


def texts(figure, name):
    return [note.text for note in figure.layout.annotations if note.name == f"sheet:{name}"]


def hovers(figure):
    found = []
    for trace in figure.data:
        text = trace.text or ""
        found += [text] if isinstance(text, str) else list(text)
    return found


class TestFurniture:
    def test_headline_and_date_are_its_title(self, figure, scene):
        assert figure.layout.title.text.replace("<br>", " ") == scene.headline != ""
        assert figure.layout.title.subtitle.text.startswith("14 June 2009 · ")

    def test_the_legend_is_the_scenes_own(self, figure, scene):
        told = " ".join(texts(figure, "legend"))
        keys = [one.name for one in figure.layout.images if one.name.startswith("sheet:")]

        assert keys == [f"sheet:{e.layer}:{e.key}" for e in scene.legend][: len(keys)]
        assert len(keys) > 8
        for entry in scene.legend[: len(keys)]:
            assert all(word in told for word in entry.label.split()), entry.label
            assert entry.counted("en") in told
        left = len(scene.legend) - len(keys)
        assert (f"+ {left} more kinds" in told) == (left > 0)

    def test_notes_say_whose_boundaries_and_which_data(self, real_atlas, figure):
        told = " ".join(texts(figure, "notes"))

        assert real_atlas.config.boundary_source.split(",")[0] in told
        assert real_atlas.version in told

    def test_the_map_keeps_its_scale_whatever_stands_around_it(self, figure, scene):
        layout, margin = figure.layout, figure.layout.margin

        assert layout.width - margin.l - margin.r == scene.width
        assert layout.height - margin.t - margin.b == scene.height
        assert list(layout.xaxis.range) == pytest.approx([scene.x0, scene.x1])

    def test_nothing_of_a_sheet_leaves_the_figure(self, figure, scene):
        """A paper place in pixels from the upper left corner of the map, by its own margins."""
        layout = figure.layout
        for note in layout.annotations:
            if note.name.startswith("sheet:"):
                x = layout.margin.l + note.x * scene.width
                y = layout.margin.t + (1 - note.y) * scene.height
                assert 0 <= x < layout.width, note.text
                assert layout.margin.t - 1 <= y < layout.height - 4, note.text

    def test_a_bare_map_has_none_of_it(self, snapshot):
        bare = snapshot.figure(view="kyrgyzstan", width=640, height=480, bare=True)

        assert (bare.layout.width, bare.layout.height) == (640, 480)
        assert bare.layout.title.text is None
        assert not [n for n in bare.layout.annotations if (n.name or "").startswith("sheet:")]

    def test_too_small_a_figure_is_refused(self, snapshot):
        with pytest.raises(errors.BadOption):
            snapshot.figure(width=300, height=200)


class TestHover:
    def test_a_site_tells_kind_strength_and_age(self, figure):
        (kant,) = [text for text in hovers(figure) if "Kant" in text.split("<br>")[0]]
        lines = kant.split("<br>")

        assert lines[0] == "<b>Kant air base (999th Air Base)</b>"
        assert "Air base" in lines
        assert "700 people (12 August 2004, old)" in lines

    def test_a_state_tells_its_status(self, figure):
        assert "<b>Kyrgyzstan</b><br>Member" in hovers(figure)

    def test_doubt_is_told_in_the_words_of_the_page(self, real_atlas):
        made = build(real_atlas, "2004-12-06", view="tajik-afghan", layers=("bases", "border"))
        doubtful = [one for one in made.symbols if one.certainty == "possible"]
        doubtful += [line for line in made.lines if line.hollow]
        told = [text.replace("<br>", " ") for text in hovers(to_figure(made))]

        assert sum("the sources leave the dates open" in t for t in told) == len(doubtful) > 1


class TestExplorer:
    def test_all_that_can_be_clicked_has_its_rows(self, real_atlas, snapshot, figure):
        known = explorer.records(real_atlas, snapshot.date)
        (hover,) = [trace for trace in figure.data if (trace.meta or {}).get("id") == "hover"]
        members = {id_ for ids in hover.customdata for id_ in ids}

        assert len(members) > 10
        assert members <= known.keys()
        for rows in known.values():
            assert all(row["sources"] and row["source_ids"] for row in rows)

    def test_it_is_one_document_that_fetches_nothing(self, snapshot, tmp_path):
        made = snapshot.explore(view="kyrgyzstan", width=700, height=480)
        text = made.save(tmp_path / "x.html").read_text(encoding="utf-8")
        page = text.replace(explorer._plotly(), "")

        assert text == made.html
        assert not re.search(r"<(?:script|img|link|iframe)[^>]+(?:src|href)=", page)
        assert "$" not in re.sub(r"const figure = .*", "", page).replace("${", "")
        assert made._repr_html_().startswith('<iframe title="')

    def test_no_text_of_a_row_ends_the_script(self):
        told = explorer._script({"note": "</script><b>"})

        assert "<" not in told
        assert json.loads(told) == {"note": "</script><b>"}

    def test_a_file_that_cannot_be_written_is_told(self, snapshot, figure, tmp_path):
        made = explorer.explorer(snapshot._atlas, snapshot.date, figure, "en")
        with pytest.raises(errors.BadOption):
            made.save(tmp_path / "no" / "x.html")
