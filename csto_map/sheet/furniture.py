"""What stands around an exported map: where each line of text goes.

Pure geometry over a subject, in pixels of the whole sheet: title and date above,
legend and sources beside the map (below it on upright sheets), scale bar and notes
under it. Texts are wrapped by measured widths; sources that do not fit are counted
in a last line instead of being cut.

The legend needs to know what the map's frame shows, and the frame what room the legend
takes. So frames are tried with what they show counted only, and the scene is composed,
which takes the time, once: in the frame that is taken.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from functools import cached_property

from csto_map.language.speech import load_speech
from csto_map.language.words import words
from csto_map.picture import fonts, legend, source_refs
from csto_map.picture.parts import LegendEntry, SourceRef
from csto_map.picture.scene import Scene, compose
from csto_map.picture.subject import Seen, Subject, seen
from csto_map.picture.views import Frame, fit, scale_bar
from csto_map.sheet import blocks
from csto_map.sheet.blocks import Bar, Box, Key, Shape, Text, leading

__all__ = [
    "PARTS",
    "Bar",
    "Box",
    "Draft",
    "Key",
    "Place",
    "Plate",
    "Sheet",
    "Text",
    "Trim",
    "draft",
    "heading",
    "lay_out",
]

MARGIN = 24
GUTTER = 16
# Parts of a sheet that can be left out.
PARTS = (
    *("title", "subtitle", "date", "legend", "scale", "projection"),
    *("sources", "note", "version", "link"),
)
# Width of the side and shape of its legend: the first that holds all of it is taken.
_SIDES = (
    (304, Shape(1, 2, 19)),
    (304, Shape(1, 2, 16)),
    (404, Shape(1, 3, 19)),
    (404, Shape(1, 3, 16)),
    (480, Shape(2, 1, 16)),
    (560, Shape(3, 1, 16)),
    (560, Shape(3, 1, 14)),
)
# The same below a map, with the map's share of the height in place of the width.
_BELOWS = (
    (0.62, Shape(2, 2, 19)),
    (0.56, Shape(2, 2, 17)),
    (0.48, Shape(2, 2, 16)),
    (0.42, Shape(3, 1, 16)),
    (0.42, Shape(4, 1, 16)),
    (0.36, Shape(4, 1, 14)),
)
# The least part of a sheet's width that a map beside its legend takes.
_LEAST_MAP = 0.45
# Room below a legend for the heading, two lines of sources and the count of others.
_LEAST_SOURCES = 78
_LEFT = 222


@dataclass(frozen=True, slots=True)
class Trim:
    """
    The words around a map, and which parts are left out.

    Attributes
    ----------
    title, subtitle
        None for the generated ones.
    link
        Printed as permalink; "" for none.
    hide
        Names among `PARTS`.
    more
        The phrase of the sheet that says where the sources that do not fit are listed.
    numbers
        Source id -> number, where a document numbers its sources as a whole.
    """

    title: str | None = None
    subtitle: str | None = None
    handling: str = ""
    link: str = ""
    hide: frozenset[str] = frozenset()
    more: str = "more_sources"
    numbers: Mapping[str, int] | None = None

    def shows(self, part: str) -> bool:
        """Say whether a part is to be there."""
        return part not in self.hide


@dataclass(frozen=True, slots=True)
class Plate:
    """A map on a sheet: a scene of exactly the size of its box."""

    scene: Scene
    box: Box


@dataclass(frozen=True)
class Place:
    """Where a map is to stand on a sheet: its box is of whole pixels, its scene not composed."""

    subject: Subject
    box: Box

    @property
    def size(self) -> tuple[int, int]:
        """Width and height of the box, in pixels."""
        return int(self.box.width), int(self.box.height)

    @property
    def frame(self) -> Frame:
        """The map frame."""
        return fit(*self.subject.box, *self.size)

    @cached_property
    def seen(self) -> Seen:
        """What the frame shows."""
        return seen(self.subject, self.frame)

    @cached_property
    def legend(self) -> tuple[LegendEntry, ...]:
        """The lines of the legend; see `csto_map.picture.legend.entries` for their swatches."""
        if self.subject.changes is not None:
            return legend.entries(self.subject, self.seen)
        return self.composed.scene.legend

    @cached_property
    def sources(self) -> tuple[SourceRef, ...]:
        """The numbered sources of what the frame shows."""
        return source_refs.of_seen(self.subject, self.seen)

    @cached_property
    def composed(self) -> Plate:
        """The composed scene."""
        return Plate(compose(self.subject, *self.size), self.box)


@dataclass(frozen=True, slots=True)
class Sheet:
    """
    A whole sheet: scenes of the size of their boxes, and everything around them.

    `texts` are set line by line; `flows` holds the same words unbroken, by box, for
    files whose reader breaks lines itself.
    """

    width: int
    height: int
    plates: tuple[Plate, ...]
    boxes: tuple[Box, ...]
    texts: tuple[Text, ...]
    keys: tuple[Key, ...]
    bars: tuple[Bar, ...]
    title: str
    flows: dict[str, str] = field(default_factory=dict)

    @property
    def scene(self) -> Scene:
        """The scene of the first map."""
        return self.plates[0].scene

    @property
    def map(self) -> Box:
        """The box of the first map."""
        return self.plates[0].box


@dataclass(slots=True)
class Draft:
    """
    A sheet in the making: what is placed so far, and the band still free.

    One that is laid out in full has its `places` and `title`; `done` makes it a sheet.
    """

    width: int
    height: int
    top: float
    bottom: float
    title: str = ""
    places: list[Place] = field(default_factory=list)
    boxes: list[Box] = field(default_factory=list)
    texts: list[Text] = field(default_factory=list)
    keys: list[Key] = field(default_factory=list)
    bars: list[Bar] = field(default_factory=list)
    flows: dict[str, str] = field(default_factory=dict)

    def put(self, box: Box, texts: Sequence[Text], flow: str) -> None:
        """Place a box with its lines."""
        self.boxes.append(box)
        self.texts += texts
        self.flows[box.name] = flow

    def done(self, plates: Sequence[Plate] | None = None) -> Sheet:
        """Close the draft; `plates` are its places where these are composed already."""
        plates = plates or [place.composed for place in self.places]
        return Sheet(
            self.width,
            self.height,
            tuple(plates),
            tuple(self.boxes),
            tuple(text for text in self.texts if text.text),
            tuple(_shown(self.keys, plates)),
            tuple(self.bars),
            self.title,
            self.flows,
        )


def _shown(keys: Sequence[Key], plates: Sequence[Plate]) -> Sequence[Key]:
    """Give swatches of a difference the icons that its map shows, which now are known."""
    if len(plates) > 1 or plates[0].scene.changes is None:
        return keys
    entries = {(entry.layer, entry.key): entry for entry in plates[0].scene.legend}
    return [replace(key, entry=entries[key.entry.layer, key.entry.key]) for key in keys]


def heading(subject: Subject, trim: Trim) -> str:
    """Give the title: the one asked for, or one made from lens, layers, view and date."""
    if trim.title is not None:
        return trim.title
    title = subject.title
    if "states" not in subject.layers and subject.layers:
        # Without states the organisation colours nothing: the layers say what is shown.
        layers = [subject.headings[layer] for layer in subject.layers]
        what = load_speech(subject.language).listing(layers, 3)
        title = f"{what}: {subject.place}" if subject.place else what
    return title if trim.shows("date") else f"{title}, {subject.subtitle}"


def sheet_words(subject: Subject) -> dict[str, str]:
    """Give the words of a sheet in the subject's language."""
    phrases: dict[str, str] = words(subject.language)["sheet"]
    return phrases


