"""Where the parts of a sheet stand: the column beside the map or the head above it, the strip.

What does not fit is given up in a fixed order; see `csto_map.sheet.furniture`.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Sequence
from dataclasses import dataclass, replace

from csto_map.language.speech import load_speech
from csto_map.language.words import words
from csto_map.picture import annotations as annotating
from csto_map.picture import fonts, labels
from csto_map.picture.legend import LAYER_ORDER
from csto_map.picture.parts import LegendEntry, Since, SourceRef
from csto_map.picture.subject import Subject
from csto_map.picture.views import scale_bar
from csto_map.sheet import blocks, strip
from csto_map.sheet.blocks import (
    BODY,
    FINE,
    HEAD,
    HEAD_LINE,
    LARGE,
    SMALL,
    Bar,
    Box,
    Columns,
    Part,
    Text,
    leading,
    paragraph,
)
from csto_map.sheet.circle_scale import circle_scale
from csto_map.sheet.forms import Draft, Place, Trim
from csto_map.sheet.measures import (
    CAPTION,
    FORM,
    HANDLING,
    LEGEND,
    LINE,
    SCALE,
    STRIP,
    TYPE,
)
from csto_map.sheet.shapes import Stroke
from csto_map.sheet.tally import tally

# Sheets at least so much wider than high have a column; the widths of it that are tried.
WIDE = FORM.wide
# Margins: of a column left and right, of a sheet above; between things beside each other.
LEFT, RIGHT, TOP, GUTTER = FORM.left, FORM.right, FORM.top, FORM.gutter
# Headlines with legends in a column, from the wanted ones on.
_SHAPES = tuple((HEAD - less, Columns(count, step)) for less, count, step in LEGEND.beside)
# Legends below a map.
_BELOW = tuple(Columns(count, step) for count, step in LEGEND.below)
# The smallest headline.
_LEAST_HEAD = HEAD - TYPE.less[1]
# Rows of a legend for which a chart leaves room on all frames of a film.
_LEAST_LEGEND = 14
# Distances before the parts of a column.
_BEFORE = FORM.before
# Baseline of the date below a name of one line.
DATE_LINE = TOP + leading(SMALL) + _BEFORE["date"] + LARGE
_BESIDE_MAP = STRIP.beside
_BAR_IN = SCALE.inside
# What takes the query of a link where the address of a page is not known.
_COMMAND = "csto-map"
# A legend's lines, and how many kinds it leaves out since only stacks hold them.
_Listed = tuple[tuple[LegendEntry, ...], int]
_LESSER = ((True, True), (False, True), (False, False))


@dataclass(frozen=True, kw_only=True)
class Content:
    """
    What a sheet says, before it has a shape.

    Attributes
    ----------
    subject
        Whose language, looks and counts are used: of two maps the later one's.
    title, date, sentence
        Headline, date and last change; "" for what is left out.
    flags
        The days on the time axis, and what their flags say.
    placed
        Gives the maps their places in a box.
    legend
        Makes one legend of those of the maps.
    sources
        What the maps in their places cite.
    lists
        Lists under headings that stand below the legend, for what is compared.
    headed
        Whether the head stands above the map even on a wide sheet.
    held
        Whether the date's place is kept free, for one that is set later.
    rough
        Whether only the frames count, for which no map is composed.
    """

    subject: Subject
    trim: Trim
    title: str
    date: str
    sentence: str
    flags: tuple[tuple[int, str], ...]
    placed: Callable[[Box], list[Place]]
    legend: Callable[[list[tuple[LegendEntry, ...]]], tuple[LegendEntry, ...]]
    sources: Callable[[list[Place]], tuple[SourceRef, ...]]
    lists: Sequence[tuple[str, Sequence[str]]] = ()
    headed: bool = False
    held: bool = False
    rough: bool = False


def about(subject: Subject) -> str:
    """Name what a map is of: lens and view, or layers and view."""
    if "states" in subject.layers or not subject.layers:
        return subject.title
    # Without states the organisation colours nothing: the layers say what is shown.
    layers = [subject.headings[layer] for layer in subject.layers]
    what = load_speech(subject.language).listing(layers, 3)
    return f"{what}: {subject.place}" if subject.place else what


def sheet_words(subject: Subject) -> dict[str, str]:
    """Give the words of a sheet in the subject's language."""
    phrases: dict[str, str] = words(subject.language)["sheet"]
    return phrases


