"""What an atlas has nothing of is not offered: layers, charts, tables, keys, languages."""

import json
from pathlib import Path

import pytest
from csto_map.app.layout import shell
from plotly.io.json import to_json_plotly

from csto_map.atlas import Atlas
from csto_map.audit.check import check
from csto_map.errors import BadOption
from csto_map.export.films.frames import note
from csto_map.page import bundle, charts, tables_view
from csto_map.query import question

ROOT = Path(__file__).resolve().parents[2]


@pytest.fixture(scope="module")
def nato():
    """An atlas of memberships and a few events: no forces, no border, no tours."""
    return Atlas.load(ROOT / "examples" / "nato")


def parts(atlas):
    """Give the components of the page's shell that have an id, and all texts of the help."""
    found, texts = {}, []

    def walk(node, inside=False):
        if isinstance(node, list):
            for one in node:
                walk(one, inside)
        elif isinstance(node, dict):
            props = node.get("props", {})
            if "id" in props:
                found[props["id"]] = props
            walk(props.get("children"), inside or props.get("id") == "help")
        elif inside and isinstance(node, str):
            texts.append(node)

    walk(json.loads(to_json_plotly(shell(atlas, {}))))
    return found, texts


def options(props):
    return [one["props"]["value"] for one in props["children"]]


class TestPage:
    def test_the_shipped_atlas_has_everything(self, real_atlas):
        found, texts = parts(real_atlas)

        every = ["members", "abroad", "border", "seizures", "exercises"]
        assert options(found["chart-choice"]) == every
        assert len(options(found["table-choice"])) == 12
        words = real_atlas.speech().words["help"]
        assert {words["keys_tour"], words["keys_charts"]} <= set(texts)
        assert not found["toggle-charts"].get("hidden")

    def test_charts_and_tables_without_rows_are_not_in_their_lists(self, nato):
        found, texts = parts(nato)

        assert options(found["chart-choice"]) == ["members"]
        assert options(found["table-choice"]) == ["on_map", "states", "events", "sources"]
        words = nato.speech().words["help"]
        assert words["keys_tour"] not in texts
        assert words["keys_charts"] in texts

    def test_an_atlas_without_any_chart_has_no_way_to_them(self, nato, monkeypatch):
        monkeypatch.setattr(charts, "offered", lambda _: [])
        found, texts = parts(nato)

        assert found["toggle-charts"]["hidden"]
        assert found["tab-charts"]["hidden"]
        assert nato.speech().words["help"]["keys_charts"] not in texts

    def test_what_is_offered_is_what_is_compiled(self, real_atlas, nato):
        for atlas in (real_atlas, nato):
            made = charts.compile_charts(atlas)["charts"]
            full = [name for name, one in made.items() if one["items"] or one.get("sectors")]
            assert charts.offered(atlas) == full
            tables = tables_view.compile_tables(atlas)["tables"]
            assert tables_view.offered(atlas)[1:] == [one["id"] for one in tables if one["rows"]]

    def test_layers_without_rows_are_marked(self, real_atlas, nato):
        def empty(atlas):
            return [one["id"] for one in atlas.timeline["layers"] if one.get("empty")]

        assert empty(real_atlas) == []
        assert empty(nato) == [
            layer.id for layer in nato.config.layers if layer.id not in ("states", "events")
        ]


class TestLanguages:
    def test_only_those_that_the_atlas_names_have_files_and_links(self, real_atlas, nato):
        assert not [name for name in bundle.files(nato) if name.endswith("-ru")]
        assert question.read(real_atlas, {"lang": "ru"}).language == "ru"
        with pytest.raises(BadOption, match="there are en"):
            question.read(nato, {"lang": "ru"})

    @pytest.mark.parametrize(
        ("given", "value"), [('["en", "xx"]', "xx"), ('["ru"]', "ru"), ("[]", "nothing")]
    )
    def test_one_without_words_and_a_list_without_english_are_faults(self, toy, given, value):
        path = toy / "atlas.toml"
        text = path.read_text(encoding="utf-8").replace('languages = ["en", "ru"]', "")
        path.write_text(f"languages = {given}\n{text}", encoding="utf-8")

        (fault,) = check(toy).faults
        assert (fault.path.name, fault.column, fault.value) == ("atlas.toml", "languages", value)

    def test_titles_are_those_of_the_language(self, toy):
        (toy / "atlas.ru.toml").write_text('title = "Игрушка"\n[views]\nall = "Всё"\n', "utf-8")

        told = Atlas.load(toy).timeline_in("ru")
        assert told["title"] == "Игрушка"
        assert [view["title"] for view in told["views"]] == ["Всё"]


def test_the_foot_of_a_film_names_the_atlas():
    told = note("Boundaries.", "Toy Map", "1", "Albers", "", "en")

    assert "Facts and sources: Toy Map, data 1." in told
    assert "Факты и источники: Toy Map, данные 1." in note("", "Toy Map", "1", "A", "", "ru")