def lay_out(scene: Scene, trim: Trim | None = None) -> Sheet:
    """
    Lay out a sheet of the scene's own size around its map.

    Parameters
    ----------
    scene
        Its width and height become those of the sheet; the map frame shrinks and
        the symbols are placed anew in it.
    trim
        Words and parts; None for everything, generated.
    """
    return draft(scene, (scene.width, scene.height), trim).done()


def draft(subject: Subject, size: tuple[int, int], trim: Trim | None = None) -> Draft:
    """
    Lay out a sheet around a map, as far as it can be without composing the scene.

    Parameters
    ----------
    size
        Width and height of the sheet, in pixels.
    trim
        Words and parts; None for everything, generated.
    """
    trim = trim or Trim()
    sheet = blank(size)
    small = subject.looks.sizes[0]
    sheet.title = heading(subject, trim)
    put_handling(sheet, trim, small)
    date = subject.subtitle if trim.shows("date") else ""
    put_header(sheet, subject, trim, sheet.title, date, subject.changed)
    bar_y = put_footer(sheet, subject, trim)
    sheet.places = [_put_map(sheet, subject, trim, small)]
    if trim.shows("scale"):
        put_bar(sheet, sheet.places[0], MARGIN, bar_y, small)
    return sheet


def blank(size: tuple[int, int]) -> Draft:
    """Begin a sheet."""
    width, height = size
    return Draft(width, height, MARGIN - 6, height - MARGIN + 8)