def versioned(subject: Subject) -> str:
    """Give the version of the data, with their licence."""
    licence = sheet_words(subject)["licence"].format(licence=subject.licence)
    return f"{subject.data_version}, {licence}" if subject.licence else subject.data_version


def addressed(link: str) -> str:
    """Give a link in print: where nobody has said at which address, what takes its query."""
    return f"{_COMMAND} {link}" if link.startswith("?") else link


def composed(content: Content, size: tuple[int, int]) -> Draft:
    """Lay out a sheet of a size in pixels, as far as it can be without composing its scenes."""
    width, height = size
    column = width >= WIDE * height and not content.headed
    lay = _beside if column else _below
    ways = _ways(content.trim)
    for with_tally, with_axis in ways:
        sheet = Draft(width, height, 0, height, content.title, content.subject.language)
        _put_handling(sheet, content.trim)
        if lay(sheet, content, with_tally, with_axis, (with_tally, with_axis) == ways[-1]):
            break
    if sheet.leftward:
        sheet.places = sheet.settled(sheet.places)
    if content.trim.shows("scale"):
        _put_bar(sheet, sheet.places[0], rough=content.rough)
    if len(sheet.places) > 1:
        _put_captions(sheet, accent(content.subject))
    return sheet


def _ways(trim: Trim) -> list[tuple[bool, bool]]:
    """Say with which of chart and time axis a sheet is tried, the wanted way first."""
    tally, axis = trim.shows("tally"), trim.shows("timeline")
    return list(dict.fromkeys((one and tally, other and axis) for one, other in _LESSER))


def _put_captions(draft: Draft, colour: str) -> None:
    """Say above each of several maps which day it shows."""
    for k, place in enumerate(draft.places, start=1):
        box, name, day = place.box, f"caption{k}", place.subject.subtitle
        left = draft.across(box.x, box.width)
        x = LEFT if left == 0 else _BAR_IN
        text = Text(name, day, x, CAPTION - 8, LARGE, 600, colour=colour)
        part = Part(name, box.width, CAPTION, (text,), flow=day)
        draft.part(part, left, box.y - CAPTION)


def _put_handling(draft: Draft, trim: Trim) -> None:
    """Put the handling line at the head and at the foot of the sheet."""
    if not trim.handling:
        return
    tall = leading(SMALL) + HANDLING.more
    room = draft.width - 2 * LEFT
    line = blocks.cut(trim.handling, SMALL, room, 1, 600)[0]
    for name, y in (("handling", 0.0), ("handling-foot", draft.height - tall)):
        middle = Text(name, line, room / 2, SMALL + HANDLING.drop, SMALL, 600, anchor="middle")
        draft.part(Part(name, room, tall, (middle,), flow=trim.handling), LEFT, y)
    draft.top, draft.bottom = tall, draft.height - tall


def _put_bar(draft: Draft, place: Place, *, rough: bool) -> None:
    """
    Put a scale bar on a map where nothing is drawn: as low, then as far left as can be.

    Where a long one finds no room a shorter one is tried; where none does, the shortest
    stands in the lower left corner.
    """
    drawn = [] if rough else _drawn(place)
    # A plain space would part a number where lines read to the left.
    gap = "\u00a0" if draft.leftward else " "
    template = words(place.subject.language)["map"]["scale"]
    spot = None
    for longest in SCALE.bars:
        km, px = scale_bar(place.frame.km_per_px, longest)
        label = template.format(km=f"{km:,}".replace(",", gap))
        wide = px + SCALE.gap + fonts.width(label, SMALL)
        spot = _free(place, wide, drawn)
        if spot:
            break
    tall = leading(SMALL)
    x, y = spot or (_BAR_IN, place.box.height - _BAR_IN - SMALL)
    x, y = place.box.x + x, place.box.y + y
    draft.bars.append(Bar(x, y + SMALL, px, km))
    text = Text("scale", label, x + px + SCALE.gap, y + SMALL + SCALE.drop, SMALL)
    draft.put(Box("scale", x, y, wide, tall), [text], label, held=True)


