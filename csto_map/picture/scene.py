"""The waist: what is true at a date, made into things to draw.

Nothing before this file knows how things look; nothing after it knows tables. A scene is
a value made in two steps: `subject` asks the atlas once, `compose` sets the answer in a
frame, for which the atlas is not needed any more. Equal requests give equal scenes, and a
picture made from one needs nothing else.
"""

from __future__ import annotations

import functools
import math
from collections.abc import Callable, Collection, Iterable, Sequence
from dataclasses import dataclass, fields, replace
from datetime import date
from typing import Any, TypeAlias

from csto_map.atlas import Atlas
from csto_map.errors import BadOption
from csto_map.facts.cone import Rotation
from csto_map.facts.config import Config
from csto_map.history.findings import nearest
from csto_map.history.forms import Timeline
from csto_map.history.names import named_on
from csto_map.history.timeline import State, missed, state_at, state_in, view_in
from csto_map.language.phrases import capital
from csto_map.language.speech import Speech
from csto_map.language.words import words
from csto_map.picture import annotations as annotating
from csto_map.picture import drawn, flows, fonts, lands, legend, source_refs
from csto_map.picture import insets as inset_places
from csto_map.picture import labels as label_places
from csto_map.picture import numbers as numbering
from csto_map.picture.constants import INSETS, PEOPLE
from csto_map.picture.ground import backdrop, disputed, is_fine, level_for
from csto_map.picture.ground import ground as outlines
from csto_map.picture.ground import named as ground_names
from csto_map.picture.parts import (
    Annotated,
    Area,
    Arrival,
    Cut,
    Flow,
    Label,
    LegendEntry,
    Line,
    Mark,
    Movement,
    Number,
    Post,
    Ring,
    SourceRef,
    Swatch,
    Symbol,
    Titles,
    Troop,
)
from csto_map.picture.style import STYLES
from csto_map.picture.subject import Inset, Seen, Subject, seen
from csto_map.picture.user_layers import UserLayer
from csto_map.picture.views import Frame, Projector, fit, framed
from csto_map.query.annotations import Annotation
from csto_map.query.filters import Filters
from csto_map.query.question import INSETS as INSETS_ASKED
from csto_map.query.question import NUMBERS
from csto_map.query.times import Times

__all__ = [
    "Area",
    "Flow",
    "Label",
    "LegendEntry",
    "Line",
    "Number",
    "Ring",
    "Scene",
    "SourceRef",
    "Subject",
    "Swatch",
    "Symbol",
    "build",
    "compose",
    "subject",
    "user_note",
]

_LEAST_SIDE = 64
# About the pixels of an inset: says how fine its outlines are.
_INSET_SIZE = (400, 400)
# By country and side, by body of troops; what was sent, and where that ends.
People: TypeAlias = tuple[
    tuple[Troop, ...], tuple[Post, ...], tuple[Movement, ...], tuple[Arrival, ...]
]


@dataclass(frozen=True, slots=True, kw_only=True)
class Scene(Subject):
    """
    Everything that a picture of one day shows: a subject in a frame.

    `width` and `height` are those of the map frame in pixels, `x0` to `y1` its extent in
    upright kilometres: those of `rotation`. Symbols stand in drawing order; `areas`, `lines`
    and `marks` are also those outside the frame, which a frame of another size may show.
    `flows` are movements and `numbers` figures of people, as drawn. `plates` are its insets;
    `annotated` are its annotations, which lie above all else.
    """

    width: int
    height: int
    x0: float
    y0: float
    x1: float
    y1: float
    symbols: tuple[Symbol, ...]
    labels: tuple[Label, ...]
    flows: tuple[Flow, ...]
    rings: tuple[Ring, ...]
    counted: tuple[Number, ...]
    legend: tuple[LegendEntry, ...]
    sources: tuple[SourceRef, ...]
    plates: tuple[Plate, ...] = ()
    annotated: tuple[Annotated, ...] = ()

    @property
    def every_symbol(self) -> tuple[Symbol, ...]:
        """The symbols of the map and of its insets."""
        return (*self.symbols, *(one for plate in self.plates for one in plate.scene.symbols))

    @property
    def seen(self) -> Seen:
        """What the map itself shows."""
        return _seen(self, self.frame, self.plates)[0]

    @property
    def frame(self) -> Frame:
        """The map frame."""
        sides = self.x0, self.y0, self.x1, self.y1
        return framed(*sides, self.width, self.height, self.rotation)


