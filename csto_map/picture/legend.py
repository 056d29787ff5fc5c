"""The legend: exactly what is visible, counted."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence

from csto_map.history import compare
from csto_map.history.compare import Difference
from csto_map.language.words import words
from csto_map.picture import symbols
from csto_map.picture.constants import PEOPLE, SECTORS, TERRAIN
from csto_map.picture.parts import (
    Area,
    Drawing,
    Flow,
    LegendEntry,
    Line,
    Mark,
    Number,
    Ring,
    Swatch,
    Symbol,
)
from csto_map.picture.style import Accent, AreaLook, Style
from csto_map.picture.subject import Seen, Subject, changes_in
from csto_map.picture.user_layers import UserLayer

# Also the order in which marks get their places.
LAYER_ORDER = ("bases", "detachments", "units", "contingents", "crossings", "events")
# Lines of sectors are narrower in the legend, and none of their patterns is longer than this.
_LINE_SHARE, _SWATCH_LONG = 0.7, 20
_ORDER = ("states", "border", *LAYER_ORDER, "groups", "certainty", "numbers", "changes")
_STATES = ("joined", "left", "frozen", "status")


def area_swatch(look: AreaLook | Area) -> Swatch:
    """Return the swatch of a status, or of a country that wears it."""
    return Swatch(look.fill, look.hatch, look.ink, look.line, look.width, look.dash)


def entries(
    subject: Subject,
    seen: Seen,
    placed: Sequence[Symbol] = (),
    flows: Sequence[Flow | Ring] = (),
    counted: Sequence[Number] = (),
) -> tuple[LegendEntry, ...]:
    """
    Count what a frame shows.

    Parameters
    ----------
    placed
        As placed in the frame. Without them the legend of a difference has all its lines,
        but has stand-ins for the icons of symbols: only the drawn map shows those.
    flows, counted
        Arrows with their rings, and numbers, as placed in the frame.
    """
    user_entries = _user_entries(seen.user_layers, subject.looks, subject.slots)
    if subject.changes is not None:
        return _changes(subject, seen, placed) + user_entries
    found = [
        *_states(subject, seen),
        *_disputed(subject, seen),
        *_guards(subject, seen),
        *_marks(subject, seen),
        *_flows(subject, flows),
        *_numbers(subject, counted),
        *_closer(subject, seen),
        *_since(subject, seen),
    ]
    return (*sorted(found, key=lambda entry: _ORDER.index(entry.layer)), *user_entries)


def _flows(subject: Subject, drawn: Sequence[Flow | Ring]) -> list[LegendEntry]:
    """
    Count arrows by whose they are, those that are dashed, and those of a derived number.

    Rings without arrows follow.
    """
    told, style = words(subject.language)["people"], subject.looks
    flows = [one for one in drawn if isinstance(one, Flow)]
    quiet = [one for one in drawn if isinstance(one, Ring) and one.quiet]
    found = []
    for group in ("lead", "joint"):
        count = sum(flow.accent == group for flow in flows)
        if count:
            drawing = arrow_icon(style.accent(group), dashed=False)
            label = str(told["moved" if group == "lead" else "moved_other"])
            entry = LegendEntry("contingents", f"flow:{group}", label, count, Swatch(icon=drawing))
            found.append(entry)
    for key, chosen in (
        ("dashed", [flow for flow in flows if flow.dashed]),
        ("derived", [flow for flow in flows if flow.derived]),
    ):
        if chosen:
            drawing = arrow_icon(style.accent(chosen[0].accent), dashed=key == "dashed")
            swatch = Swatch(icon=drawing)
            found.append(LegendEntry("contingents", key, str(told[key]), len(chosen), swatch))
    if quiet:
        swatch = Swatch(icon=ring_icon(style.accent(quiet[0].accent)))
        label = str(told["settled"])
        found.append(LegendEntry("contingents", "settled", label, len(quiet), swatch))
    return found


def ring_icon(accent: Accent) -> Drawing:
    """Draw what the end of a movement without its arrow looks like."""
    return Drawing(
        "0 0 20 20",
        f'<circle cx="10" cy="10" r="6" fill="{accent.hollow}" fill-opacity="{PEOPLE.veil}" '
        f'stroke="{accent.line}" stroke-width="1.6"/>'
        f'<circle cx="10" cy="10" r="{PEOPLE.dot}" fill="{accent.line}"/>',
    )


def arrow_icon(accent: Accent, *, dashed: bool) -> Drawing:
    """Draw what an arrow looks like."""
    colour = accent.line
    line = f'stroke="{colour}" stroke-width="2.5"' + (' stroke-dasharray="4 3"' if dashed else "")
    fill = accent.hollow if dashed else colour
    return Drawing(
        "0 0 20 20",
        f'<path d="M0 10h12" {line}/><path d="M11 5.5l8 4.5l-8 4.5z" fill="{fill}" '
        f'stroke="{colour}"/>',
    )


def _numbers(subject: Subject, counted: Sequence[Number]) -> list[LegendEntry]:
    """Count the kinds of numbers that a frame shows."""
    told, style = words(subject.language)["people"], subject.looks
    circles = [one for one in counted if one.shape == "circle"]
    kinds = (
        ("circle", [one for one in circles if not one.hollow]),
        ("band", [one for one in circles if not one.hollow and one.low != one.high]),
        ("hollow", [one for one in counted if one.hollow]),
        ("unknown", [one for one in counted if one.shape == "unknown"]),
        ("at_symbols", [one for one in counted if one.shape in ("text", "plate")]),
    )
    return [
        LegendEntry("numbers", kind, str(told[kind]), len(rows), _counted(kind, rows[0], style))
        for kind, rows in kinds
        if rows
    ]


def _closer(subject: Subject, seen: Seen) -> list[LegendEntry]:
    """Count the sites and units that circles stand for."""
    if not seen.closer:
        return []
    accent = Counter(mark.accent for mark in seen.closer).most_common(1)[0][0]
    bare = symbols.icon_key(symbols.BARE[subject.icons], accent)
    swatch = Swatch(icon=symbols.drawing(bare, subject.looks), faded=True)
    label = str(words(subject.language)["people"]["closer"])
    return [LegendEntry("numbers", "closer", label, len(seen.closer), swatch)]


def _since(subject: Subject, seen: Seen) -> list[LegendEntry]:
    """Say how a map of a series marks what changed since the one before, and count that."""
    if subject.since is None:
        return []
    told, style = words(subject.language)["compare"], subject.looks
    found = []
    states = [area for area in seen.areas if area.changed]
    if states:
        swatch = Swatch(fill=style.land, line=states[0].line, width=states[0].width)
        label = str(told["since_states"])
        found.append(LegendEntry("changes", "states", label, len(states), swatch))
    for key, signs in (("new", "+"), ("gone", "−"), ("figures", "↑↓")):
        marks = [mark for mark in seen.marks if mark.sign and mark.sign in signs]
        if marks:
            bare = symbols.icon_key(symbols.BARE[subject.icons], marks[0].accent)
            icon = symbols.drawing(bare, style)
            swatch = Swatch(icon=icon, sign=marks[0].sign, faded=key == "gone")
            label = str(told[f"since_{key}"])
            found.append(LegendEntry("changes", key, label, len(marks), swatch))
    return found


def _counted(kind: str, one: Number, style: Style) -> Swatch:
    accent = style.accent(one.accent)
    colour = accent.line
    if kind == "at_symbols":
        drawn = (
            f'<text x="10" y="14" font-size="11" font-weight="600" text-anchor="middle" '
            f'fill="{accent.text}">123</text>'
        )
    elif kind == "hollow":
        drawn = f'<circle cx="10" cy="10" r="7" fill="{accent.hollow}" '
        drawn += f'fill-opacity="{PEOPLE.veil}" stroke="{colour}" stroke-width="{PEOPLE.hollow}"/>'
    elif kind == "unknown":
        drawn = f'<circle cx="10" cy="10" r="8" fill="{accent.hollow}" '
        drawn += (
            f'fill-opacity="{PEOPLE.veil}" stroke="{colour}" stroke-dasharray="{PEOPLE.dash}"/>'
        )
    else:
        drawn = f'<circle cx="10" cy="10" r="{5 if kind == "band" else 8}" fill="{colour}" '
        drawn += f'fill-opacity="{PEOPLE.core}"/>'
        if kind == "band":
            drawn += f'<circle cx="10" cy="10" r="8.5" fill="{colour}" fill-opacity="{PEOPLE.band}"'
            drawn += f' stroke="{colour}"/>'
    return Swatch(icon=Drawing("0 0 20 20", drawn))


def _states(subject: Subject, seen: Seen) -> list[LegendEntry]:
    counts = Counter(area.status for area in seen.areas if area.status)
    return [
        LegendEntry(
            "states", status, title, counts[status], area_swatch(subject.looks.status(status))
        )
        for status, title in subject.statuses.items()
        if counts[status]
    ]


def _disputed(subject: Subject, seen: Seen) -> list[LegendEntry]:
    """Count the areas that are hatched."""
    if not seen.disputed:
        return []
    style = subject.looks
    swatch = Swatch(
        style.land, "/", style.disputed_ink, style.disputed_line, TERRAIN.disputed, "dash"
    )
    label = str(words(subject.language)["layers"]["disputed"])
    return [LegendEntry("states", "disputed", label, len(seen.disputed), swatch)]


def _guards(subject: Subject, seen: Seen) -> list[LegendEntry]:
    counts = Counter((line.guard, line.hollow, line.told) for line in seen.lines)
    lines = {(line.guard, line.hollow): line for line in seen.lines}
    found = []
    for (guard, hollow, title), count in sorted(counts.items()):
        key = f"{guard or 'none'}:{'possible' if hollow else 'certain'}"
        swatch = _line_swatch(lines[guard, hollow], subject.looks)
        found.append(LegendEntry("border", key, title, count, swatch))
    return found


def _line_swatch(line: Line, style: Style) -> Swatch:
    """Show a sector's line, all of its dashes within the length of a swatch."""
    longest = sum(line.dash)
    scale = min(_LINE_SHARE, _SWATCH_LONG / longest) if longest else _LINE_SHARE
    return Swatch(
        line=line.colour,
        width=line.width * _LINE_SHARE,
        pattern=tuple(length * scale for length in line.dash),
        core=style.halo if line.hollow else "",
    )


