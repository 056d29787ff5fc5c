"""Films: the promised pictures at the promised times, whole or not there at all."""

import io
import itertools
import math
import os
import re
import signal
import subprocess
import sys
import time
import zipfile
from dataclasses import replace
from datetime import date

import av
import numpy as np
import pytest
from click.testing import CliRunner
from PIL import Image

from csto_map.atlas import Atlas
from csto_map.cli import main
from csto_map.errors import BadOption
from csto_map.export.films import film as films
from csto_map.export.films import forecast, reel, segments, states
from csto_map.export.films.film_options import Film, read
from csto_map.export.films.frames import Stamp, sheet
from csto_map.export.films.shots import MOST_FRAMES, Pace, schedule
from csto_map.export.sizes import Size
from csto_map.picture import fonts
from csto_map.picture.constants import FLOWS
from csto_map.picture.style import STYLES
from csto_map.sheet import strip
from csto_map.sheet.canvas import opaque
from csto_map.sheet.svg import sheet_svg


@pytest.fixture(scope="module")
def toy_atlas(tmp_path_factory):
    import toy_world

    return Atlas.load(toy_world.write(tmp_path_factory.mktemp("film") / "toy"))


def yearly(width=640, height=360, **changed):
    given = {"day": "2000-01-01", "last": "2012-01-01", "step": "year", "dwell": 0, "end": 0}
    given = {**given, "size": Size(width, height), **changed}
    days = {name: date.fromisoformat(given[name]) for name in ("day", "last")}
    return Film(**given | days)


def colour(text):
    return tuple(bytes.fromhex(text[1:]))


def near(one, other, most=6):
    return all(abs(a - b) <= most for a, b in zip(one, other, strict=True))


def share(picture, wanted):
    """Part of the pixels that have a colour, or nearly so."""
    counts = picture.convert("RGB").getcolors(1 << 24)
    return sum(n for n, c in counts if near(c, colour(wanted))) / (picture.width * picture.height)


@pytest.fixture(scope="module")
def mp4(toy_atlas, tmp_path_factory):
    path = tmp_path_factory.mktemp("mp4") / "toy.mp4"
    return films.make(toy_atlas, yearly(fps=5), path)


@pytest.fixture(scope="module")
def mp4_frames(mp4):
    with av.open(str(mp4)) as box:
        return [frame.to_image() for frame in box.decode(video=0)]


def test_an_mp4_is_h264_in_yuv420p_of_the_size_and_rate_asked_for(mp4):
    with av.open(str(mp4)) as box:
        stream = box.streams.video[0]
        assert stream.codec_context.name == "h264"
        assert stream.pix_fmt == "yuv420p"
        assert (stream.width, stream.height) == (640, 360)
        assert stream.average_rate == 5
        assert stream.frames == 13
        assert "2000-01-01 to 2012-01-01" in box.metadata["title"]
        assert "The Book" in box.metadata["comment"]


def test_an_mp4_starts_before_it_is_loaded(mp4):
    data = mp4.read_bytes()
    assert 0 < data.find(b"moov") < data.find(b"mdat")


def test_every_year_is_one_frame_and_shows_its_state(mp4_frames):
    looks = STYLES["light"]
    assert len(mp4_frames) == 13
    maps = [frame.crop((240, 0, 640, 200)) for frame in mp4_frames]
    members = [share(one, looks.status("member").fill) for one in maps]
    # Signed in 2000, in force from 2001, and Beland gone in 2010.
    assert members[0] < 0.01 < members[1]
    assert members[1] == pytest.approx(members[9], rel=0.1)
    assert members[11] < 0.8 * members[9]


def test_the_date_the_flag_and_the_line_of_time_move_on(toy_atlas):
    film = yearly()
    layout, looks = film.layout(toy_atlas), STYLES["light"]
    shots = schedule(toy_atlas, film.day, film.last, "year", Pace(fps=5))
    stamp = Stamp(layout, looks, shots)
    blank = opaque(Image.new("RGB", (640, 360), looks.paper))
    frames = [reel.Picture(blank, stamp.bands(blank, shot), 1, "").image for shot in shots]
    gone = [share(frame, looks.status("member").line) for frame in frames]
    assert all(a < b for a, b in itertools.pairwise(gone))
    dates = [frame.crop((0, 30, 180, 56)).tobytes() for frame in frames]
    assert len(set(dates)) == 13
    top = round(layout.axis[1] * layout.scale)
    flags = [frame.crop((0, top, 640, top + 12)).tobytes() for frame in frames]
    assert len(set(flags)) == 13