def _choose(what: str, name: str, among: Sequence[str]) -> str:
    if name not in among:
        raise BadOption(f"{what} {name!r} does not exist; there are {', '.join(among)}")
    return name


def build(
    atlas: Atlas,
    day: date | str,
    *,
    view: str | None = None,
    lens: str | None = None,
    layers: Sequence[str] | None = None,
    style: str = "light",
    width: int = 1280,
    height: int = 720,
    icons: str = "app6",
    ground: str = "relief",
    numbers: str = "auto",
    box: tuple[float, float, float, float] | None = None,
    language: str = "en",
    times: Times | None = None,
    filters: Filters | None = None,
    user_layers: Sequence[UserLayer] = (),
    slots: int = 0,
    insets: str = "off",
    annotations: Sequence[Annotation] = (),
) -> Scene:
    """
    Make the scene of a day.

    Parameters
    ----------
    view, lens, layers
        Ids of ``atlas.toml``; None for the atlas's own defaults.
    style
        A name of `csto_map.picture.style.STYLES`.
    width, height
        Of the map frame, in pixels; the view's box grows to their aspect.
    icons
        "app6" or "plain".
    numbers
        How people are counted: "auto", "off", "symbols" or "circles".
    box
        x0, y0, x1, y1 in projected kilometres: a frame other than the view's own. Its middle
        is theirs; it is as wide and as high along its own edges, which the view's meridian
        turns.
    language
        Of names and words; a name that no source gives in it stays English.
    times
        Asks for a range of days instead of the one day; None for the day.
    filters
        What to keep; None for everything.
    user_layers
        User layers to draw too.
    slots
        Places kept free for as many further ones, which a browser fills in.
    insets
        "auto" for the small maps that the view has, where they find room, or "off".
    annotations
        What the author writes on the map.

    Raises
    ------
    BadOption
        A ValueError: any name that does not exist; it lists those that do.
    DateOutOfRange
        A ValueError: `day` is not covered by the facts.
    """
    content = subject(
        atlas,
        day,
        view=view,
        lens=lens,
        layers=layers,
        style=style,
        size=(width, height),
        icons=icons,
        ground=ground,
        numbers=numbers,
        box=box,
        language=language,
        times=times,
        filters=filters,
        user_layers=user_layers,
        slots=slots,
        insets=insets,
        annotations=annotations,
    )
    return compose(content, width, height)


