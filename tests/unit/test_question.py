"""One question, one value: declared once, read and written alike wherever it is asked."""

import json
import re
from dataclasses import dataclass
from datetime import date
from pathlib import Path

import click
import node
import pytest
import toy_world
from click.testing import CliRunner
from hypothesis import given, settings
from hypothesis import strategies as st

from csto_map.atlas import Atlas
from csto_map.cli.brief import brief
from csto_map.cli.common import asked_texts, question_options
from csto_map.cli.film import film as film_command
from csto_map.cli.render import render
from csto_map.errors import CstoMapError
from csto_map.export import options
from csto_map.export.films import film_options
from csto_map.export.films.film_options import Film
from csto_map.export.options import Still
from csto_map.export.sizes import PRESETS, Size
from csto_map.page import bundle
from csto_map.picture import style
from csto_map.query import annotations, fields, question
from csto_map.query import filters as filtering
from csto_map.query.fields import EVERY, Face
from csto_map.query.filters import FACETS, Filters
from csto_map.query.kinds import Flag, Given
from csto_map.query.question import Question
from csto_map.sheet.furniture import PARTS, Trim

CASES = json.loads(
    (Path(__file__).parent.parent / "cases" / "links.json").read_text(encoding="utf-8")
)
# User layers, one with all that a list must escape.
OWN = ("sites.csv", "a, b%2C.csv", "ещё.kml")
ATLAS = Atlas.load()
UNPRINTABLE = json.loads(
    (Path(annotations.__file__).with_name("annotations.json")).read_text(encoding="utf-8")
)["unprintable"]


@pytest.fixture(scope="module")
def toy_atlas(tmp_path_factory):
    return Atlas.load(toy_world.write(tmp_path_factory.mktemp("toy") / "toy"))


def plain(value):
    """A value as JSON has it."""
    if isinstance(value, date):
        return value.isoformat()
    return [plain(one) for one in value] if isinstance(value, tuple) else value


def view_of(asked):
    """A question as the page's view has it: what is not as by default, by its keys."""
    names = {option["name"]: option["key"] for option in CASES["page"]["link"]}
    own = Question(day=asked.day)
    found = {"day": plain(asked.day)}
    for name, text in fields.texts(asked, Face.PAGE).items():
        key = names[name]
        if key == "annotations":
            found[key] = text
            continue
        attr = {"lang": "language", "range": "span", "cmp": "second"}.get(key, key)
        if not key.startswith("f."):
            found[key] = plain(getattr(asked, attr))
    found |= {name: plain(value) for name, value in filtering.scatter(asked.filters).items()}
    return found | ({"mode": asked.mode} if asked.mode != own.mode else {})


@pytest.mark.parametrize("case", CASES["links"], ids=lambda case: case["query"])
def test_a_link_is_read_and_written(toy_atlas, case):
    asked = question.read(toy_atlas, question.parted(case["query"]))

    assert asked.query() == case["link"]
    assert view_of(asked) == case["view"]


@pytest.mark.parametrize("case", CASES["links"], ids=lambda case: case["query"])
def test_a_link_opens_as_the_picture_that_the_page_asks_for(toy_atlas, case):
    said = question.parted(case["query"])
    if "mode" in said and not {"cmp", "compare"} & set(said):
        del said["mode"]  # the page keeps it for the next comparison
    linked = options.read(toy_atlas, {"date": toy_atlas.config.default_date.isoformat()} | said)
    asked = options.read(toy_atlas, case["still"])

    whole = {"box": None} if asked.box else {}
    assert fields.texts(asked, Face.STILL) | whole == fields.texts(linked, Face.STILL) | whole
    assert asked.trim.link == linked.trim.link
    page = question.read(toy_atlas, question.parted(linked.trim.link))
    kept = question.read(toy_atlas, question.parted(case["link"])).settled(toy_atlas)
    assert page.texts(Face.STILL) == kept.texts(Face.STILL)