def test_a_frame_is_composed_as_a_sheet_whose_map_never_moves(real_atlas):
    asked = {"from": "2004-01-01", "to": "2005-12-31", "view": "tajik-afghan", "step": "year"}
    own = read(real_atlas, asked)
    layout = own.layout(real_atlas)
    shots = schedule(real_atlas, own.day, own.last, "year", Pace())
    drawn = [
        sheet_svg(sheet(own.scene(real_atlas, shot.day, layout), layout, shots, own.title))
        for shot in shots
    ]
    words = [" ".join(re.sub("<[^>]*>", " ", one).split()) for one in drawn]

    left, top, wide, tall = layout.map
    assert (left + wide, top) == (layout.width, 0)
    assert top + tall <= layout.caption < layout.axis[1]
    assert all(f'<g transform="translate({left} {top})">' in one for one in drawn)
    assert "six sectors" in words[0]
    assert words[0] != words[1]
    for part in ("Who guarded which sector", "On the map", "Boundaries:", "2004 First hand-over"):
        assert all(part in one for one in words), part


@pytest.mark.parametrize(
    ("layers", "ringed"), [("", True), ("states", False), ("states,border", False)]
)
def test_rings_tell_of_what_the_film_shows_and_never_meet(real_atlas, monkeypatch, layers, ringed):
    asked = {"from": "2004-01-01", "to": "2005-01-01", "step": "year", "view": "alliance"}
    own = read(real_atlas, asked | ({"layers": layers} if layers else {}))
    shots = schedule(real_atlas, own.day, own.last, "year", Pace())
    laid = []
    monkeypatch.setattr(states.raster, "pixels", lambda sheet, *_, **__: laid.append(sheet))
    states.draw(real_atlas, own, shots, own.last)

    scene = laid[0].scene
    rim = f'r="{FLOWS.around}" fill="none"'
    circles = re.findall(rf'<circle cx="([\d.]+)" cy="([\d.]+)" {rim}', sheet_svg(laid[0]))
    rings = [(float(x), float(y)) for x, y in circles]
    apart = [math.dist(a, b) for a, b in itertools.combinations(rings, 2)]
    # Tajikistan's bases and outposts of that year would be a heap of rings.
    if "border" not in layers:
        assert (len(rings) > 1) == ringed
    else:
        # Sectors of the border were handed over at the end of 2004.
        assert rings
    assert len(rings) <= len(scene.passed)
    assert all(one >= 2 * FLOWS.around - 0.1 for one in apart)
    if ringed:
        assert len(rings) < sum(scene.frame.holds(*place) for place in scene.passed)


def test_turning_points_are_dwelt_on_and_told(toy_atlas):
    shots = schedule(toy_atlas, date(2004, 1, 1), date(2006, 1, 1), "year", Pace(fps=10, dwell=2))
    turning = [shot for shot in shots if shot.turning]
    assert [shot.day for shot in turning] == [date(2005, 5, 5)]
    assert turning[0].frames == 20
    assert "Beland takes over the Red sector" in turning[0].caption
    assert [shot.frames for shot in shots if not shot.turning] == [1, 1, 1]


def test_captions_are_in_the_language_asked_for(toy_atlas):
    shots = schedule(
        toy_atlas,
        *(date(2004, 1, 1), date(2006, 1, 1), "year"),
        Pace(fps=10, dwell=2),
        language="ru",
    )
    assert next(shot for shot in shots if shot.turning).caption.startswith("5 мая 2005: ")