def subject(
    atlas: Atlas,
    day: date | str,
    *,
    view: str | None = None,
    lens: str | None = None,
    layers: Sequence[str] | None = None,
    style: str = "light",
    size: tuple[int, int] = (1280, 720),
    icons: str = "app6",
    ground: str = "relief",
    numbers: str = "auto",
    box: tuple[float, float, float, float] | None = None,
    language: str = "en",
    times: Times | None = None,
    filters: Filters | None = None,
    user_layers: Sequence[UserLayer] = (),
    slots: int = 0,
    insets: str = "off",
    annotations: Sequence[Annotation] = (),
    shared: tuple[State, tuple[Mark, ...]] | None = None,
) -> Subject:
    """
    Ask the atlas for all that pictures of a day show, in frames of any size.

    Parameters and errors as for `build`, except for two.

    Parameters
    ----------
    size
        Of the whole picture, in pixels: says how fine outlines are within a `box`.
    shared
        What is true and its marks, where the same was asked for a wider map already.
    """
    atlas, config = atlas.spoken(language), atlas.config
    view = view or config.default_view
    asked = extent(config, view, box)
    lens = _choose("lens", lens or config.default_lens, [x.id for x in config.lenses])
    known = [x.id for x in config.layers]
    if isinstance(layers, str):
        raise BadOption(f"layers {layers!r} is a text; give a list of ids")
    chosen = tuple(config.default_layers if layers is None else layers)
    for layer in chosen:
        _choose("layer", layer, known)
    looks = STYLES[_choose("style", style, list(STYLES))]
    _choose("icon set", icons, ["app6", "plain"])
    _choose("ground", ground, ["relief", "plain"])
    _choose("way of counting", numbers, NUMBERS)
    _choose("choice of insets", insets, INSETS_ASKED)
    _check_size(*size)
    when = atlas.day(day)
    first, last = (times and times.span(when)) or (when, when)
    usual, speech = atlas.timeline_in(language), atlas.speech(language)
    timeline = named_on(usual, last.toordinal())
    days = first.toordinal(), last.toordinal()
    state = shared[0] if shared else truth(timeline, when, lens, times, filters)
    # The page chooses its outlines by the frame alone; names stand where it has them.
    rotation = config.rotation(view)
    framed = fit(*asked, *size, rotation)
    level = level_for(atlas, framed)
    named = outlines(atlas, level, last)
    fine = box is None and config.view(view).level == "fine" and is_fine(atlas, framed)
    drawn_level = "fine" if fine else level
    land = outlines(atlas, drawn_level, last)
    # Fine outlines end somewhere: a tall frame may show states beyond.
    land = replace(
        land,
        countries={**named.countries, **land.countries},
        parts={**named.parts, **land.parts},
    )
    cited = functools.partial(atlas.sources_of, day=last, lens=lens, since=first)
    areas = drawn.areas(timeline, land, named, state, looks, speech, "states" in chosen, cited)
    lines: tuple[Line, ...] = ()
    if "border" in chosen:
        lines = drawn.lines(atlas, timeline, land, state, looks, speech, cited)
    marks = shared[1] if shared else drawn.marks(timeline, state, chosen, icons, speech, cited)
    filters = filters or Filters()
    told = people(timeline, days, chosen, speech, filters, numbers, cited)
    troops, posts, moved, arrivals = told
    boundary_ids = source_refs.of_boundaries(atlas)
    shown: tuple[Area | Line | Mark | Movement | Arrival, ...]
    shown = (*areas, *lines, *marks, *moved, *arrivals)
    ground_ids = source_refs.of_ground(atlas)
    named_first = [*boundary_ids, *ground_ids]
    sources = [*named_first, *(source for one in shown for source in one.source_ids)]
    title, place = _title(config, speech, view, lens, asked)
    findings, told_view = atlas.findings_in(language), nearest(config.views, asked)
    finding = findings.at(told_view, when, lens) if first == last else None
    sheet = speech.words["sheet"]
    named_towns, named_waters = ground_names(atlas, speech.language)
    projector = Projector(config.projection.proj)
    written = annotating.sketches(annotations, usual, projector, speech)
    # A box of one's own is no view, and what a browser fills in stands on one map alone.
    small: tuple[Inset, ...] = ()
    if insets == "auto" and box is None and not slots:
        ask = functools.partial(
            subject,
            atlas,
            day,
            lens=lens,
            layers=layers,
            style=style,
            icons=icons,
            ground=ground,
            language=language,
            times=times,
            filters=filters,
            user_layers=user_layers,
            shared=(state, marks),
        )
        small = _insets(config, view, numbers, ask)
    return Subject(
        date=when,
        view=view,
        lens=lens,
        layers=chosen,
        style=looks.name,
        icons=icons,
        ground=ground,
        language=speech.language,
        box=asked,
        rotation=rotation,
        days=days,
        areas=areas,
        lines=lines,
        cuts=_cuts(named.cuts, lines),
        marks=marks,
        title=title,
        place=place,
        subtitle=_when(first, last, speech),
        headline=finding.headline if finding else in_words(times, when, speech),
        changed=findings.last_change(told_view, when) if finding else "",
        tally=finding.chart if finding else None,
        turns=findings.turns(told_view),
        band=findings.band(told_view),
        boundary_note=note(timeline, speech, days, asked, rotation),
        projection_name=view_in(timeline, view)["projection"],
        data_version=atlas.version,
        licence=timeline["licence"],
        headings=Titles(
            {layer["id"]: layer["title"] for layer in timeline["layers"]}
            | {"own": sheet["own"], "numbers": speech.words["people"]["heading"]}
        ),
        groups=Titles(timeline["groups"]),
        statuses=Titles(speech.words["status"]),
        possible=sheet["possible" if first == last else "possible_in"],
        references=source_refs.references(atlas, sources),
        boundary_ids=tuple(boundary_ids),
        ground_ids=tuple(ground_ids),
        backdrop=backdrop(atlas, drawn_level),
        disputed=disputed(atlas, drawn_level),
        towns=named_towns,
        waters=named_waters,
        limits=filters.in_words(usual, atlas, speech),
        user_layers=_holding(user_layers, days, looks.name),
        slots=slots,
        user_note=user_note(
            user_layers, speech, slots, annotated=any(a.holds(*days) for a in written)
        ),
        atlas_title=timeline["title"],
        usual_lens=lens == config.default_lens,
        covered=(atlas.first.toordinal(), atlas.horizon.toordinal()),
        numbers=numbers,
        troops=troops,
        posts=posts,
        movements=moved,
        arrivals=arrivals,
        insets=small,
        annotations=written,
    )