@pytest.mark.parametrize("case", CASES["links"], ids=lambda case: case["query"])
def test_a_film_shows_what_its_page_shows(toy_atlas, case):
    if case["film"].get("tm") == "range":
        return
    film = film_options.read(toy_atlas, case["film"])
    page = question.read(toy_atlas, question.parted(case["link"])).settled(toy_atlas)
    names = set(fields.names(Film, Face.FILM)) & set(fields.names(Question, Face.FILM))
    texts = {name: text for name, text in page.texts(Face.FILM).items() if name in names}

    assert {name: text for name, text in film.texts(Face.FILM).items() if name in names} == texts


@pytest.mark.parametrize(("name", "value"), CASES["refused"])
def test_a_bad_text_is_refused(toy_atlas, name, value):
    with pytest.raises(CstoMapError) as problem:
        question.read(toy_atlas, {name: value})
    assert "\n" not in str(problem.value)


def test_the_cases_are_of_what_the_page_is_told(toy_atlas):
    told = bundle.timeline(toy_atlas)
    page = CASES["page"]

    assert json.loads(json.dumps(told["link"])) == page["link"]
    assert (told["first"], told["horizon"]) == (page["first"], page["horizon"])
    assert [one["id"] for one in page["countries"]] == annotations.states(toy_atlas)
    for section, said in page["words"].items():
        assert said.items() <= told["words"][section].items()
    shown = {name for case in CASES["links"] for name in question.parted(case["link"])}
    # The toy world has one of each: it is never written.
    assert {option["name"] for option in page["link"]} == shown | {"view", "org"}


@node.needed
def test_the_page_gives_the_same_answers():
    assert node.passes("links.test.js") > 2 * len(CASES["links"])


DAYS = st.dates(ATLAS.first, ATLAS.horizon)
TEXTS = st.none() | st.text(min_size=1, max_size=20).filter(lambda text: text.isprintable())
CONFIG = ATLAS.config
KNOWN = filtering.values(ATLAS.timeline)


def some(values):
    """Some of several, in the order of all."""
    return st.sets(st.sampled_from(values)).map(lambda own: tuple(v for v in values if v in own))


@st.composite
def filters(draw):
    chosen = [
        (facet.id, tuple(draw(st.lists(st.sampled_from(KNOWN[facet.id]), min_size=1, max_size=3))))
        for facet in FACETS
        if KNOWN[facet.id] and draw(st.integers(0, 3)) == 0
    ]
    return Filters(tuple(chosen), draw(st.none() | st.integers(1, 1_000_000)), draw(st.booleans()))


@st.composite
def boxes(draw):
    x, y = draw(st.integers(-20_000, 20_000)), draw(st.integers(-20_000, 20_000))
    wide, tall = draw(st.integers(1, 40_000)), draw(st.integers(1, 40_000))
    return float(x), float(y), float(x + wide), float(y + tall)


DEGREES = st.integers(-1_800_000, 1_800_000).map(lambda n: n / 10_000)
SPOTS = st.tuples(DEGREES, st.integers(-600_000, 900_000).map(lambda n: n / 10_000))
WORDS = st.text(max_size=30).map(lambda text: " ".join(text.replace("\\", "").split()))


@st.composite
def annotation(draw):
    kind = draw(st.sampled_from(annotations.KINDS))
    start, end = draw(SPOTS), draw(SPOTS)
    words = "".join(c for c in draw(WORDS) if not re.match(UNPRINTABLE, c))
    words = " ".join(part for part in words.split(" ") if part)
    places = {"text": (start,), "circle": (start,), "state": ()}.get(kind, (start, end))
    if kind == "distance":
        places = (start, (start[0], -start[1] / 2 + 1))
    if len(set(places)) < len(places):
        places = (start, (start[0], start[1] - 0.5 if start[1] > 0 else start[1] + 0.5))
    return annotations.Annotation(
        kind=kind,
        places=tuple((lon, annotations.rounded(lat, 4)) for lon, lat in places),
        km=draw(st.integers(1, 50_000)) / 10 if kind == "circle" else 0.0,
        state=draw(st.sampled_from(annotations.states(ATLAS))) if kind == "state" else "",
        text=words or ("x" if kind == "text" else ""),
        pen=draw(st.sampled_from(annotations.PENS)),
        days=draw(st.none() | st.tuples(DAYS, DAYS).map(lambda ends: tuple(sorted(ends)))),
    )