def test_a_film_tells_what_it_leaves_out(toy_atlas):
    asked = {"f.country": "BBB", "tm": "cumulative", "range": "2002-01-01..2012-01-01"}
    own = read(toy_atlas, asked)
    plain = read(toy_atlas, {})

    assert own.limits(toy_atlas) == (
        "Everything from 1 January 2002 up to each day. Shown only: Country: Beland."
    )
    assert plain.limits(toy_atlas) == ""
    after = toy_atlas.day("2011-01-01")
    assert "site:bbb_base" in own.state(toy_atlas, after).marks
    assert "site:bbb_base" not in plain.state(toy_atlas, after).marks
    layout = own.layout(toy_atlas)
    shots = schedule(toy_atlas, after, after, "day", Pace())
    shown = own.scene(toy_atlas, after, layout)
    drawn = sheet_svg(sheet(shown, layout, shots, "T", own.limits(toy_atlas)))
    assert 'data-id="site:bbb_base"' in drawn
    words = " ".join(re.sub("<[^>]*>", " ", drawn).split())
    assert "Shown only: Country: Beland." in words


@pytest.mark.parametrize(
    ("step", "days"),
    [
        ("day", 32),
        ("month", 2),
        ("year", 1),
        ("change", 2),
    ],
)
def test_steps_are_those_of_the_calendar(toy_atlas, step, days):
    first, last = date(2003, 1, 31), date(2003, 3, 3)
    shots = schedule(toy_atlas, first, last, step, Pace())
    assert len(shots) == days
    if step == "month":
        assert shots[1].day == date(2003, 2, 28)


@pytest.mark.parametrize(
    ("step", "length", "pace"),
    [
        # More frames than steps, fewer, and turning points that would take more than all.
        ("month", 60, Pace(fps=12, dwell=1.5, end=2)),
        ("month", 20, Pace(fps=12, dwell=1.5, end=2)),
        ("change", 30, Pace(fps=24)),
        ("year", 7.5, Pace(fps=30, dwell=5, end=60)),
        ("day", 9, Pace(fps=60, dwell=0, end=3)),
    ],
)
def test_a_film_is_as_long_as_it_is_asked_to_be(real_atlas, step, length, pace):
    first, last = date(1992, 5, 1), date(2025, 12, 1)
    asked = replace(pace, length=length)
    shots = schedule(real_atlas, first, last, step, asked)

    assert sum(shot.frames for shot in shots) == round(length * pace.fps)
    assert all(shot.frames >= 1 for shot in shots)
    assert shots[0].day == first
    if pace.dwell:
        told = {shot.day for shot in shots if shot.turning}
        assert told == {
            c.day for c in real_atlas.changes if c.weight >= 3 and first <= c.day <= last
        }
    # Steps that stay are evenly long.
    plain = {shot.frames for shot in shots[:-1] if not shot.turning}
    assert max(plain) - min(plain) <= 1


def test_a_film_may_go_at_a_speed_and_rest_besides(real_atlas):
    first, last = date(1995, 1, 1), date(2005, 1, 1)
    slow, quick = (
        schedule(real_atlas, first, last, "change", Pace(fps=24, speed=speed)) for speed in (0.5, 4)
    )
    rested = schedule(real_atlas, first, last, "change", Pace(fps=24, speed=4, dwell=1, end=2))

    assert sum(shot.frames for shot in slow) == pytest.approx(20 * 24, abs=2)
    assert sum(shot.frames for shot in quick) == pytest.approx(2.5 * 24, abs=2)
    turning = sum(shot.turning for shot in rested[:-1])
    assert sum(shot.frames for shot in rested) >= 2.5 * 24 + turning * 20 + 40
    # A year's days pass in the same time, however much happens on them.
    years = [
        sum(shot.frames for shot in slow if shot.day.year == year) for year in range(1996, 2004)
    ]
    assert max(years) - min(years) <= 24


def test_the_last_picture_stays_in_every_format(toy_atlas, tmp_path):
    film = yearly(last="2003-01-01", fps=10, end=1.5)
    gif, webp, mp4 = (
        films.make(toy_atlas, film, tmp_path / f"end{ending}")
        for ending in (".gif", ".webp", ".mp4")
    )
    for path in (gif, webp):
        with Image.open(path) as picture:
            times = []
            for k in range(picture.n_frames):
                picture.seek(k)
                picture.load()
                times.append(picture.info["duration"])
        assert times == [100, 100, 100, 1500], path
    with av.open(str(mp4)) as box:
        assert sum(1 for _ in box.decode(video=0)) == 3 + 15