def _insets(
    config: Config, view: str, numbers: str, ask: Callable[..., Subject]
) -> tuple[Inset, ...]:
    """
    Ask for what the small maps of a view show.

    Movements and circles of people are on the wide map alone: nothing is counted twice.

    Parameters
    ----------
    numbers
        How people are counted on the wide map.
    ask
        `subject` with all that small maps and the wide one have in common.
    """
    how = "off" if numbers == "off" else "symbols"
    found = []
    for one in config.view(view).insets:
        box = config.inset_box(one)
        small = ask(view=one.view, box=box, size=_INSET_SIZE, numbers=how)
        small = replace(small, movements=(), arrivals=())
        title = one.text_in(small.language)
        found.append(Inset(title=title, sides=one.sides, subject=small))
    return tuple(found)


def people(
    timeline: Timeline,
    days: tuple[int, int],
    layers: Collection[str],
    speech: Speech,
    filters: Filters,
    how: str,
    cited: Callable[[str], tuple[str, ...]] = lambda _: (),
) -> People:
    """
    Give the numbers and movements of a day or a range of days.

    A range has no numbers, for they differ from day to day, nor has a map without forces.

    Parameters
    ----------
    how
        One of `csto_map.query.question.NUMBERS`.
    cited
        Gives the ids of the sources behind anything drawn.
    """
    told = speech.words["people"]
    troops: tuple[Troop, ...] = ()
    posts: tuple[Post, ...] = ()
    moved: tuple[Movement, ...] = ()
    arrivals: tuple[Arrival, ...] = ()
    if days[0] == days[1] and how != "off" and set(layers) & set(numbering.FORCES):
        troops = numbering.troops(timeline, days[0], told, filters)
        posts = numbering.posts(timeline, days[0], told)
    if flows.LAYER in layers:
        moved, arrivals = flows.movements(timeline, days, told, filters, cited)
    return troops, posts, moved, arrivals


@dataclass(frozen=True, slots=True)
class Plate:
    """
    An inset as drawn: its title, its box on the wide map, and its own scene of that size.

    `outline` are the corners of what it shows on the wide map, `ties` the lines from there to
    its frame; all in pixels of that map.
    """

    title: str
    box: lands.Box
    outline: tuple[tuple[float, float], ...]
    ties: tuple[tuple[tuple[float, float], tuple[float, float]], ...]
    scene: Scene

    @property
    def rim(self) -> lands.Box:
        """The box with its rim."""
        west, north, east, south = self.box
        rim = INSETS.paper + 1
        return west - rim, north - rim, east + rim, south + rim


