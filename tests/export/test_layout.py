"""Sheets of random states: nothing overlaps, sticks out or is cut, at any size."""

import random
from datetime import timedelta

import pytest
from sheet_rules import faults

from csto_map.atlas import Atlas
from csto_map.export import laid, options, sizes
from csto_map.language.words import languages
from csto_map.picture.style import STYLES
from csto_map.query import filters, question
from csto_map.query.times import MODES
from csto_map.sheet.furniture import PARTS

STATES = 300
TITLES = ("", "Bases & <b>units</b>", "Where the Tajik-Afghan border was guarded, and by whom " * 2)


def random_query(rng, atlas) -> dict[str, str]:
    config = atlas.config
    layers = [layer.id for layer in config.layers]
    days = (atlas.horizon - atlas.first).days

    def day() -> str:
        return (atlas.first + timedelta(days=rng.randrange(days))).isoformat()

    asked = {
        "date": day(),
        "view": rng.choice(config.views).id,
        "org": rng.choice(config.lenses).id,
        "layers": ",".join(rng.sample(layers, rng.randrange(len(layers) + 1))),
        "style": rng.choice(list(STYLES)),
        "icons": rng.choice(question.ICONS),
        "lang": rng.choice(languages()),
        "size": rng.choice(
            [
                *sizes.PRESETS,
                "1600x900",
                "1000x1000",
                "400x1200",
                "640x360",
                "2400x620",
                "297x210mm@150",
            ]
        ),
    }
    if rng.random() < 0.3:
        view = config.view(asked["view"])
        wide, tall = view.x1 - view.x0, view.y1 - view.y0
        x, y = view.x0 + rng.random() * wide / 2, view.y0 + rng.random() * tall / 2
        asked["box"] = f"{x:.0f},{y:.0f},{x + wide / 3:.0f},{y + tall / 3:.0f}"
    if rng.random() < 0.4:
        asked["title"] = rng.choice(TITLES).strip()
    if rng.random() < 0.3:
        asked["subtitle"] = rng.choice(("", "Said in one line", "Said at length, " * 15)).strip()
    if rng.random() < 0.3:
        asked["handling"] = rng.choice(("UNCLASSIFIED", "FOR OFFICIAL USE ONLY"))
    if rng.random() < 0.3:
        asked["link"] = "https://atlas.example.org/a/rather/long/path/"
    if rng.random() < 0.4:
        asked["hide"] = ",".join(rng.sample(PARTS, rng.randrange(1, len(PARTS) + 1)))
    if rng.random() < 0.2:
        asked["compare"] = day()
        asked["mode"] = rng.choice(("side", "difference"))
    elif rng.random() < 0.3:
        asked["tm"] = rng.choice(MODES)
        asked["range"] = "..".join(sorted((day(), day())))
    if rng.random() < 0.3:
        known = filters.values(atlas.timeline)
        for facet in rng.sample(list(known), rng.randrange(1, 5)):
            own = rng.sample(known[facet], min(len(known[facet]), rng.randrange(1, 7)))
            asked[f"f.{facet}"] = ",".join(own)
    return asked


@pytest.mark.parametrize("seed", range(10))
def test_nothing_overlaps_sticks_out_or_is_cut_in_random_states(real_atlas, seed: int) -> None:
    rng = random.Random(seed)
    wrong = []
    for _ in range(STATES // 10):
        asked = random_query(rng, real_atlas)
        if asked.get("compare") == asked["date"]:
            continue
        found = faults(laid.sheet(real_atlas, options.read(real_atlas, asked)))
        wrong += [f"{asked}: {fault}" for fault in found]
    assert not wrong, "\n".join(wrong[:5]) + f"\n({len(wrong)} in all)"


@pytest.mark.parametrize("size", list(sizes.PRESETS))
@pytest.mark.parametrize("style", list(STYLES))
def test_every_preset_holds_every_layer_in_every_style(real_atlas, size: str, style: str) -> None:
    layers = ",".join(layer.id for layer in real_atlas.config.layers)
    asked = {"date": "2005-05-01", "layers": layers, "size": size, "style": style}
    assert faults(laid.sheet(real_atlas, options.read(real_atlas, asked))) == []


@pytest.mark.parametrize("part", PARTS)
def test_each_part_can_be_left_out_and_only_it_goes(real_atlas, part: str) -> None:
    asked = {"date": "2009-06-14", "view": "central-asia", "link": "https://atlas.example.org/"}
    whole = laid.sheet(real_atlas, options.read(real_atlas, asked))
    less = laid.sheet(real_atlas, options.read(real_atlas, asked | {"hide": part}))
    gone = {box.name for box in whole.boxes} - {box.name for box in less.boxes}
    names = {"subtitle": {"changed"}, "title": {"brand", "title"}}
    assert gone == names.get(part, {part})
    if part == "note":
        assert not any("Crimea" in text.text for text in less.texts)
    assert faults(less) == []


@pytest.mark.parametrize("size", ["slide", "1000x1000", "900x1600"])
def test_chart_and_timeline_stay_away_in_every_form_and_their_room_is_used(
    real_atlas, size: str
) -> None:
    asked = {"date": "2009-06-14", "size": size}
    whole = laid.sheet(real_atlas, options.read(real_atlas, asked))
    less = laid.sheet(real_atlas, options.read(real_atlas, asked | {"hide": "tally,timeline"}))
    names = {box.name for box in less.boxes}
    assert {"tally", "timeline"} <= {box.name for box in whole.boxes}
    assert not names & {"tally", "timeline"}
    assert less.map.height > whole.map.height
    assert faults(less) == []


def test_a_sheet_without_date_has_it_in_its_title(real_atlas) -> None:
    asked = {"date": "2009-06-14", "hide": "date"}
    sheet = laid.sheet(real_atlas, options.read(real_atlas, asked))
    assert sheet.title.endswith(", 14 June 2009")


def test_text_keeps_its_proportion_at_every_size(real_atlas) -> None:
    sheets = [
        laid.sheet(real_atlas, options.read(real_atlas, {"date": "2009-06-14", "size": size}))
        for size in ("960x540", "slide", "4k")
    ]
    assert sheets[0].texts == sheets[1].texts == sheets[2].texts


@pytest.mark.parametrize("size", ["slide", "a4-portrait", "social"])
@pytest.mark.parametrize("language", ["en", "ru"])
def test_every_sheet_names_licence_and_link(real_atlas, size: str, language: str) -> None:
    asked = {"date": "2009-06-14", "view": "kyrgyzstan", "size": size, "lang": language}
    told = laid.sheet(real_atlas, options.read(real_atlas, asked)).flows
    assert told["version"].endswith(f"{LICENCE[language]} CC-BY-4.0 (CSTO Map)")
    query = f"?date=2009-06-14&view=kyrgyzstan{'&lang=ru' if language == 'ru' else ''}"
    assert told["link"].endswith(f" csto-map {query}")
    public = asked | {"link": "https://atlas.example.org/"}
    told = laid.sheet(real_atlas, options.read(real_atlas, public)).flows
    assert told["link"].endswith(f" https://atlas.example.org/{query}")


LICENCE = {"en": "licence", "ru": "лицензия"}


def test_a_sheet_of_an_atlas_without_licence_names_none(toy) -> None:
    toy_atlas = Atlas.load(toy)
    assert toy_atlas.config.licence.id == ""
    sheet = laid.sheet(toy_atlas, options.read(toy_atlas, {"date": "2005"}))
    assert sheet.flows["version"] == f"Data {toy_atlas.version}"