def test_a_gif_has_no_frames_that_programs_show_at_another_speed(toy_atlas, tmp_path):
    with pytest.raises(BadOption, match="51 frames a second are more than the 50"):
        films.make(toy_atlas, yearly(fps=51), tmp_path / "f.gif")
    path = films.make(toy_atlas, yearly(fps=50, last="2003-01-01"), tmp_path / "f.gif")
    with Image.open(path) as picture:
        for k in range(picture.n_frames):
            picture.seek(k)
            assert picture.info["duration"] >= 20
    films.prepare(toy_atlas, yearly(fps=60), tmp_path / "f.webp")


def test_head_chart_and_legend_stand_where_they_stood_on_all_frames(real_atlas):
    own = read(real_atlas, {"from": "1994-01-01", "to": "2022-12-31", "step": "year"})
    layout = own.layout(real_atlas)
    shots = schedule(real_atlas, own.day, own.last, "year", own.pace)
    days = [shot.day for shot in shots]
    own = own.settled_column(real_atlas, days, layout)
    found = set()
    # Few and many kinds, short and long headlines.
    for day in (days[0], days[10], days[-3], days[-1]):
        laid = sheet(own.scene(real_atlas, day, layout), layout, shots, "", "", own.column)
        tops = {box.name: box.y for box in laid.boxes}
        sizes = {text.size for text in laid.texts if text.box == "title"}
        legend = next(box for box in laid.boxes if box.name == "legend")
        assert legend.y + legend.height <= layout.caption
        found.add((tops["title"], tops["tally"], tops["legend"], *sizes))
    assert len(found) == 1


@pytest.mark.parametrize("size", [(1920, 1080), (960, 540), (640, 360), (1080, 1350), (1080, 1080)])
def test_captions_cover_no_place_of_the_map(real_atlas, size):
    own = read(real_atlas, {"from": "2004-05-01", "to": "2005-07-31", "view": "tajik-afghan"})
    own = replace(own, size=Size(*size))
    layout = own.layout(real_atlas)
    _, top, _, tall = layout.map
    assert top + tall <= layout.caption

    shots = schedule(real_atlas, own.day, own.last, "month", own.pace)
    longest = max(shots, key=lambda shot: len(shot.caption))
    paper = opaque(Image.new("RGB", size, "#ffffff"))
    stamp = Stamp(layout, STYLES["light"], shots)
    stamped = np.asarray(reel.Picture(paper, stamp.bands(paper, longest), 1, "").image)
    left, top, wide, tall = (round(v * layout.scale) for v in layout.map)
    assert (stamped[top : top + tall, left : left + wide] == 255).all()


@pytest.mark.parametrize("language", ["en", "ru"])
def test_what_stands_on_the_axis_of_time_never_meets(real_atlas, language):
    own = read(real_atlas, {"view": "tajik-afghan", "lang": language})
    shown = own.subject(real_atlas, date(2004, 12, 1), own.layout(real_atlas))
    for start, days in itertools.product((728000, 731500), (3, 40, 100, 400, 4000)):
        for width in (340, 940):
            part = strip.timeline(shown, width, (), (start, start + days))
            boxes = []
            for text in part.texts:
                wide = fonts.width(text.text, text.size, text.weight)
                left = text.x - {"start": 0, "middle": wide / 2, "end": wide}[text.anchor]
                boxes.append((left, left + wide, text.y))
            for (a, b, y), (c, d, other) in itertools.combinations(boxes, 2):
                assert b <= c or d <= a or abs(y - other) >= 10, (start, days, width)
            # A short span has days to tell where one is.
            assert any(text.y > 80 for text in part.texts), (start, days, width)


