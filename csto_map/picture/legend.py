"""The legend: exactly what is visible, counted."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from typing import Any

from csto_map.language.speech import Speech
from csto_map.picture import symbols
from csto_map.picture.own import OwnLayer
from csto_map.picture.parts import Area, LegendEntry, Line, Swatch
from csto_map.picture.style import AreaLook, Style


def area_swatch(look: AreaLook) -> Swatch:
    """Return the swatch of a status."""
    return Swatch(look.fill, look.hatch, look.ink, look.line, look.width, look.dash)


def entries(
    areas: Sequence[Area],
    lines: Sequence[Line],
    marks: Sequence[Mapping[str, Any]],
    certain: Mapping[str, bool],
    style: Style,
    *,
    icons: str,
    group_titles: Mapping[str, str],
    guard_names: Mapping[str, str],
    said: Speech,
    spanned: bool = False,
) -> tuple[LegendEntry, ...]:
    """
    Count what is visible.

    Parameters
    ----------
    areas, lines
        Those inside the frame.
    marks
        The timeline's marks inside the frame, stacked ones included.
    certain
        Of each mark, whether it is certain.
    group_titles, guard_names
        Words for operator groups and for countries that guard.
    said
        The language.
    spanned
        Whether a range of days is told of in place of one.
    """
    found = _states(areas, style, said) + _guards(lines, guard_names, style, said)
    kinds = Counter((m["layer"], m["kind"], m["plain"], _bare(m, icons)) for m in marks)
    # A kind's icon is shown in the accent that most of its marks have.
    for (layer, kind, plain, bare), count in sorted(
        kinds.items(), key=lambda item: (LAYER_ORDER.index(item[0][0]), -item[1], item[0][1])
    ):
        own = [m for m in marks if (m["layer"], m["kind"]) == (layer, kind)]
        accent = Counter(str(m["accent"]) for m in own).most_common(1)[0][0]
        drawing = symbols.svg(symbols.icon_key(plain if icons == "plain" else bare, accent), style)
        found.append(LegendEntry(layer, kind, said.word("kind", kind), count, Swatch(icon=drawing)))
    groups = Counter(str(m["accent"]) for m in marks if m["accent"] in group_titles)
    for group, title in group_titles.items():
        if groups[group]:
            swatch = Swatch(fill=style.accent(group).body, line=style.accent(group).mark)
            found.append(LegendEntry("groups", group, title, groups[group], swatch))
    possible = [m for m in marks if not certain[m["id"]]]
    if possible:
        drawing = symbols.svg(
            symbols.icon_key(
                possible[0]["plain"] if icons == "plain" else _bare(possible[0], icons),
                possible[0]["accent"],
                certain=False,
            ),
            style,
        )
        found.append(
            LegendEntry(
                "certainty",
                "possible",
                said.said["sheet"]["possible_in" if spanned else "possible"],
                len(possible),
                Swatch(icon=drawing),
            )
        )
    return tuple(found)


def own_entries(
    layers: Sequence[OwnLayer], style: Style, slots: int = 0
) -> tuple[LegendEntry, ...]:
    """Count what is visible of layers of one's own; lines kept free for others follow."""
    found = []
    for layer in layers:
        if len(layer.x):
            swatch = Swatch(icon=own_icon(layer.colour, style, crowded=layer.crowded))
            found.append(LegendEntry("own", layer.name, layer.title, len(layer.x), swatch))
    found += [LegendEntry("own", f"/{n}", "", 0, Swatch(), slot=n) for n in range(1, slots + 1)]
    return tuple(found)


def own_icon(colour: str, style: Style, *, crowded: bool) -> str:
    """Draw what a point of a layer of one's own looks like."""
    drawn = (
        f'<path d="M5 5h4v4H5zM11 8h4v4h-4zM7 12h4v4H7z" fill="{colour}"/>'
        if crowded
        else f'<circle cx="10" cy="10" r="5" fill="{colour}" stroke="{style.halo}" '
        'stroke-width="1.2"/>'
    )
    return f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 20 20">{drawn}</svg>'


# Also the order in which marks get their places.
LAYER_ORDER = ("bases", "detachments", "units", "contingents", "crossings", "events")


def _bare(mark: Mapping[str, Any], icons: str) -> str:
    """Name a mark's icon without its echelon, so that a kind has one line."""
    if icons == "plain":
        return str(mark["plain"])
    icon = str(mark["icon"])
    return icon.rpartition("/")[0] if icon.startswith("unit/") else icon


def _states(areas: Sequence[Area], style: Style, said: Speech) -> list[LegendEntry]:
    counts = Counter(a.status for a in areas if a.status)
    return [
        LegendEntry("states", status, title, counts[status], area_swatch(style.status(status)))
        for status, title in said.said["status"].items()
        if counts[status]
    ]


def _guards(
    lines: Sequence[Line], guard_names: Mapping[str, str], style: Style, said: Speech
) -> list[LegendEntry]:
    counts = Counter((line.guard, line.dash) for line in lines)
    words = said.said["sheet"]
    colours = {line.guard: line.colour for line in lines}
    found = []
    for (guard, dash), count in sorted(counts.items()):
        who = said.said["guarding"].get(guard) or guard_names.get(guard, guard)
        label = words["guarded"].format(who=who) if guard else words["guarded_none"]
        if dash != "solid":
            label = words["guarded_possible"].format(guard=label)
        swatch = Swatch(line=colours[guard], width=style.sector_width, dash=dash)
        found.append(LegendEntry("border", f"{guard or 'none'}:{dash}", label, count, swatch))
    return found