def _marks(subject: Subject, seen: Seen) -> list[LegendEntry]:
    """Count marks by kind and by whose they are, and those that are only possible."""
    marks, style = seen.marks, subject.looks
    found = []
    kinds = Counter((m.layer, m.kind, m.plain, m.kind_icon, m.kind_name) for m in marks)
    # A kind's icon is shown in the accent that most of its marks have.
    for (layer, kind, _, icon, name), count in sorted(
        kinds.items(), key=lambda item: (LAYER_ORDER.index(item[0][0]), -item[1], item[0][1])
    ):
        accents = [m.accent for m in marks if (m.layer, m.kind) == (layer, kind)]
        accent = Counter(accents).most_common(1)[0][0]
        drawing = symbols.drawing(symbols.icon_key(icon, accent), style)
        found.append(LegendEntry(layer, kind, name, count, Swatch(icon=drawing)))
    groups = Counter(mark.accent for mark in marks)
    for group, title in subject.groups.items():
        if groups[group]:
            bare = symbols.icon_key(symbols.BARE[subject.icons], group)
            swatch = Swatch(icon=symbols.drawing(bare, style))
            found.append(LegendEntry("groups", group, title, groups[group], swatch))
    possible = [mark for mark in marks if not mark.certain]
    if possible:
        swatch = Swatch(icon=_possible(possible[0], style))
        label = subject.possible
        found.append(LegendEntry("certainty", "possible", label, len(possible), swatch))
    return found