def test_404_months_are_404_frames(real_atlas):
    shots = schedule(real_atlas, date(1992, 5, 1), date(2025, 12, 1), "month", Pace())
    assert len(shots) == sum(shot.frames for shot in shots) == 404
    assert all(shot.caption for shot in shots)


@pytest.mark.parametrize("ending", [".mp4", ".gif", ".webp", ".zip", ""])
def test_a_forecast_is_near_to_what_comes(toy_atlas, tmp_path, monkeypatch, ending):
    film = yearly(step="month", last="2003-12-01", fps=10, end=1)
    drawn = []
    draw = states.draw
    monkeypatch.setattr(states, "draw", lambda *given: drawn.append(given[-1]) or draw(*given))
    coming = forecast.forecast(toy_atlas, film, ending)
    # Two pairs of days, and one to warm up.
    assert len(drawn) <= 5
    path = films.make(toy_atlas, film, tmp_path / f"f{ending}")

    assert (coming.pictures, coming.frames, coming.seconds) == (48, 57, 5.7)
    made = [path] if path.is_file() else list(path.iterdir())
    assert coming.bytes == pytest.approx(sum(one.stat().st_size for one in made), rel=0.6)
    assert 0 < coming.wait < 600


def test_a_forecast_counts_processes_in(toy_atlas, monkeypatch):
    film = yearly(step="month", last="2003-12-01")
    monkeypatch.setattr(forecast, "_start_cost", lambda _: 1000.0)
    monkeypatch.setattr(segments, "MOST_COST", 10)
    assert forecast.forecast(toy_atlas, film, ".gif", workers=1).wait < 1000
    assert forecast.forecast(toy_atlas, film, ".gif", workers=2).wait > 1000


def test_a_forecast_refuses_what_the_film_would(toy_atlas):
    with pytest.raises(BadOption, match="more than the 50"):
        forecast.forecast(toy_atlas, yearly(fps=60), ".gif")
    with pytest.raises(BadOption, match="no film ends in"):
        forecast.forecast(toy_atlas, yearly(), ".avi")


def test_the_command_tells_what_comes_and_makes_nothing(toy_atlas, tmp_path):
    words = ["film", "-o", str(tmp_path / "f.mp4"), "--from", "2000", "--to", "2003"]
    words += ["--step", "year", "--size", "640x360", "--dwell", "0", "--length", "8"]
    done = CliRunner().invoke(main, [*words, "--forecast", "--data", str(toy_atlas.folder)])
    assert done.exit_code == 0, done.output
    assert re.search(
        r"4 pictures, 96 frames, 8\.0 seconds; about [\d.e-]+ MB, made in", done.output
    )
    assert list(tmp_path.iterdir()) == []


def test_a_gif_loops_with_exact_colours_and_the_times_asked_for(toy_atlas, tmp_path):
    path = films.make(toy_atlas, yearly(fps=4, seconds=0.5), tmp_path / "toy.gif")
    with Image.open(path) as picture:
        assert (picture.format, picture.size, picture.n_frames) == ("GIF", (640, 360), 13)
        assert picture.info["loop"] == 0
        times = []
        for k in range(13):
            picture.seek(k)
            times.append(picture.info["duration"])
        assert times == [500] * 13
        member = colour(STYLES["light"].status("member").fill)
        assert member in {c for _, c in picture.convert("RGB").getcolors(1 << 20)}


def test_a_webp_animation_has_all_pictures(toy_atlas, tmp_path):
    path = films.make(toy_atlas, yearly(last="2003-01-01"), tmp_path / "toy.webp")
    with Image.open(path) as picture:
        assert (picture.format, picture.size, picture.n_frames) == ("WEBP", (640, 360), 4)


def test_png_sequences_come_as_a_folder_or_as_a_zip(toy_atlas, tmp_path):
    film = yearly(last="2002-01-01")
    folder = films.make(toy_atlas, film, tmp_path / "frames")
    names = ["0001_2000-01-01.png", "0002_2001-01-01.png", "0003_2002-01-01.png", "about.txt"]
    assert sorted(path.name for path in folder.iterdir()) == names
    with zipfile.ZipFile(films.make(toy_atlas, film, tmp_path / "frames.zip")) as box:
        assert sorted(box.namelist()) == names
        for name in names[:3]:
            assert Image.open(io.BytesIO(box.read(name))).size == (640, 360)
            assert box.read(name) == (folder / name).read_bytes()
        assert "The Book" in box.read("about.txt").decode()