def but(values, usual):
    """None for what the atlas itself chooses."""
    return st.sampled_from([None if value == usual else value for value in values])


LAYERS = [layer.id for layer in CONFIG.layers]
USUAL = tuple(name for name in LAYERS if name in CONFIG.default_layers)
# By field; every field of a question must be here.
FIELDS = {
    "day": DAYS,
    "view": but([view.id for view in CONFIG.views], CONFIG.default_view),
    "lens": but([lens.id for lens in CONFIG.lenses], CONFIG.default_lens),
    "layers": some(LAYERS).map(lambda own: None if own == USUAL else own),
    "selection": TEXTS,
    "theme": st.none() | st.sampled_from(question.THEMES),
    "style": st.sampled_from(question.STYLES),
    "icons": st.sampled_from(question.ICONS),
    "numbers": st.sampled_from(question.NUMBERS),
    "ground": st.sampled_from(question.GROUNDS),
    "insets": st.sampled_from(question.INSETS),
    "box": st.none() | boxes(),
    "tour": TEXTS,
    "dock": TEXTS,
    "sort": TEXTS,
    "find": TEXTS,
    "language": st.sampled_from(["en", "ru"]),
    "tm": st.sampled_from(["instant", "range", "cumulative"]),
    "span": st.none() | st.tuples(DAYS, DAYS).map(lambda ends: tuple(sorted(ends))),
    "filters": filters(),
    "second": st.none() | DAYS,
    "mode": st.sampled_from(["side", "swipe", "diff"]),
    "annotations": st.lists(annotation(), max_size=3).map(tuple),
    "user_layer_names": some(list(OWN)),
}
OF_THE_PAGE = {"selection", "theme", "tour", "dock", "sort", "find"}
OF_PICTURES = {"style", "insets", "user_layer_names"}


@st.composite
def questions(draw, without=frozenset()):
    found = {name: draw(one) for name, one in FIELDS.items() if name not in without}
    if found["second"] is None:
        found["mode"] = "side"
    return Question(**found)


def test_every_field_of_a_question_is_tried():
    assert set(FIELDS) == set(Question.__dataclass_fields__)


@pytest.mark.slow
@settings(max_examples=300, deadline=None)
@given(questions(OF_PICTURES))
def test_a_link_of_a_question_asks_the_same_question(asked):
    text = asked.query()

    assert question.read(ATLAS, question.parted(text)) == asked
    assert text.isascii()


@settings(max_examples=300, deadline=None)
@given(questions(OF_THE_PAGE))
def test_what_is_written_for_a_picture_is_read_the_same(asked):
    asked = asked.settled(ATLAS)
    texts = asked.texts(Face.STILL)
    own = [layer(name) for name in OWN]
    still = options.read(ATLAS, texts, user_layers=own)
    difference = {"diff": "difference", "swipe": "side"}.get(asked.mode, asked.mode)

    for name in FIELDS:
        wanted = difference if name == "mode" else getattr(asked, name)
        assert getattr(still, name) == wanted, name
    assert [one.name for one in still.user_layers] == list(asked.user_layer_names)
    assert still.texts(Face.STILL) == texts


@pytest.mark.slow
@settings(max_examples=200, deadline=None)
@given(questions(OF_PICTURES))
def test_the_link_of_a_picture_opens_the_page_as_the_picture_was(asked):
    """Whatever else the page's address says: its own panels, a range beside a comparison."""
    still = options.read(ATLAS, question.parted(asked.query()))
    page = question.read(ATLAS, question.parted(still.trim.link))
    again = options.read(ATLAS, question.parted(still.trim.link))

    assert again == still
    assert page.texts(Face.STILL) == still.texts(Face.STILL)