def compose(subject: Subject, width: int, height: int, blocked: Sequence[lands.Box] = ()) -> Scene:
    """
    Set a subject in a frame: place symbols and names, count, and number the sources.

    Insets come first: whatever they show has no symbol on the map itself, and all that is
    placed there keeps off them. They, names and numbers keep off annotations; symbols do not,
    for what somebody writes on a map must not move what is there.

    Parameters
    ----------
    width, height
        Of the map frame, in pixels; the subject's box grows to their aspect.
    blocked
        Boxes of it that are covered, in pixels.

    Raises
    ------
    BadOption
        A ValueError: the frame is too small.
    """
    _check_size(width, height)
    frame, style = fit(*subject.box, width, height, subject.rotation), subject.looks
    annotated = annotating.drawn(subject.annotations, subject.days, frame, style)
    kept = (*blocked, *annotating.kept_free(subject.annotations, frame, style))
    plates = tuple(
        _plate(inset, box, frame) for inset, box in inset_places.placed(subject, frame, kept)
    )
    blocked = (*blocked, *(plate.rim for plate in plates))
    shown, every = _seen(subject, frame, plates)
    grounds = lands.of(subject.areas, frame.rotation)
    symbols = drawn.placed(shown.marks, frame, style, grounds, blocked)
    told = words(subject.language)["people"]
    blocked = (*blocked, *annotating.plates(annotated))
    arrows, rings, covered = flows.place(
        subject.movements, subject.arrivals, symbols, frame, told, blocked
    )
    mode = numbering.mode_in(subject.numbers, frame)
    ground = lands.Seen(grounds, frame)
    counted, taken = numbering.place(
        numbering.Shown(mode, subject.troops, subject.posts, symbols, ground, (*covered, *blocked)),
        frame,
    )
    # What a circle has named needs no other name.
    named = {one.host for one in counted}
    values: dict[str, Any] = {item.name: getattr(subject, item.name) for item in fields(Subject)}
    numbers = [*counted, *(one for plate in plates for one in plate.scene.counted)]
    return Scene(
        **values,
        width=width,
        height=height,
        x0=frame.x0,
        y0=frame.y0,
        x1=frame.x1,
        y1=frame.y1,
        symbols=symbols,
        labels=label_places.place(
            [area for area in subject.areas if area.id not in named],
            *(symbols, frame, style, grounds, (*covered, *taken, *blocked)),
            towns=subject.towns,
            waters=subject.waters,
        ),
        flows=arrows,
        rings=rings,
        counted=counted,
        legend=legend.entries(subject, every, symbols, (*arrows, *rings), numbers),
        sources=source_refs.of_seen(subject, every),
        plates=plates,
        annotated=annotated,
    )


def _plate(inset: Inset, box: lands.Box, frame: Frame) -> Plate:
    """Compose an inset in its place; nothing stands under its title."""
    west, north, east, south = box
    wide = fonts.room(inset.title, INSETS.title, PEOPLE.weight) + 2 * INSETS.pad
    tab = (0.0, 0.0, min(wide, east - west), float(INSETS.tab))
    scene = compose(inset.subject, int(east - west), int(south - north), [tab])
    corners = inset_places.outline(inset, frame)
    return Plate(inset.title, box, corners, inset_places.ties(corners, box), scene)


def _seen(subject: Subject, frame: Frame, plates: Sequence[Plate]) -> tuple[Seen, Seen]:
    """Say what a map itself shows, and what it shows with its insets."""
    shown = seen(subject, frame)
    inner = {mark.id: mark for plate in plates for mark in plate.scene.seen.marks}
    marks = tuple(mark for mark in shown.marks if mark.id not in inner)
    closer = tuple(mark for mark in shown.closer if mark.id not in inner)
    itself = replace(shown, marks=marks, closer=closer)
    return itself, replace(itself, marks=(*marks, *inner.values()))


def _cuts(cuts: Iterable[Cut], lines: Sequence[Line]) -> tuple[Cut, ...]:
    """Keep the cuts between sectors that are both drawn."""
    drawn_ids = {line.id for line in lines}
    return tuple(cut for cut in cuts if {cut.one, cut.other} <= drawn_ids)