def put_handling(draft: Draft, trim: Trim, small: int) -> None:
    """Put the handling line at the head and at the foot of the sheet."""
    if not trim.handling:
        return
    tall = leading(small)
    for name, y in (("handling", draft.top - 8), ("handling-foot", draft.bottom - tall + 6)):
        box = Box(name, MARGIN, y, draft.width - 2 * MARGIN, tall)
        line = blocks.cut(trim.handling, small, box.width, 1, 600)[0]
        middle = draft.width / 2
        texts = [Text(name, line, middle, y + small, small, 600, anchor="middle")]
        draft.put(box, texts, trim.handling)
    draft.top += tall
    draft.bottom -= tall + 2


def put_header(
    draft: Draft, subject: Subject, trim: Trim, title: str, date: str, below: str
) -> None:
    """Put title, date and subtitle, and take their height from the band."""
    _, body, _, large = subject.looks.sizes
    room = draft.width - 2 * MARGIN
    date_room = fonts.width(date, large, 600)
    lines: list[str] = []
    title_room = float(room)
    if trim.shows("title") and title:
        title_room = room - date_room - (GUTTER if date else 0)
        lines = fonts.wrap(title, large, title_room, 600)
        if len(lines) > 2 and date:
            # A long title gets the whole width, and the date its own line below.
            title_room = room
            lines = fonts.wrap(title, large, room, 600)
        box = Box("title", MARGIN, draft.top, title_room, len(lines) * leading(large))
        texts = blocks.set_lines("title", lines, MARGIN, draft.top, large, weight=600)
        draft.put(box, texts, title)
    if date:
        x, y = float(draft.width - MARGIN), draft.top
        if lines and title_room == room:
            y += len(lines) * leading(large)
            draft.top += leading(large)
        line = Text("date", date, x, y + large, large, 600, anchor="end")
        draft.put(Box("date", x - date_room, y, date_room, leading(large)), [line], date)
    if lines or date:
        draft.top += max(1, len(lines)) * leading(large) + 4
    sentence = below if trim.subtitle is None else trim.subtitle
    # What filters leave out is printed even where the subtitle is not.
    sentence = " ".join(filter(None, [sentence if trim.shows("subtitle") else "", subject.limits]))
    if sentence:
        lines = fonts.wrap(sentence, body, room)
        box = Box("changed", MARGIN, draft.top, room, len(lines) * leading(body))
        texts = blocks.set_lines("changed", lines, MARGIN, draft.top, body, soft=True)
        draft.put(box, texts, sentence)
        draft.top += box.height
    draft.top += 10