def decoded(path):
    """The frames of a film as pixels, and how long each stays."""
    if path.suffix == ".mp4":
        with av.open(str(path)) as box:
            frames = list(box.decode(video=0))
            assert len(frames) == box.streams.video[0].frames
            times = [frame.pts * frame.time_base for frame in frames]
        return [frame.to_ndarray(format="rgb24").astype(int) for frame in frames], times
    with Image.open(path) as picture:
        shown, times = [], []
        for k in range(picture.n_frames):
            picture.seek(k)
            shown.append(np.asarray(picture.convert("RGB"), int))
            times.append(picture.info["duration"])
        return shown, times


def test_processes_make_the_same_film_as_one(toy_atlas, tmp_path, monkeypatch):
    monkeypatch.setattr(segments, "MOST_COST", 6)
    film = yearly(last="2005-01-01")
    one = films.make(toy_atlas, film, tmp_path / "one.mp4", workers=1)
    seen = []
    two = films.make(
        toy_atlas, film, tmp_path / "two.mp4", workers=2, progress=lambda *at: seen.append(at)
    )
    assert seen == [(k, 6) for k in range(7)]
    assert one.read_bytes() == two.read_bytes()


@pytest.mark.parametrize("states", [[0], [0, 0, 0, 0], list(range(500)), [0] * 300 + [1, 2] * 60])
def test_a_film_is_cut_into_segments_that_cost_about_the_same(states):
    cuts = segments.split(states)
    assert [one.first for one in cuts] == [0, *(one.end for one in cuts[:-1])]
    assert cuts[-1].end == len(states)
    costs = []
    for one in cuts:
        before = [None, *states][one.first : one.end]
        here = states[one.first : one.end]
        costs.append(sum(1 + 3 * (a != b) for a, b in zip(before, here, strict=True)))
    assert max(costs) <= segments.MOST_COST + 4
    assert max(costs) - min(costs) <= 8


@pytest.mark.parametrize("ending", [".mp4", ".gif", ".webp"])
def test_a_film_joined_of_segments_is_as_one_of_a_piece(toy_atlas, tmp_path, monkeypatch, ending):
    film = yearly(seconds=0.7, fps=12, last="2009-01-01", end=1)
    whole, times = decoded(films.make(toy_atlas, film, tmp_path / f"whole{ending}"))
    # The last segment is a picture by itself.
    cuts = tuple(segments.Segment(a, b) for a, b in itertools.pairwise((0, 4, 5, 9, 10)))
    monkeypatch.setattr(segments, "split", lambda _: cuts)
    joined, times_joined = decoded(films.make(toy_atlas, film, tmp_path / f"joined{ending}"))

    assert times_joined == times
    assert len(times) == len(whole)
    for one, other in zip(whole, joined, strict=True):
        assert (abs(one - other).max(axis=2) > (0 if ending == ".gif" else 48)).mean() < 0.002


def test_a_band_of_video_is_as_if_the_picture_were_turned_whole(real_atlas):
    asked = read(real_atlas, {"from": "2009-01-01", "to": "2009-03-01", "size": "960x540"})
    layout = asked.layout(real_atlas)
    shots = schedule(real_atlas, asked.day, asked.last, "month", asked.pace)
    drawn, _ = states.draw(real_atlas, asked, shots, asked.day)
    stamp = Stamp(layout, STYLES["light"], shots)
    turned = reel.Turned(960, 540)
    for shot in shots[:2]:
        picture = reel.Picture(drawn, stamp.bands(drawn, shot), 1, "")
        one = turned.frame(picture).to_ndarray()
        other = reel.Turned(960, 540).frame(reel.Picture(opaque(picture.image), (), 1, ""))
        assert (one == other.to_ndarray()).all()


