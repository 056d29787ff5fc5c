"""Words on pictures: in the language asked for, and never read back out of other words."""

from dataclasses import replace

import numpy as np
import pytest

from csto_map.atlas import Atlas
from csto_map.export.documents import deck
from csto_map.picture.figure import to_figure
from csto_map.picture.scene import Scene, build, subject
from csto_map.picture.user_layers import UserLayer
from csto_map.sheet.composition import about
from csto_map.sheet.furniture import lay_out
from csto_map.sheet.svg import map_svg, to_svg

EVERY = ("states", "bases", "units", "detachments", "border", "crossings", "events", "contingents")
ENGLISH = ("Possible on this date", "no guard")


def hovers(scene: Scene) -> list[str]:
    found = []
    for trace in to_figure(scene).to_plotly_json()["data"]:
        text = trace.get("text", "")
        found += [text] if isinstance(text, str) else list(text)
    return found


def unguarded(scene: Scene) -> Scene:
    """Take the name of its guard from each sector, as a source may leave it out."""
    return replace(scene, lines=tuple(replace(line, force="") for line in scene.lines))


@pytest.mark.parametrize("day", ["1992-06-01", "2009-06-14"])
def test_hover_texts_of_a_figure_are_in_its_language(real_atlas: Atlas, day: str) -> None:
    def told(language: str) -> list[str]:
        scene = build(real_atlas, day, layers=EVERY, view="central-asia", language=language)
        names = [symbol.name for symbol in scene.symbols]
        texts = hovers(unguarded(scene))
        # What is said is what is left when names are taken out, longest first.
        for name in sorted((name.replace("<", "&lt;") for name in names), key=len, reverse=True):
            texts = [text.replace(name, "") for text in texts]
        return texts

    english, russian = " | ".join(told("en")), " | ".join(told("ru"))
    assert not [words for words in ENGLISH if words not in english]
    assert not [words for words in ENGLISH if words in russian]
    assert "источники не дают" in russian
    assert "охрана не названа" in russian


def test_a_sector_without_a_named_guard_says_so_in_the_language_of_its_svg(
    real_atlas: Atlas,
) -> None:
    scene = unguarded(build(real_atlas, "2009-06-14", view="tajik-afghan", language="ru"))

    assert "охрана не названа" in map_svg(scene)
    assert "no guard" not in map_svg(scene)


def crowd(count: int) -> UserLayer:
    days = np.full(count, 700000, dtype=np.int32)
    blank = np.array([""] * count, dtype=object)
    x = np.linspace(-100, 100, count)
    return UserLayer(
        "crowd.csv", "#d62728", x, x, days, days + 99999, blank, np.zeros(count), blank, False
    )


@pytest.mark.parametrize(("language", "told"), [("en", "1,234"), ("ru", "1\N{NO-BREAK SPACE}234")])
def test_counts_are_written_as_the_language_writes_numbers(
    real_atlas: Atlas, language: str, told: str
) -> None:
    scene = build(real_atlas, "2009-06-14", language=language, user_layers=[crowd(1234)])

    assert told in [text.text for text in lay_out(scene).texts]
    assert f">{told}</text>" in to_svg(scene)
    assert f"crowd.csv: {told}" in deck.scene_summary(scene)


def test_the_name_of_a_view_is_not_read_out_of_the_title(toy) -> None:
    path = toy / "atlas.toml"
    text = path.read_text("utf-8")
    assert 'title = "Pact"' in text
    path.write_text(text.replace('title = "Pact"', 'title = "Pact: the second"'), "utf-8")
    atlas = Atlas.load(toy)

    told = subject(atlas, "2003-01-01", layers=["bases"])
    assert told.title == "Pact: the second: All"
    assert told.place == "All"
    assert about(told) == "Bases: All"
    boxed = subject(atlas, "2003-01-01", layers=["bases"], box=(-500, -900, 300, 200))
    assert boxed.title == "Pact: the second"
    assert about(boxed) == "Bases"