def _possible(mark: Mark, style: Style) -> Drawing:
    return symbols.drawing(symbols.icon_key(mark.kind_icon, mark.accent, certain=False), style)


def _user_entries(layers: Sequence[UserLayer], style: Style, slots: int) -> tuple[LegendEntry, ...]:
    """Count what is visible of user layers; lines kept free for further ones follow."""
    found = []
    for layer in layers:
        if len(layer.x):
            swatch = Swatch(icon=point_icon(layer.colour, style, crowded=layer.crowded))
            found.append(LegendEntry("own", layer.name, layer.title, len(layer.x), swatch))
    found += [LegendEntry("own", f"/{n}", "", 0, Swatch(), slot=n) for n in range(1, slots + 1)]
    return tuple(found)


def point_icon(colour: str, style: Style, *, crowded: bool) -> Drawing:
    """Draw what a point of a user layer looks like."""
    drawn = (
        f'<path d="M5 5h4v4H5zM11 8h4v4h-4zM7 12h4v4H7z" fill="{colour}"/>'
        if crowded
        else f'<circle cx="10" cy="10" r="5" fill="{colour}" stroke="{style.halo}" '
        'stroke-width="1.2"/>'
    )
    return Drawing("0 0 20 20", drawn)


def _changes(subject: Subject, seen: Seen, placed: Sequence[Symbol]) -> tuple[LegendEntry, ...]:
    """Count what differs by kind, and what is the same."""
    style, titles = subject.looks, words(subject.language)["compare"]
    changes = changes_in(subject, seen)
    found = []
    for kind in compare.KINDS:
        rows = [change for change in changes if change.kind == kind]
        if rows:
            sign = f" ({compare.SIGNS[kind]})" if kind in compare.SIGNS else ""
            swatch = _changed(rows, subject, placed)
            found.append(LegendEntry("changes", kind, titles[kind] + sign, len(rows), swatch))
    changed = {change.id for change in changes}
    same = [area for area in subject.areas if area.status and area.id not in changed]
    if same and "states" in subject.layers:
        look = style.status("member")
        swatch = Swatch(fill=style.land, line=look.line, width=look.width)
        found.append(LegendEntry("states", "same", titles["same_status"], len(same), swatch))
    still: list[Line] = [line for line in subject.lines if line.id not in changed]
    if still:
        swatch = Swatch(line=style.guard("none"), width=style.sector_width * SECTORS.thin)
        found.append(LegendEntry("border", "same", titles["same_guard"], len(still), swatch))
    return tuple(found)


def _changed(rows: Sequence[Difference], subject: Subject, placed: Sequence[Symbol]) -> Swatch:
    """Show a kind of change by the look of its first on the map."""
    kind, id_ = rows[0].kind, rows[0].id
    if kind in _STATES:
        return area_swatch(next(area for area in subject.areas if area.id == id_))
    if kind == "handed_over":
        line = next(line for line in subject.lines if line.id == id_)
        return _line_swatch(line, subject.looks)
    ids = {change.id for change in rows}
    symbol = next((one for one in placed if ids & set(one.members)), None)
    key = symbols.icon_key("plain/garrison", "host")
    drawing = symbol.drawing if symbol else symbols.drawing(key, subject.looks)
    return Swatch(icon=drawing, sign=compare.SIGNS[kind], faded=kind in compare.GONE)