def test_only_states_that_differ_are_drawn(toy_atlas, tmp_path, monkeypatch):
    drawn = []
    draw = states.draw
    monkeypatch.setattr(states, "draw", lambda *given: drawn.append(given[-1]) or draw(*given))
    steps = []
    film = yearly(step="month", last="2001-12-01")
    films.make(toy_atlas, film, tmp_path / "m.webp", progress=lambda *at: steps.append(at))
    # A signature, then membership.
    assert drawn == [date(2000, 1, 1), date(2001, 1, 1)]
    assert steps == [(k, 24) for k in range(25)]


def test_what_is_told_of_a_film_asks_no_day_again(toy_atlas, tmp_path, monkeypatch):
    asked = []
    subject = Film.subject
    monkeypatch.setattr(Film, "subject", lambda *given: asked.append(given[2]) or subject(*given))
    path = films.make(toy_atlas, yearly(), tmp_path / "f.zip")
    with zipfile.ZipFile(path) as box:
        comment = box.read("about.txt").decode()

    # Signed, in force, Beland at the Red sector, Beland gone: each drawn once. The first one
    # also says whether all names are known, which insets there are, and how the column is set.
    first, *others = sorted(asked)
    assert asked.count(first) <= 4
    later = [day for day in others if day != first]
    assert len(later) == len(set(later)) > 1
    # What only a later day shows is told of too.
    shown = {
        ref.short
        for day in later
        for ref in yearly().scene(toy_atlas, day, yearly().layout(toy_atlas)).sources
    }
    assert all(short in comment for short in shown)


def test_a_stamp_changes_a_copy(toy_atlas):
    film = yearly()
    shots = schedule(toy_atlas, film.day, film.last, "year", Pace(fps=5))
    stamp = Stamp(film.layout(toy_atlas), STYLES["light"], shots)
    blank = opaque(Image.new("RGB", (640, 360), "#ffffff"))
    bands = stamp.bands(blank, shots[3])

    assert (blank == 255).all()
    for top, band in bands:
        assert top % 2 == len(band) % 2 == 0
        assert (band[..., 3] == 255).all()
        assert (band != 255).any()


@pytest.mark.parametrize("name", ["gone.mp4", "gone.gif", "gone.webp", "gone.zip", "gone"])
def test_a_cancelled_film_leaves_nothing(toy_atlas, tmp_path, name):
    def cancel(done, _):
        if done == 2:
            raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        films.make(toy_atlas, yearly(), tmp_path / name, progress=cancel)
    assert list(tmp_path.iterdir()) == []


def test_a_failed_film_leaves_what_stood_there(toy_atlas, tmp_path):
    path = tmp_path / "old.gif"
    path.write_bytes(b"as it was")

    def fail(done, _):
        if done == 1:
            raise OSError(28, "No space left on device")

    with pytest.raises(BadOption, match="No space left"):
        films.make(toy_atlas, yearly(), path, progress=fail)
    assert path.read_bytes() == b"as it was"
    assert list(tmp_path.iterdir()) == [path]


@pytest.mark.parametrize("kind", [signal.SIGINT, signal.SIGTERM])
def test_an_interrupted_command_leaves_no_file_and_no_process(toy_atlas, tmp_path, kind):
    command = [sys.executable, "-m", "csto_map.cli", "film", "-o", str(tmp_path / "f.mp4")]
    command += ["--data", str(toy_atlas.folder), "--step", "day", "--from", "2000", "--to", "2009"]
    # Tests that run behind a shell ignore Ctrl-C, and what they start would do so too.
    before = signal.signal(signal.SIGINT, signal.default_int_handler)
    running = subprocess.Popen(
        [*command, "--workers", "2", "--dwell", "0"],
        stderr=subprocess.DEVNULL,
        start_new_session=True,
    )
    signal.signal(signal.SIGINT, before)
    try:
        for _ in range(300):
            if any(tmp_path.iterdir()):
                break
            time.sleep(0.1)
        assert [".part" in p.name for p in tmp_path.iterdir()] == [True]
        time.sleep(0.5)
        os.kill(running.pid, kind)
        assert running.wait(timeout=120) != 0
    finally:
        running.kill()
    assert list(tmp_path.iterdir()) == []
    for _ in range(50):
        try:
            os.killpg(running.pid, 0)
        except ProcessLookupError:
            return
        time.sleep(0.1)
    pytest.fail("a drawing process outlived the command")