def _free(
    place: Place, wide: float, drawn: Sequence[tuple[float, float, float, float]]
) -> tuple[float, float] | None:
    """Find where a scale bar on a map meets nothing drawn, in the map's pixels."""
    tall = leading(SMALL)
    last = max(_BAR_IN + 1, int(place.box.width - wide - _BAR_IN))
    lowest = int(place.box.height - _BAR_IN - SMALL)
    return next(
        (
            (float(x), float(y))
            for y in range(lowest, _BAR_IN - 1, -SCALE.step)
            for x in range(_BAR_IN, last, SCALE.step)
            if not any(
                x - 4 < right and left < x + wide + 4 and y - 3 < foot and top < y + tall + 3
                for left, top, right, foot in drawn
            )
        ),
        None,
    )


def _drawn(place: Place) -> list[tuple[float, float, float, float]]:
    """Give the boxes of symbols, names, circles and annotations on a map, in its own pixels."""
    scene = place.scene
    frame = scene.frame
    circles = [one for one in scene.counted if one.radius]
    return [
        *(labels.symbol_box(symbol, frame) for symbol in scene.symbols),
        *(labels.label_box(label, frame) for label in scene.labels),
        *annotating.plates(scene.annotated),
        *(
            (one.x - one.radius, one.y - one.radius, one.x + one.radius, one.y + one.radius)
            for one in circles
        ),
        *(plate.rim for plate in scene.plates),
    ]


def _beside(draft: Draft, content: Content, with_tally: bool, with_axis: bool, last: bool) -> bool:
    """Lay out a column with the map beside it; say whether all found room."""
    foot = _Strip(content, draft.width, with_axis, upright=False)
    tall = draft.bottom - draft.top - foot.height
    room = tall - FORM.under_map
    kept = [wide for wide in FORM.columns if draft.width - wide >= FORM.least_map * draft.width]
    for wide in kept or FORM.columns[:1]:
        inner = wide - LEFT - RIGHT
        head = _head(content, inner, HEAD)
        chart = _chart(content, inner) if with_tally else []
        if not head and not chart and not _listing(content):
            wide = 0
        box = Box("map", wide, draft.top, draft.width - wide, tall)
        places = content.placed(box)
        if _fitting(content, _least(content, places), inner, chart, room) is None:
            continue
        fitting = next(
            (
                fits
                for entries in _legends(content, places)
                if (fits := _fitting(content, entries, inner, chart, room)) is not None
            ),
            None,
        )
        if fitting is not None:
            _put_column(
                draft, content, [*fitting, *_circles(content, places, fitting, room)], inner, room
            )
            foot.put(draft, places)
            draft.places = places
            return True
    if last:
        parts = _head(content, inner, _LEAST_HEAD)
        free = room - _height(parts) - _least_list(content) - _BEFORE["legend"]
        entries, hidden = _legends(content, places)[1]
        if entries:
            shape = _narrow(inner)
            parts.append(blocks.legend(content.subject, entries, inner, shape, free, hidden))
        _put_column(draft, content, parts, inner, room)
        foot.put(draft, places)
        draft.places = places
    return False


@dataclass(frozen=True, slots=True)
class Held:
    """
    How a column is set on all frames of a film, so that nothing in it jumps.

    `size` is that of the headline; `head` and `chart` are heights kept free for name, date and
    headline, and for the chart, 0 for a film without one.
    """

    size: float
    head: float
    chart: float


def held(contents: Sequence[Content], wide: float, room: float) -> Held:
    """
    Choose how a column is set for all that it is to say.

    The headline is as large as leaves room for a legend; where none does, the chart goes.
    """
    charts = [_chart(one, wide) for one in contents if one.trim.shows("tally")]
    chart = max((part.height for parts in charts for part in parts), default=0.0)
    listed = any(one.trim.shows("legend") for one in contents)
    legend = (_LEAST_LEGEND * LEGEND.cut + _BEFORE["legend"]) * listed
    sizes = (HEAD, *(HEAD - less for less in TYPE.less))
    for kept in dict.fromkeys((chart, 0.0)):
        for size in sizes:
            head = max(_height(_head(one, wide, size)) for one in contents)
            above = head + (kept + _BEFORE["tally"]) * bool(kept)
            if above + legend <= room:
                return Held(size, head, kept)
    return Held(size, head, 0.0)