def _check_size(width: int, height: int) -> None:
    if min(width, height) < _LEAST_SIDE:
        raise BadOption(f"a map of {width} x {height} pixels is too small to draw")


def extent(
    config: Config, view: str, box: tuple[float, float, float, float] | None = None
) -> tuple[float, float, float, float]:
    """Give the frame that is asked for, in km: the box, or that of the view; errors as `build`."""
    named = config.view(_choose("view", view, [v.id for v in config.views]))
    return (named.x0, named.y0, named.x1, named.y1) if box is None else _sound(box)


def truth(
    timeline: Timeline,
    day: date,
    lens: str,
    times: Times | None = None,
    filters: Filters | None = None,
) -> State:
    """Say what is shown of a day: what held then, or in the range asked for, as filtered."""
    span = times.span(day) if times else None
    first, last = (end.toordinal() for end in span or (day, day))
    state = state_in(timeline, first, last, lens) if span else state_at(timeline, first, lens)
    return filters.apply(state, timeline, (first, last)) if filters else state


def _sound(box: tuple[float, float, float, float]) -> tuple[float, float, float, float]:
    x0, y0, x1, y1 = box if len(box) == 4 else (math.nan,) * 4
    if not (
        all(map(math.isfinite, (x0, y0, x1, y1)))
        and 1 <= x1 - x0 <= 40_000
        and 1 <= y1 - y0 <= 40_000
    ):
        raise BadOption(f"box {box} is not x0, y0, x1, y1 in km with x0 < x1 and y0 < y1")
    return box


def _title(
    config: Config, speech: Speech, view: str, lens: str, box: tuple[float, float, float, float]
) -> tuple[str, str]:
    """Name the lens and the view, and the view alone; a box of the user's own has no name."""
    named = config.view(view)
    title = speech.title("lenses", lens, config.lens(lens).title)
    if box != (named.x0, named.y0, named.x1, named.y1):
        return title, ""
    place = speech.title("views", view, named.title)
    return f"{title}: {place}", place


def _holding(
    layers: Sequence[UserLayer], days: tuple[int, int], style: str
) -> tuple[UserLayer, ...]:
    """Give what holds on the days of the user layers."""
    shown = (layer.at(*days) for layer in layers)
    return tuple(one.grey() if style == "grey" else one for one in shown)


def user_note(
    layers: Sequence[UserLayer], speech: Speech, slots: int = 0, *, annotated: bool = False
) -> str:
    """Say that user layers and annotations are not from the atlas; "" where there are none."""
    words = speech.words["sheet"]
    names = [layer.title for layer in layers]
    sentences = []
    if names:
        key = "own_layer" if len(names) == 1 else "own_layers"
        sentences.append(str(words[key].format(names=", ".join(names))))
    if slots:
        sentences.append(str(words["own_added"]))
    if annotated:
        sentences.append(str(words["annotated"]))
    return " ".join(sentences)


def _when(first: date, last: date, speech: Speech) -> str:
    """Say the day, or the first and the last day of a range."""
    return speech.day(first) if first == last else f"{speech.day(first)} \u2013 {speech.day(last)}"


def in_words(times: Times | None, day: date, speech: Speech) -> str:
    """Say which days are shown, in place of what is found on one."""
    return capital(times.in_words(day, speech)) if times else ""


def note(
    timeline: Timeline,
    speech: Speech,
    days: tuple[int, int],
    box: tuple[float, float, float, float],
    rotation: Rotation | None = None,
) -> str:
    """
    Say below a map whose boundaries it draws, and what it leaves out.

    Parameters
    ----------
    timeline
        The compiled timeline, in the language of `speech`.
    days
        First and last day shown, as ordinals.
    box
        The frame that was asked for, in km.
    rotation
        How it is turned.
    """
    texts = [str(text) for from_, text in timeline["notes"] if from_ <= days[1]]
    gaps = missed(timeline, *days, box, rotation)
    left_out = speech.words["sheet"]["not_covered"].format(what="; ".join(gaps)) if gaps else ""
    return " ".join(filter(None, [timeline["boundary_source"], *texts[-1:], left_out]))