def layer(name):
    import numpy as np

    from csto_map.picture.user_layers import UserLayer

    none = np.array([])
    return UserLayer(name, "#000000", *[none] * 4, *[none] * 3, False)


@pytest.mark.parametrize(
    "size",
    [*PRESETS.values(), Size(1600, 901), Size(1754, 1240, 150.0), Size(1001, 777, 97.0)],
    ids=str,
)
def test_a_still_is_written_as_it_is_read(size):
    trim = Trim("A & b", "", "SECRET", "https://example.org/?date=2009-06-14", frozenset(PARTS[:2]))
    still = Still(day=date(2009, 6, 14), size=size, trim=trim, letters="text", slots=3)

    assert options.read(ATLAS, still.texts(Face.STILL)) == still


def test_a_film_is_written_as_it_is_read():
    film = Film(
        day=date(2001, 1, 1), last=date(2002, 1, 1), step="year", fps=5, seconds=0.5, dwell=0.0,
        size=Size(640, 360), title="T", tm="cumulative", span=(date(2000, 1, 1), date(2002, 1, 1)),
    )  # fmt: skip

    assert film_options.read(ATLAS, film.texts(Face.FILM)) == film


@pytest.mark.parametrize(
    ("command", "asked", "face"),
    [
        (render, Still, Face.STILL),
        (film_command, Film, Face.FILM),
        (brief, Question, Face.BRIEF),
    ],
)
def test_the_command_line_has_every_option_that_is_a_name(command, asked, face):
    named = {name for param in command.params for name in param.opts}
    wanted = {one.name for one in fields.options(asked, face) if one.command and one.faces & face}

    assert {f"--{name}" for name in wanted} <= named
    # Those that it has not are said otherwise there.
    others = {one.name for one in fields.options(asked, face) if one.faces & face} - wanted
    assert others <= {"date", "hide", "own", "slots", "w", "h", *filtering.NAMES}


@dataclass(frozen=True, slots=True, kw_only=True)
class Louder(Question):
    """A question with one option more, of a kind that the page's question has only in filters."""

    caps: bool = fields.option("caps", Flag(), "1: title in capitals", EVERY, default=False)


@pytest.mark.parametrize("caps", [True, False])
@pytest.mark.parametrize("face", [Face.PAGE, Face.STILL])
def test_a_new_option_is_one_field(toy_atlas, caps, face):
    asked = Louder(day=date(2003, 1, 1), caps=caps)
    texts = asked.texts(face)

    assert texts.get("caps") == ("1" if caps else None)
    assert Louder(**fields.read(Louder, face, texts, Given(toy_atlas))) == asked
    assert ("caps=1" in asked.query()) is caps
    told = {option["name"]: option for option in fields.told(Louder, toy_atlas)}
    assert told["caps"] == {
        "name": "caps",
        "key": "caps",
        "kind": "flag",
        "still": True,
        "film": True,
    }
    found = CliRunner().invoke(louder, ["--caps"] if caps else [])
    assert found.output == ("caps=1\n" if caps else "\n")


@click.command()
@question_options(Louder, Face.STILL)
def louder(**given):
    """Say what was asked."""
    click.echo("&".join(f"{name}={text}" for name, text in asked_texts(given).items()))


def test_names_are_given_once():
    for asked, face in ((Question, Face.PAGE), (Still, Face.STILL), (Film, Face.FILM)):
        every = [name for one in fields.options(asked, face) for name in one.names]
        assert len(every) == len(set(every))


def test_a_name_and_its_other_name_are_not_given_together():
    with pytest.raises(CstoMapError, match="either compare or cmp"):
        fields.read(Question, Face.PAGE, {"compare": "2009", "cmp": "2009"}, Given(ATLAS))


def test_styles_and_themes_have_looks():
    assert tuple(style.STYLES) == question.STYLES
    assert set(question.THEMES) < set(question.STYLES)