def column(
    content: Content, places: list[Place], wide: float, room: float, held: Held
) -> list[Part]:
    """
    Set the parts of a column of a given size, for a sheet whose map must not move.

    What finds no room in the legend is told by layer or, at last, counted.
    """
    parts = _head(content, wide, held.size)
    parts[-1] = replace(parts[-1], height=parts[-1].height + held.head - _height(parts))
    if held.chart:
        drawn = _chart(content, wide) or [Part("tally", wide, 0.0)]
        parts += [replace(part, height=held.chart) for part in drawn]
    if not content.trim.shows("legend"):
        return parts
    free = max(0.0, room - _height(parts) - _BEFORE["legend"])
    shape = _narrow(wide)
    for entries, stacked in _legends(content, places):
        legend = blocks.legend(content.subject, entries, wide, shape, stacked=stacked)
        if legend.height <= free:
            break
    else:
        legend = blocks.legend(content.subject, entries, wide, shape, free, stacked)
    parts.append(legend)
    return [*parts, *_circles(content, places, parts, room)]


def _narrow(wide: float) -> Columns:
    """Give the closest legend that a column has room for."""
    return Columns(min(LEGEND.most, max(1, int(wide // LEGEND.narrow))), LEGEND.cut)


def stacked(parts: Sequence[Part], x: float, y: float) -> list[tuple[Part, float, float]]:
    """Give the parts of a column their places, from the edge of the sheet on."""
    y += TOP
    placed = []
    for k, part in enumerate(parts):
        y += _BEFORE.get(part.name, 0) * (k > 0)
        placed.append((part, x, y))
        y += part.height
    return placed


def _fitting(
    content: Content,
    listed: _Listed,
    wide: float,
    chart: Sequence[Part],
    room: float,
) -> list[Part] | None:
    """Set the parts of a column in the first shape in which they fit; None if they never do."""
    for size, columns in _SHAPES:
        if columns.count > 1 and wide < columns.count * LEGEND.narrow:
            continue
        parts = [*_head(content, wide, size), *chart]
        entries, stacked = listed
        if entries:
            legend = blocks.legend(content.subject, entries, wide, columns, stacked=stacked)
            parts.append(legend)
        if room - _height(parts) >= _least_list(content):
            return parts
    return None


def _least(content: Content, places: list[Place]) -> _Listed:
    """
    Give the lines that a legend has at least.

    They are known before the maps are composed, which takes the time: a frame in which
    these find no room is given up at once.
    """
    if not content.trim.shows("legend"):
        return (), 0
    entries = content.legend([place.least_legend for place in places])
    return tuple(entry for entry in entries if entry.layer not in LAYER_ORDER), 0


def _legends(content: Content, places: list[Place]) -> list[_Listed]:
    """Give the whole legend, one without kinds that only stacks hold, one of layers."""
    if not content.trim.shows("legend"):
        return [((), 0)] * 2
    if content.rough:
        return [_least(content, places)] * 2
    scenes = [place.scene for place in places]
    entries = content.legend([scene.legend for scene in scenes])
    marks = {str(mark.id): mark for scene in scenes for mark in scene.marks}
    kinds = {(mark.layer, mark.kind) for mark in marks.values()}
    heads = (marks.get(symbol.id) for scene in scenes for symbol in scene.every_symbol)
    drawn = {(mark.layer, mark.kind) for mark in heads if mark}
    shown = tuple(
        entry
        for entry in entries
        if (entry.layer, entry.key) in drawn or (entry.layer, entry.key) not in kinds
    )
    return [(entries, 0), (shown, len(entries) - len(shown)), (_by_layer(content, shown, kinds), 0)]


def _by_layer(
    content: Content, entries: Sequence[LegendEntry], kinds: Collection[tuple[str, str]]
) -> tuple[LegendEntry, ...]:
    """Have one line for all kinds of a layer, with the symbol of its most frequent one."""
    places = content.subject.headings
    told: dict[str, LegendEntry] = {}
    for entry in entries:
        layer = entry.layer
        if (layer, entry.key) not in kinds:
            told[f"{layer}/{entry.key}"] = entry
        elif layer in told:
            first = told[layer]
            was = None if first.was is None else first.was + (entry.was or 0)
            told[layer] = replace(first, count=first.count + entry.count, was=was)
        else:
            told[layer] = replace(entry, label=places[layer])
    return tuple(told.values())


def _circles(
    content: Content, places: list[Place], parts: Sequence[Part], room: float
) -> list[Part]:
    """Set the scale of the map's circles where there is room for it."""
    if content.rough or not any(part.name == "legend" for part in parts):
        return []
    part = circle_scale(places[0].scene)
    fits = part and _height([*parts, part]) <= room
    return [part] if part and fits else []


def _listing(content: Content) -> bool:
    return content.trim.shows("legend") or bool(content.lists)


def _least_list(content: Content) -> float:
    return FORM.least_list * leading(SMALL) + _BEFORE["list"] if content.lists else 0


def _height(parts: Sequence[Part]) -> float:
    """Give the height of a column, from the sheet's edge on."""
    return sum(
        part.height + _BEFORE.get(part.name, 0) * (k > 0) for k, part in enumerate(parts)
    ) + (TOP if parts else 0)


def _put_column(
    draft: Draft, content: Content, parts: Sequence[Part], wide: float, room: float
) -> None:
    """Put the parts of a column, and a list into what is left."""
    y = draft.top + TOP
    for part, x, top in stacked(parts, LEFT, draft.top):
        draft.part(part, x, top)
        y = top + part.height
    if content.lists:
        y += _BEFORE["list"]
        draft.part(_list(content, wide, room - (y - draft.top)), LEFT, y)


def _head(content: Content, wide: float, size: float) -> list[Part]:
    """Set the name, the date, the headline and the last change."""
    subject, trim, parts = content.subject, content.trim, []
    if trim.shows("title"):
        parts.append(_brand(subject, wide))
    if content.held:
        parts.append(Part("date", wide, leading(LARGE)))
    elif content.date:
        colour = accent(subject)
        parts.append(paragraph("date", content.date, wide, LARGE, weight=600, colour=colour))
    if trim.shows("title") and content.title:
        parts.append(paragraph("title", content.title, wide, size, weight=600, line=HEAD_LINE))
    told = content.sentence if trim.subtitle is None else trim.subtitle
    # What filters leave out is printed even where the subtitle is not.
    shown = told if trim.shows("subtitle") else ""
    sentence = " ".join(filter(None, [shown, subject.limits]))
    if sentence:
        parts.append(paragraph("changed", sentence, wide, BODY, soft=True, line=LINE.changed))
    if subject.since:
        parts.append(_since(subject.since, wide))
    return parts


def _since(since: Since, wide: float) -> Part:
    """Say what changed since the map before in a series, under the day of that map."""
    head = paragraph("since", since.heading, wide, SMALL, weight=600)
    told = paragraph("since", since.told, wide, SMALL)
    texts = (*head.texts, *(text.moved(0, head.height) for text in told.texts))
    flow = f"{since.heading}: {since.told}"
    return Part("since", wide, head.height + told.height, texts, flow=flow)


def accent(subject: Subject) -> str:
    """Give the colour of the date: that of what the view is about."""
    group = subject.band.accent if subject.band else ""
    rows = subject.tally.rows if subject.tally and subject.tally.kind == "bars" else ()
    groups = {getattr(row, "accent", "") for row in rows}
    if "joint" in groups:
        group = "joint"
    style = subject.looks
    return style.accent(group if group in style.accents else "lead").body


def _brand(subject: Subject, wide: float) -> Part:
    """Name the atlas, and what the map is of."""
    told = subject.place if subject.usual_lens and subject.place else subject.title
    if "states" not in subject.layers:
        told = about(subject)
    indent = fonts.width(subject.atlas_title, SMALL, 600) + 7 if subject.atlas_title else 0
    first, *rest = _indented(told, indent, wide)
    texts = [
        Text("brand", subject.atlas_title, 0, SMALL, SMALL, 600),
        Text("brand", first, indent, SMALL, SMALL, soft=True),
        *blocks.set_lines("brand", rest, 0, leading(SMALL), SMALL, soft=True),
    ]
    flow = f"{subject.atlas_title}  {told}"
    return Part("brand", wide, leading(SMALL) * (1 + len(rest)), tuple(texts), flow=flow)


def _indented(text: str, indent: float, wide: float) -> list[str]:
    """Break a text whose first line begins further right."""
    if fonts.width(text, SMALL) <= wide - indent:
        return [text]
    first = fonts.wrap(text, SMALL, wide - indent)[0]
    if fonts.width(first, SMALL) > wide - indent or not text.startswith(first):
        return ["", *fonts.wrap(text, SMALL, wide)]
    return [first, *fonts.wrap(text[len(first) :].strip(), SMALL, wide)]


def _chart(content: Content, wide: float) -> list[Part]:
    subject = content.subject
    if subject.tally is None or content.lists:
        return []
    return [tally(subject.tally, wide, subject.date, subject.looks)]


def _list(content: Content, wide: float, tall: float) -> Part:
    """Set lists under their headings; the last line counts what finds no room."""
    rest = sheet_words(content.subject)[content.trim.more]
    most = int((tall - 4) // leading(SMALL))
    lines = blocks.headed_lists(content.lists, SMALL, wide, most, rest)
    texts = tuple(
        Text("list", line, 0, SMALL + k * leading(SMALL), SMALL, 600 if bold else 400)
        for k, (line, bold) in enumerate(lines)
    )
    flow = "\n".join(f"{title}: {'; '.join(items)}" for title, items in content.lists)
    return Part("list", wide, len(lines) * leading(SMALL) + 4, texts, flow=flow)


def _below(draft: Draft, content: Content, with_tally: bool, with_axis: bool, last: bool) -> bool:
    """Lay out a head above the map, chart and legend below; say whether all found room."""
    room = draft.width - 2 * LEFT
    upright = draft.width < WIDE * draft.height
    foot = _Strip(content, draft.width, with_axis, upright=upright)
    for size in (HEAD, *(HEAD - less for less in TYPE.less)):
        head = _head(content, room, size)
        tall = _height(head) + (FORM.under_map if head else 0)
        if tall <= FORM.most_head * draft.height:
            break
    free = draft.bottom - draft.top - tall - foot.height
    top = draft.top + tall
    if not _listing(content) and not (with_tally and content.subject.tally):
        box = Box("map", 0, top, draft.width, free)
        return _put_below(draft, content, head, foot, content.placed(box), [], top)
    left = FORM.list if content.lists else FORM.chart * bool(with_tally and content.subject.tally)
    beside = room * (1 - left)
    shapes = [one for one in _BELOW if one.count * LEGEND.least <= beside] or _BELOW[:1]
    every = (*FORM.pair_shares, *FORM.shares) if content.headed else FORM.shares
    shares = [share for share in every if share >= FORM.least_charted or not with_tally]
    for share in shares:
        places = content.placed(Box("map", 0, top, draft.width, free * share))
        y = max(place.box.y + place.box.height for place in places) + FORM.above_band
        band = top + free - y - FORM.below_band
        least = _least(content, places)
        if _banded(content, [least], room, with_tally, shapes, band) is None:
            continue
        set_ = _banded(content, _legends(content, places), room, with_tally, shapes, band)
        if set_ is not None:
            return _put_below(draft, content, head, foot, places, set_, y)
    if last:
        listed = _legends(content, places)[1]
        set_ = _band(content, listed, room, False, shapes[-1], band, cut=True)
        _put_below(draft, content, head, foot, places, set_ or [], y)
    return False


def _banded(
    content: Content,
    legends: Sequence[_Listed],
    room: float,
    with_tally: bool,
    shapes: Sequence[Columns],
    tall: float,
) -> list[tuple[Part, float]] | None:
    """Set the first legend that fits, in the first shape in which it does; else None."""
    for listed in legends:
        for columns in shapes:
            set_ = _band(content, listed, room, with_tally, columns, tall)
            if set_ is not None:
                return set_
    return None


def _band(
    content: Content,
    listed: _Listed,
    room: float,
    with_tally: bool,
    columns: Columns,
    tall: float,
    *,
    cut: bool = False,
) -> list[tuple[Part, float]] | None:
    """
    Set chart or list, and the legend, beside each other.

    Returns
    -------
    parts
        With their distance from the left; None where they are too high.
    """
    left = (room - GUTTER) * (FORM.list if content.lists else FORM.chart)
    chart = _chart(content, left) if with_tally else []
    if not chart and not content.lists:
        left = -GUTTER
    wide = room - left - GUTTER
    most = tall if cut else None
    entries, stacked = listed
    legend = None
    if entries:
        legend = blocks.legend(content.subject, entries, wide, columns, most, stacked)
    parts = [(part, 0.0) for part in chart]
    if content.lists:
        lines = FORM.pair_list if content.headed else FORM.least_list
        if tall < lines * leading(SMALL) and not cut:
            return None
        parts.append((_list(content, left if legend else room, tall), 0.0))
    if legend:
        parts.append((legend, left + GUTTER))
    return parts if cut or all(part.height <= tall for part, _ in parts) else None


def _put_below(
    draft: Draft,
    content: Content,
    head: Sequence[Part],
    foot: _Strip,
    places: list[Place],
    parts: Sequence[tuple[Part, float]],
    y: float,
) -> bool:
    _put_column(draft, replace(content, lists=()), head, draft.width - 2 * LEFT, 0)
    for part, x in parts:
        draft.part(part, LEFT + x, y)
    foot.put(draft, places)
    draft.places = places
    return True


class _Strip:
    """The foot of a sheet: sources and notes, and the time axis beside or above them."""

    def __init__(self, content: Content, width: float, with_axis: bool, *, upright: bool) -> None:
        self._content = content
        self._sourced = content.trim.shows("sources")
        self._axis: tuple[Part, float, float] | None = None
        # Lines of text: x, width, and what stands in the column from its top on.
        self._notes: list[tuple[Part, float, float]] = []
        self._sources = Box("sources", 0, 0, 0, 0)
        self.height = 0.0
        if upright:
            self._upright(width, with_axis)
        else:
            self._wide(width, with_axis)

    def _facts(self, wide: float) -> list[Part]:
        """Set projection and version."""
        subject, trim = self._content.subject, self._content.trim
        phrases = sheet_words(subject)
        texts = []
        if trim.shows("projection"):
            texts.append(("projection", phrases["projection"].format(name=subject.projection_name)))
        if trim.shows("version"):
            texts.append(("version", phrases["data"].format(version=versioned(subject))))
        return [paragraph(name, text, wide, FINE, soft=True) for name, text in texts]

    def _told(self, wide: float) -> list[Part]:
        """Set the notes and the link."""
        subject, trim = self._content.subject, self._content.trim
        parts = []
        notes = [subject.boundary_note if trim.shows("note") else ""]
        notes.append(subject.user_note if trim.shows("sources") else "")
        note = " ".join(filter(None, notes))
        if note:
            parts.append(paragraph("note", note, wide, FINE, soft=True))
        if trim.link and trim.shows("link"):
            address = blocks.permalink(addressed(trim.link), sheet_words(subject))
            lines = blocks.wrap_link(address, FINE, wide)
            texts = blocks.set_lines("link", lines, 0, 0, FINE, soft=True)
            tall = len(lines) * leading(FINE)
            parts.append(Part("link", wide, tall, tuple(texts), flow=address))
        return parts

    def _lay(self, columns: Sequence[tuple[Sequence[Part], float, float]], top: float) -> float:
        """Lay parts out in columns, each x and width; sources come first. Return the height."""
        least = STRIP.least_sources * leading(FINE) if self._sourced else 0
        highs = [sum(part.height for part in parts) for parts, _, _ in columns]
        tall = max([*highs[1:], highs[0] + least] if highs else [0])
        self._notes = []
        for k, (parts, x, _) in enumerate(columns):
            y = top + (tall - highs[0] if k == 0 and self._sourced else 0)
            for part in parts:
                self._notes.append((part, x, y))
                y += part.height
        _, x, wide = columns[0]
        self._sources = Box("sources", x, top, wide, tall - highs[0])
        return tall

    def _stretch(self, by: float) -> None:
        """Give the sources what other things left free."""
        first = self._sources.x
        self._sources = replace(self._sources, height=self._sources.height + by)
        if self._sourced:
            self._notes = [(part, x, y + by if x == first else y) for part, x, y in self._notes]

    def _wide(self, width: float, with_axis: bool) -> None:
        one = [*self._told(_BESIDE_MAP), *self._facts(_BESIDE_MAP)]
        axis = strip.HEIGHT if with_axis else 0.0
        least = STRIP.least_sources * leading(FINE) if self._sourced else 0
        texts = bool(one) or self._sourced
        single = sum(part.height for part in one) + least <= max(axis, STRIP.least)
        if not texts:
            tall, end = 0.0, float(LEFT - GUTTER)
        elif single:
            tall, end = self._lay([(one, LEFT, _BESIDE_MAP)], STRIP.top), LEFT + _BESIDE_MAP
        else:
            tall, end = self._two(width, axis)
        left = end + GUTTER if not texts or not single else LEFT + _BESIDE_MAP + RIGHT + _BAR_IN
        if with_axis and width - left - RIGHT >= strip.LEAST:
            part = strip.timeline(self._content.subject, width - left - RIGHT, self._content.flags)
            self._axis = part, left, STRIP.wide_axis
            if tall < axis - 4:
                self._stretch(axis - 4 - tall)
                tall = axis - 4
        self.height = STRIP.top + tall + STRIP.foot if tall else 0.0

    def _two(self, width: float, axis: float) -> tuple[float, float]:
        """Lay notes out beside sources, as wide as it takes for the strip to stay low."""
        best = (float("inf"), 0.0)
        x = float(LEFT + _BESIDE_MAP + GUTTER)
        for wide in map(float, STRIP.notes):
            if axis and width - x - wide - GUTTER - RIGHT < strip.LEAST:
                continue
            columns = [(self._facts(_BESIDE_MAP), LEFT, _BESIDE_MAP), (self._told(wide), x, wide)]
            tall = self._lay(columns, STRIP.top)
            cost = max(tall, axis) + STRIP.cost * wide
            best = min(best, (cost, wide))
        chosen = best[1] or float(STRIP.notes[0])
        columns = [(self._facts(_BESIDE_MAP), LEFT, _BESIDE_MAP), (self._told(chosen), x, chosen)]
        return self._lay(columns, STRIP.top), x + chosen

    def _upright(self, width: float, with_axis: bool) -> None:
        room = width - 2 * LEFT
        top = STRIP.top
        if with_axis and room >= strip.LEAST:
            part = strip.timeline(self._content.subject, room, self._content.flags)
            self._axis = part, LEFT, STRIP.upright_axis
            top = 2 * STRIP.upright_axis + strip.HEIGHT
        half = (room - GUTTER) / 2
        columns = [
            (self._facts(half), float(LEFT), half),
            (self._told(half), LEFT + half + GUTTER, half),
        ]
        tall = 0.0
        if self._sourced or any(parts for parts, _, _ in columns):
            tall = self._lay(columns, top) + STRIP.foot
        self.height = top + tall if tall or self._axis else 0.0

    def put(self, draft: Draft, places: list[Place]) -> None:
        """Put it at the sheet's foot."""
        if not self.height:
            return
        content, subject = self._content, self._content.subject
        top = draft.bottom - self.height
        draft.shapes.append(
            Stroke("", ((0, top + 0.5), (draft.width, top + 0.5)), subject.looks.rule)
        )
        for part, x, y in self._notes:
            draft.part(part, x, top + y)
        if self._sourced:
            box = replace(self._sources, y=top + self._sources.y)
            refs = content.sources(places)
            trim, phrases = content.trim, sheet_words(subject)
            texts, flow = blocks.sources(
                refs, box, FINE, phrases, trim.more, subject.language, trim.numbers
            )
            if texts:
                draft.put(box, texts, flow)
        if self._axis:
            part, x, y = self._axis
            draft.part(part, x, top + y)
