"""The page's code draws annotations as pictures do, to the letter: at random, on the map shipped."""

import json
import random
import shutil
import subprocess
from datetime import date, timedelta
from pathlib import Path

import pytest

from csto_map.picture import annotations as annotating
from csto_map.picture import fonts, views
from csto_map.picture.style import DARK, LIGHT
from csto_map.query import annotations, kinds
from csto_map.sheet import svg

ROOT = Path(__file__).resolve().parents[2]
SCRIPT = ROOT / "tests/js/annotated.js"
WORDS = [
    "Base",
    "201",
    "troops",
    "left",
    "in",
    "Казахстан",
    "&",
    "<about>",
    "5",
    "000",
    "—",
    "«мост»",
    "~",
    "50%",
    ":",
    "done",
]

pytestmark = pytest.mark.skipif(shutil.which("node") is None, reason="node is not there")


def some_annotation(rng, atlas):
    kind = rng.choice(annotations.KINDS)
    near = rng.random() < 0.8

    def spot():
        if near:
            return round(rng.uniform(40, 90), 4), round(rng.uniform(32, 60), 4)
        return round(rng.uniform(-180, 180), 4), round(rng.uniform(-60, 90), 4)

    text = " ".join(rng.sample(WORDS, rng.randrange(0, 9)))[: annotations.LONGEST].strip()
    places = {"text": 1, "circle": 1, "state": 0}.get(kind, 2)
    spots = tuple(spot() for _ in range(places))
    if kind == "distance" and abs(spots[0][0] - spots[1][0]) > 150:
        spots = spots[0], (spots[0][0], spots[1][1])
    days = sorted(atlas.first + timedelta(rng.randrange(12_000)) for _ in range(2))
    return annotations.Annotation(
        kind=kind,
        places=spots,
        km=round(10 ** rng.uniform(-1, 3.6), 1) if kind == "circle" else 0.0,
        state=rng.choice(annotations.states(atlas)) if kind == "state" else "",
        text=text or ("x" if kind == "text" else ""),
        pen=rng.choice(annotations.PENS),
        days=(days[0], days[1]) if rng.random() < 0.3 else None,
    )


def frame_of(rng, atlas):
    view = rng.choice(atlas.config.views)
    box = [view.x0, view.y0, view.x1, view.y1]
    if rng.random() < 0.5:
        x, y, wide = rng.uniform(-1500, 1500), rng.uniform(-2000, 500), 10 ** rng.uniform(1.5, 3.6)
        box = [x - wide / 2, y - wide / 3, x + wide / 2, y + wide / 3]
    size = rng.choice(((1280, 720), (390, 640), (1496, 944)))
    return box, atlas.config.rotation(view.id), size


def test_the_page_draws_annotations_as_pictures_do(real_atlas, tmp_path) -> None:
    rng = random.Random(2026)
    projector = views.Projector(real_atlas.config.projection.proj)
    writer, given = annotations.Annotations(), kinds.Given(real_atlas)
    asked, wanted = [], []
    for _ in range(250):
        many = tuple(some_annotation(rng, real_atlas) for _ in range(rng.randrange(1, 9)))
        text = writer.write(many)
        assert writer.read("ann", text, given) == many
        box, rotation, size = frame_of(rng, real_atlas)
        first = real_atlas.first + timedelta(rng.randrange(12_000))
        days = first.toordinal(), first.toordinal() + rng.choice([0, 0, 400])
        language, style = rng.choice(["en", "ru"]), rng.choice([LIGHT, DARK])
        speech, timeline = real_atlas.speech(language), real_atlas.timeline_in(language)
        sketched = annotating.sketches(many, timeline, projector, speech)
        frame = views.fit(*box, *size, rotation)
        drawn = annotating.drawn(sketched, days, frame, style)
        outlines = {one.state: f"M{one.state}" for one in many if one.state}
        wanted.append([text, svg.annotations_svg(drawn, style, outlines)])
        asked.append(
            {
                "text": text,
                "box": box,
                "rotation": rotation,
                "size": size,
                "days": days,
                "language": language,
                "style": style.name,
            }
        )
    pairs = [
        ((rng.uniform(-75, 75), rng.uniform(-60, 90)), (rng.uniform(-75, 75), rng.uniform(-60, 90)))
        for _ in range(1500)
    ]
    told = [
        annotating.in_words(annotating.distance(*pair), real_atlas.speech("ru")) for pair in pairs
    ]
    got = answers(tmp_path, real_atlas, asked, pairs)

    assert got["distances"] == told
    for question, one, other in zip(asked, got["drawn"], wanted, strict=True):
        assert one == other, json.dumps(question, ensure_ascii=False)
    assert sum(len(one) for _, one in wanted) > 200_000


def answers(folder, atlas, asked, pairs):
    """What the page's code gives."""
    languages = ("en", "ru")
    countries = {
        language: [
            {"id": one["id"], "name": one["name"], "label": one["label"]}
            for one in atlas.timeline_in(language)["countries"]
        ]
        for language in languages
    }
    letters = set("".join(WORDS)) | set(" ,.\u00a00123456789kmкмx")
    body = {
        "first": atlas.first.toordinal(),
        "horizon": atlas.horizon.toordinal(),
        "countries": countries,
        "proj": atlas.config.projection.proj,
        "words": {one: atlas.speech(one).words["annotations"] for one in languages},
        "advances": {letter: fonts.units(letter, 600) for letter in letters},
        "styles": {one.name: one.as_dict() for one in (LIGHT, DARK)},
        "drawn": asked,
        "distances": pairs,
    }
    (folder / "asked.json").write_text(json.dumps(body, default=dict), encoding="utf-8")
    done = subprocess.run(
        ["node", SCRIPT, folder], capture_output=True, text=True, check=False, cwd=ROOT
    )
    assert done.returncode == 0, done.stderr
    return json.loads(done.stdout)


def test_both_call_the_same_letters_unprintable() -> None:
    """Layers and annotations each have their file: what one of them drops the other does."""
    drawing = json.loads((ROOT / "csto_map/picture/drawing.json").read_text(encoding="utf-8"))
    read = json.loads((ROOT / "csto_map/query/annotations.json").read_text(encoding="utf-8"))

    assert read["unprintable"] == drawing["points"]["unprintable"]


@pytest.mark.parametrize(
    ("start", "end", "told"),
    [
        # Karney's test set of geodesics (2010), line by line: degrees and metres.
        ((0.0, 36.530042355041), (5.762344694676510456, -48.164270779097768864), 9398.502),
        ((0.0, 0.0), (0.0, 90.0), 10001.966),
        ((0.0, 0.0), (90.0, 0.0), 10018.754),
    ],
)
def test_distances_are_those_of_the_ellipsoid(start, end, told) -> None:
    assert annotating.distance(start, end) == pytest.approx(told, abs=0.001)


def test_a_day_is_within_an_annotations_days(real_atlas) -> None:
    one = annotations.Annotation(
        kind="text", places=((70.0, 40.0),), text="x", days=(date(2004, 1, 1), date(2004, 1, 31))
    )
    projector = views.Projector(real_atlas.config.projection.proj)
    [sketch] = annotating.sketches([one], real_atlas.timeline, projector, real_atlas.speech("en"))
    days = [date(2003, 12, 31), date(2004, 1, 1), date(2004, 1, 31), date(2004, 2, 1)]

    assert [sketch.holds(day.toordinal(), day.toordinal()) for day in days] == [
        *(False, True, True, False)
    ]