def put_footer(draft: Draft, subject: Subject, trim: Trim) -> float:
    """Put notes, permalink and version below; return the top of the scale bar's row."""
    small, phrases = subject.looks.sizes[0], sheet_words(subject)
    row = leading(small)
    left = [part for part in ("scale", "version") if trim.shows(part)]
    note_x = MARGIN + (_LEFT + 8 if left else 0)
    room = draft.width - MARGIN - note_x
    sentences = [subject.boundary_note] if trim.shows("note") else []
    if trim.shows("projection"):
        sentences.append(phrases["projection"].format(name=subject.projection_name))
    if trim.shows("sources"):
        sentences.append(subject.user_note)
    note = " ".join(text for text in sentences if text)
    lines = fonts.wrap(note, small, room)
    link = trim.link if trim.shows("link") else ""
    address = phrases["permalink"].format(address=link)
    links = blocks.wrap_link(address, small, room) if link else []
    height = max(len(left), len(lines) + len(links)) * row + 6
    top = draft.bottom - height
    if lines:
        box = Box("note", note_x, top, room, len(lines) * row)
        draft.put(box, blocks.set_lines("note", lines, note_x, top, small, soft=True), note)
    if links:
        y = top + len(lines) * row
        box = Box("link", note_x, y, room, len(links) * row + 2)
        texts = blocks.set_lines("link", links, note_x, y, small, soft=True)
        draft.put(box, texts, address)
    if "version" in left:
        y = top + left.index("version") * row
        version = phrases["data"].format(version=subject.data_version)
        texts = blocks.set_lines("version", [version], MARGIN, y, small, soft=True)
        draft.put(Box("version", MARGIN, y, _LEFT, row), texts, version)
    draft.bottom = top - (10 if height > 6 else 0)
    return top


def put_bar(draft: Draft, place: Place, x: float, y: float, small: int) -> None:
    """Put a scale bar for a map."""
    km, px = scale_bar(place.frame.km_per_px)
    name = "scale" if not draft.bars else f"scale{len(draft.bars) + 1}"
    label = words(place.subject.language)["map"]["scale"].format(km=f"{km:,}".replace(",", " "))
    draft.bars.append(Bar(x, y + 8, px, km))
    texts = [Text(name, label, x + px + 8, y + small, small)]
    draft.put(Box(name, x, y, _LEFT, leading(small)), texts, label)


def fitted(subject: Subject, name: str, x: float, y: float, width: float, height: float) -> Place:
    """Give a map a place of whole pixels."""
    wide, tall = max(64, int(width)), max(64, int(height))
    return Place(subject, Box(name, x, y, wide, tall))


def _put_map(draft: Draft, subject: Subject, trim: Trim, small: int) -> Place:
    """Give the map a place in the free band, and put its legend and sources."""
    room, tall = draft.width - 2 * MARGIN, draft.bottom - draft.top
    whole = fitted(subject, "map", MARGIN, draft.top, room, tall)
    sourced = trim.shows("sources") and _cites(subject, draft)
    if not sourced and not trim.shows("legend"):
        return whole
    beside = draft.width >= 1.1 * draft.height and draft.width >= 640
    least = _LEAST_SOURCES if sourced else 0
    place = whole
    # A legend that would leave the map too narrow is cut instead, and says what it lacks.
    kept = [one for one in _SIDES if room - one[0] - GUTTER > _LEAST_MAP * draft.width]
    for share, shape in (kept or _SIDES[:1]) if beside else _BELOWS:
        if beside:
            tried = fitted(subject, "map", MARGIN, draft.top, room - share - GUTTER, tall)
            x, y, width = draft.width - MARGIN - share, draft.top, float(share)
        else:
            tried = fitted(subject, "map", MARGIN, draft.top, room, tall * share)
            x, y, width = MARGIN, draft.top + tried.box.height + 12, float(room)
        # A legend of another shape in the same frame has the same lines.
        place = tried if tried.box != place.box else place
        side = Box("legend", x, y, width, draft.bottom - y)
        entries = place.legend if trim.shows("legend") else ()
        keys, texts, used = blocks.legend(subject, entries, side, shape)
        if used <= side.height - least:
            break
    else:
        keys, texts, used = blocks.legend(subject, entries, side, shape, side.height - least)
    if entries:
        draft.put(Box("legend", x, y, width, used), texts, "")
        draft.keys += keys
    if sourced:
        where = Box("sources", x, y + used, width, draft.bottom - y - used)
        lines, flow = blocks.sources(
            place.sources, where, small, sheet_words(subject), trim.more, trim.numbers
        )
        draft.put(where, lines, flow)
    return place


def _cites(subject: Subject, draft: Draft) -> bool:
    """Say whether there are sources to name, if not of boundaries then of what is near."""
    if subject.boundary_ids:
        return True
    near = Place(subject, Box("map", 0, 0, draft.width, draft.height))
    return bool(near.sources)
