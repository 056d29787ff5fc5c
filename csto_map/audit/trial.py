"""Trying an atlas out: page, pictures, a frame of a film and files of each format, all thrown away.

A rule knows the slips that somebody has thought of; a trial finds the others before a reader does.
"""

from __future__ import annotations

import json
import re
import tempfile
from collections.abc import Callable, Iterator
from functools import partial
from pathlib import Path

from csto_map.atlas import Atlas
from csto_map.errors import CstoMapError, DataError, Fault, MissingExtra
from csto_map.facts.rules import breach

# Called with what is tried next, as it stands in a sentence.
Told = Callable[[str], object]
# What is tried, in words, and how.
Step = tuple[str, Callable[[], object]]


def faults(folder: Path, told: Told = lambda _: None) -> Iterator[Fault]:
    """
    Make everything once that an atlas is for, and say what cannot be made and why.

    Parameters
    ----------
    folder
        A data folder in which no rule finds a fault.
    told
        Called before each step.
    """
    path = folder / "atlas.toml"
    try:
        atlas = Atlas.load(folder)
    except CstoMapError as problem:
        yield from _faults(path, "the atlas", problem)
        return
    for what, make in steps(atlas):
        told(what)
        try:
            make()
        except MissingExtra:
            # Who has not installed what it takes makes none.
            continue
        except Exception as problem:  # noqa: BLE001 - whatever it is, a reader would meet it
            yield from _faults(path, what, problem)


def _faults(path: Path, what: str, problem: Exception) -> Iterator[Fault]:
    if isinstance(problem, DataError):
        for fault in problem.faults:
            wanted, fix = fault.expected, fault.fix
            yield breach("runs", fault.path, fault.line, fault.column, fault.value, wanted, fix)
        return
    reason = " ".join(str(problem).split()) or "no more is known"
    if isinstance(problem, CstoMapError):
        yield breach("runs", path, 0, "*", what, f"made: {reason}", "mend what is named there")
    else:
        wanted = f"made: {type(problem).__name__}: {reason}"
        yield breach("runs", path, 0, "*", what, wanted)


def steps(atlas: Atlas) -> Iterator[Step]:
    """Give what is tried of an atlas, the quickest and the most wanted first."""
    yield from _told(atlas)
    yield "the page", partial(_page, atlas)
    yield from _pictures(atlas)
    yield from _stills(atlas)
    yield "a frame of a film", partial(_frame, atlas)
    for path in sorted((atlas.folder / "plans").glob("*.yaml")):
        yield f"the plan {path.name}", partial(_plan, atlas, path)
    yield from _files(atlas)


def _days(atlas: Atlas) -> list[str]:
    days = (atlas.config.default_date, atlas.first, atlas.horizon)
    return [day.isoformat() for day in dict.fromkeys(days)]


def _told(atlas: Atlas) -> Iterator[Step]:
    from csto_map.history import snapshot_json
    from csto_map.page import snapshot_text

    for day in _days(atlas):
        yield f"what held on {day}", partial(snapshot_text.as_text, atlas, day)
        snapshot = atlas.at(day)
        yield f"what held on {day}, as JSON", partial(snapshot_json.as_object, snapshot)


def _page(atlas: Atlas) -> None:
    from csto_map.page import bundle

    for name, body in bundle.files(atlas).items():
        # A browser reads no number that is none, which Python writes.
        json.loads(body, parse_constant=partial(_refuse, name))


def _refuse(name: str, number: str) -> None:
    raise ValueError(f"{name}.json holds {number}, which no browser reads")


def _pictures(atlas: Atlas) -> Iterator[Step]:
    """Draw each view on each day, each lens, each language, and all layers at once."""
    config, days = atlas.config, _days(atlas)
    asked = [{"date": day, "view": view.id} for view in config.views for day in days]
    asked += [{"date": days[0], "org": lens.id} for lens in config.lenses]
    asked += [{"date": days[0], "lang": language} for language in config.languages]
    layers = ",".join(layer.id for layer in config.layers)
    asked += [{"date": day, "layers": layers} for day in days]
    asked.append({"date": days[0], "compare": days[-1]})
    for one in asked:
        yield f"the picture {_link(one)}", partial(_picture, atlas, one)


def _link(asked: dict[str, str]) -> str:
    return "?" + "&".join(f"{name}={text}" for name, text in asked.items())


def _picture(atlas: Atlas, asked: dict[str, str]) -> None:
    from csto_map.export import options, still

    still.svg(atlas, options.read(atlas, asked))


def _stills(atlas: Atlas) -> Iterator[Step]:
    from csto_map.export import still

    for ending in still.MEDIA_TYPES:
        yield f"a picture as {ending}", partial(_still, atlas, ending)


def _still(atlas: Atlas, ending: str) -> None:
    from csto_map.export import options, still

    asked = {"date": _days(atlas)[0], "size": "1280x720"}
    still.render(atlas, options.read(atlas, asked), ending)


def _frame(atlas: Atlas) -> None:
    from csto_map.export.films import film as films
    from csto_map.export.films import film_options, states

    asked = film_options.read(atlas, {"step": "year", "size": "1280x720"})
    with tempfile.TemporaryDirectory(prefix="csto-map-trial-") as folder:
        shots = films.prepare(atlas, asked, Path(folder) / "film.mp4")
        layout, days = asked.layout(atlas), [shots[0].day, shots[-1].day]
        settled = asked.settled_insets(atlas, days, layout).settled_column(atlas, days, layout)
        for day in days:
            states.draw(atlas, settled, shots, day)


def _plan(atlas: Atlas, path: Path) -> None:
    """Read a briefing plan, which names days, views and rows."""
    from csto_map.export.documents import plan

    try:
        plan.read(path, atlas)
    except CstoMapError as problem:
        # Its errors begin with file and line.
        at = re.match(rf"{re.escape(path.name)}:(\d+): ", str(problem))
        line, reason = (int(at[1]), str(problem)[at.end() :]) if at else (0, str(problem))
        wanted, fix = f"a plan of this atlas: {reason}", "mend what is named there"
        fault = breach("runs", path, line, "*", path.name, wanted, fix)
        raise DataError([fault]) from problem


def _files(atlas: Atlas) -> Iterator[Step]:
    from csto_map.exchange.writing import files, frames

    tried: set[tuple[str, bool]] = set()
    for form in files.FORMATS:
        one_layer = form.ending in files.ONE_LAYER
        # Endings of one module that differ in their wrapping alone.
        if one_layer or (form.module, form.ending.endswith("z")) in tried:
            continue
        tried.add((form.module, form.ending.endswith("z")))
        yield f"a file as {form.ending}", partial(files.content, atlas, form.ending)
    day, layer = atlas.config.default_date, next(iter(frames.TITLES))
    yield f"a file of {day}", partial(files.content, atlas, ".parquet", day, layer)