@pytest.mark.parametrize(
    ("asked", "said"),
    [
        ({"tm": "range"}, "shows the same on every day"),
        ({"lang": "xx"}, "lang 'xx' does not exist; there are en, ru"),
        ({"f.country": "ZZZ"}, "f.country 'ZZZ' does not occur"),
    ],
)
def test_what_a_film_cannot_be_asked_for_is_refused(toy_atlas, asked, said):
    with pytest.raises(BadOption) as problem:
        read(toy_atlas, asked)
    assert said in str(problem.value)


@pytest.mark.parametrize(
    ("changed", "name", "said"),
    [
        ({}, "f.avi", "no film ends in '.avi'; there are .mp4, .gif"),
        ({"view": "moon"}, "f.mp4", "view 'moon' does not exist; there are all"),
        ({"layers": ("x",)}, "f.mp4", "layer 'x' does not exist"),
        ({"style": "neon"}, "f.mp4", "style 'neon' does not exist"),
        ({"step": "week"}, "f.mp4", "step 'week' does not exist; there are day, month"),
        ({"day": "2011-01-01", "last": "2010-01-01"}, "f.mp4", "runs backwards"),
        ({"day": "1800-01-01"}, "f.mp4", "outside"),
        ({"fps": 0}, "f.mp4", "0 frames a second"),
        ({"length": 0}, "f.mp4", "0 seconds of the whole film are not more than 0"),
        ({"length": float("nan")}, "f.mp4", "nan seconds of the whole film"),
        ({"speed": -2}, "f.mp4", "-2 years a second"),
        ({"end": 61}, "f.mp4", "an end of 61 seconds"),
        ({"speed": 1, "length": 9}, "f.mp4", "give one of them"),
        ({"length": 0.01, "dwell": 1}, "f.mp4", "too short for 4 turning points"),
        ({"seconds": -1}, "f.mp4", "seconds a step"),
        ({"dwell": 900}, "f.mp4", "a dwell of 900"),
        ({"width": 641}, "f.mp4", "must be even"),
        ({"width": 20}, "f.gif", "too small"),
        ({"width": 9000, "height": 9000}, "f.gif", "more than 64,000,000"),
        ({"step": "day", "last": "2011-01-01"}, "f.mp4", f"more than {MOST_FRAMES:,}"),
        ({}, "no/f.mp4", "is not a folder"),
    ],
)
def test_what_cannot_be_filmed_is_said_in_a_line_and_nothing_is_written(
    toy_atlas, tmp_path, changed, name, said
):
    with pytest.raises(ValueError, match=said) as problem:
        films.make(toy_atlas, yearly(**changed), tmp_path / name)
    assert "\n" not in str(problem.value)
    assert list(tmp_path.iterdir()) == []


def test_the_command_makes_a_film_and_says_what(toy_atlas, tmp_path):
    path = tmp_path / "c.gif"
    words = ["film", "-o", str(path), "--from", "2000", "--to", "2003", "--step", "year"]
    words += ["--size", "640x360", "--dwell", "0", "--data", str(toy_atlas.folder)]
    done = CliRunner().invoke(main, words)
    assert done.exit_code == 0, done.output
    assert "4 pictures, 27 frames" in done.output
    assert Image.open(path).n_frames == 4


@pytest.mark.parametrize(
    "words", [["--size", "big"], ["--box", "1,2"], ["--step", "week"], ["--org", "NATO"]]
)
def test_the_command_refuses_with_one_line_and_status_two(toy_atlas, tmp_path, words):
    asked = ["film", "-o", str(tmp_path / "c.gif"), "--data", str(toy_atlas.folder), *words]
    done = CliRunner().invoke(main, asked)
    assert done.exit_code == 2
    assert done.output.splitlines()[-1].startswith("Error: ")
    assert list(tmp_path.iterdir()) == []
