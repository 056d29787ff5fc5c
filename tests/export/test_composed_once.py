"""A scene is composed once in a frame, however many legends and words were tried around it."""

import io
from dataclasses import replace

import pytest
from pptx import Presentation

from csto_map.export import laid, options, still
from csto_map.export.documents import pack, plan
from csto_map.export.films import film, film_options
from csto_map.picture import drawn
from csto_map.picture.scene import build
from csto_map.query import question
from csto_map.sheet import furniture

EVERY = "states,bases,units,detachments,border,crossings,events,contingents"
PACK = "title: P\nsubtitle: s\nview: central-asia\nviews:\n" + "".join(
    f"  - date: {1995 + 3 * k}-06-01\n    remarks:\n      - text: A remark to this.\n"
    for k in range(10)
)


@pytest.fixture
def composed(monkeypatch):
    """The frames in which symbols were placed: every composition does so once."""
    frames = []
    place = drawn.placed

    def placed(marks, frame, *rest):
        frames.append(frame)
        return place(marks, frame, *rest)

    monkeypatch.setattr(drawn, "placed", placed)
    return frames


@pytest.mark.parametrize(
    ("query", "count"),
    [
        ("date=2009-06-14", 1),
        # Legends that fit in the first of the frames that are tried, in a later one, in none.
        (f"date=2009-06-14&layers={EVERY}", 1),
        (f"date=2009-06-14&layers={EVERY}&size=a4-portrait", 1),
        (f"date=2009-06-14&layers={EVERY}&size=640x640", 1),
        ("date=2009-06-14&hide=legend,sources", 1),
        ("date=2003-01-01&compare=2006-01-01&mode=side", 2),
        ("date=2003-01-01&compare=2006-01-01&mode=side&size=a4-portrait", 2),
        ("date=2003-01-01&compare=2006-01-01&mode=difference", 1),
        ("date=2003-01-01&compare=2006-01-01&mode=difference&size=square", 1),
    ],
)
def test_a_still_composes_each_of_its_maps_once(real_atlas, composed, query, count):
    drawn = laid.sheet(real_atlas, options.read(real_atlas, question.parted(query)))

    # Frames in which not even the least legend has room are given up before.
    assert count * len(set(composed)) == len(composed) <= 3 * count
    assert composed[-count:] == [plate.scene.frame for plate in drawn.plates]


@pytest.mark.parametrize("ending", ["png", "pdf", "pptx"])
def test_every_kind_of_file_does(real_atlas, composed, ending):
    asked = options.read(real_atlas, question.parted("date=2009-06-14&size=640x360"))
    still.render(real_atlas, asked, ending)

    assert len(set(composed)) == len(composed) <= 3


def test_a_pack_composes_each_of_its_maps_once(real_atlas, composed):
    made = pack.write(real_atlas, plan.parse(PACK, real_atlas), "pptx")

    assert len(composed) == 10
    assert len(Presentation(io.BytesIO(made)).slides) > 11


def test_a_film_composes_each_of_its_states_once(real_atlas, composed, tmp_path):
    given = {"from": "2009-01-01", "to": "2009-12-31", "dwell": "0", "size": "640x360"}
    asked = film_options.read(real_atlas, given)
    pictures = []
    film.make(
        real_atlas,
        asked,
        tmp_path / "film.gif",
        workers=1,
        progress=lambda done, _: pictures.append(done),
    )

    assert max(pictures) == 12
    # Months in which nothing on the map changes show the picture of the one before.
    assert 1 < len(composed) < 12


def test_a_sheet_around_a_scene_composes_it_once_more(real_atlas, composed):
    scene = build(real_atlas, "2009-06-14")
    furniture.lay_out(scene)

    assert len(set(composed)) == len(composed) <= 3


def test_remarks_that_take_room_leave_all_sources_of_a_page_numbered(real_atlas):
    long = " ".join(["A remark that goes on and on, and takes the map's room."] * 30)
    told = plan.parse(PACK.replace("A remark to this.", long, 1), real_atlas)
    first = pack.pages(real_atlas, replace(told, tables=()))[1]

    numbers = {source.id: source.n for source in first.sources}
    assert sorted(numbers.values()) == list(range(1, len(numbers) + 1))
    assert {ref.id for ref in first.sheet.scene.sources} <= numbers.keys()
