"""What is drawn of a state: outlines, lines and symbols with their looks, in km.

Parts of a scene; `csto_map.picture.scene` puts them together.
"""

from __future__ import annotations

import math
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from csto_map.atlas import Atlas
from csto_map.facts import ids
from csto_map.history.timeline import State
from csto_map.language.speech import Speech
from csto_map.picture import lands, legend, symbols
from csto_map.picture.constants import SECTORS, SYMBOLS
from csto_map.picture.ground import Ground
from csto_map.picture.lands import Lands
from csto_map.picture.layout import Anchor, declutter
from csto_map.picture.parts import Area, Cut, Line, Mark, Symbol
from csto_map.picture.style import Style
from csto_map.picture.views import Frame


def areas(
    timeline: Mapping[str, Any],
    outlines: Ground,
    named: Ground,
    state: State,
    style: Style,
    speech: Speech,
    shown: bool,
    sources: Callable[[str], tuple[str, ...]],
) -> tuple[Area, ...]:
    """
    Give every country of a day with the look of its status, in drawing order.

    A state with a status that has no outline on the day, but lies within one that has, is drawn
    over it as on the nearest day on which it has one.

    Parameters
    ----------
    timeline
        The compiled timeline, for names.
    outlines
        Those of the day, in projected kilometres.
    named
        Those by which names are placed.
    shown
        Whether statuses are shown at all; without, all countries are neutral.
    sources
        Gives the ids of the sources behind anything drawn.
    """
    countries = {c["id"]: c for c in timeline["countries"]}
    statuses = state.states if shown else {}
    parts = {code: rings for code, rings in outlines.parts.items() if code in statuses}
    found = []
    for code, rings in {**outlines.countries, **parts}.items():
        status, certain = statuses.get(code, (None, True))
        look = style.status(status)
        country = countries.get(code, {})
        point = country.get("label")
        found.append(
            Area(
                code,
                str(country.get("name", code)),
                status,
                speech.words["status"].get(status or "", ""),
                certain,
                rings,
                look.fill,
                look.hatch,
                look.ink,
                look.line,
                look.width,
                look.dash,
                (point[0], point[1]) if point else None,
                sources(code) if status else (),
                named.countries.get(code) or named.parts.get(code, ()),
                named.decimals,
                of=named.of.get(code, ()),
            )
        )
    # Coloured outlines lie on top of the neighbours' grey ones, full members on top of all.
    rank = {status: -k for k, status in enumerate(style.statuses, start=-99)}
    return tuple(sorted(found, key=lambda a: (rank.get(a.status or "", 0), a.id)))


def lines(
    atlas: Atlas,
    timeline: Mapping[str, Any],
    outlines: Ground,
    state: State,
    style: Style,
    speech: Speech,
    sources: Callable[[str], tuple[str, ...]],
) -> tuple[Line, ...]:
    """
    Give every sector of the border that someone holds, in the colour and dashes of its guard.

    Parameters as for `areas`.
    """
    guards = {c["id"]: str(c["name"]) for c in timeline["countries"]} | {
        code: speech.title("guard_titles", code, title)
        for code, title in atlas.config.guard_titles.items()
    }
    found = []
    for sector in timeline["sectors"]:
        held = state.sectors.get(sector["id"])
        xy = outlines.sectors.get(sector["id"])
        if held is None or xy is None:
            continue
        guard, force, certain, _ = held
        slot = atlas.config.guard_slot(guard)
        broken = style.guard_line(slot)
        id_ = ids.make("sector", sector["id"])
        found.append(
            Line(
                id_,
                sector["name"],
                xy,
                style.guard(slot),
                style.sector_width * broken.width,
                broken.dash,
                not certain,
                guard,
                force,
                _guarded(guard, certain, guards, speech),
                sources(id_),
            )
        )
    return tuple(found)


def _guarded(guard: str, certain: bool, names: Mapping[str, str], speech: Speech) -> str:
    """Say who guards a sector, as the legend does."""
    words = speech.words["sheet"]
    who = speech.words["guarding"].get(guard) or names.get(guard, guard)
    text = str(words["guarded"].format(who=who) if guard else words["guarded_none"])
    return text if certain else str(words["guarded_possible"].format(guard=text))


def marks(
    timeline: Mapping[str, Any],
    state: State,
    layers: Sequence[str],
    icons: str,
    speech: Speech,
    sources: Callable[[str], tuple[str, ...]],
) -> tuple[Mark, ...]:
    """
    Give the timeline's marks that are shown, those first that head a stack.

    Parameters
    ----------
    icons
        "app6" or "plain".
    sources
        Gives the ids of the sources behind anything drawn.
    """
    order = {layer: k for k, layer in enumerate(legend.LAYER_ORDER)}
    shown = [
        m
        for m in timeline["marks"]
        if m["id"] in state.marks and m["layer"] in layers and m["layer"] in order
    ]
    return tuple(
        Mark(
            mark["id"],
            mark["layer"],
            mark["kind"],
            speech.word("kind", mark["kind"]),
            mark["name"],
            mark["x"],
            mark["y"],
            mark["plain"] if icons == "plain" else mark["icon"],
            mark["plain"] if icons == "plain" else symbols.of_kind(mark["icon"]),
            mark["plain"],
            mark["accent"],
            bool(mark["soft"]),
            state.marks[mark["id"]],
            sources(mark["id"]),
            at=tuple(mark.get("at", ())),
        )
        for mark in sorted(shown, key=lambda m: (order[m["layer"]], m["rank"], m["id"]))
    )


def placed(
    shown: Sequence[Mark],
    frame: Frame,
    style: Style,
    ground: Lands,
    blocked: Sequence[lands.Box] = (),
) -> tuple[Symbol, ...]:
    """
    Place marks as symbols that do not cover each other.

    Parameters
    ----------
    ground
        On whose ground places are: a symbol without a leader line never lies on foreign ground.
    blocked
        Boxes in pixels that are covered, where none may stand.
    """
    size = SYMBOLS.size if frame.height >= SYMBOLS.small_below else SYMBOLS.small
    by_id: dict[str, Mark] = {mark.id: mark for mark in shown}
    grounds = lands.Seen(ground, frame)
    anchors = [Anchor(mark.id, *frame.px(mark.x, mark.y), host(mark, grounds)) for mark in shown]
    found = []
    spots = declutter(
        anchors,
        size + SYMBOLS.gap,
        spread=frame.km_per_px <= SYMBOLS.spread_below,
        ground=grounds,
        frame=(frame.width, frame.height),
        blocked=blocked,
    )
    for spot in spots:
        mark = by_id[spot.id]
        members = [by_id[member] for member in spot.members]
        key = symbols.icon_key(mark.icon, mark.accent, certain=mark.certain)
        x, y = frame.km(spot.x, spot.y)
        found.append(
            Symbol(
                spot.id,
                mark.layer,
                x,
                y,
                mark.x,
                mark.y,
                size,
                key,
                symbols.drawing(key, style),
                "certain" if mark.certain else "possible",
                mark.name,
                spot.members,
                spot.leader,
                mark.soft,
                _badge([member.sign for member in members]),
                all(member.gone for member in members),
                host(mark, grounds),
            )
        )
    return tuple(found)


@dataclass(frozen=True, slots=True)
class Stroke:
    """A sector's line in a frame: lengths in pixels; `core` is 0 where it is not hollow."""

    width: float
    dash: tuple[float, ...]
    casing: float
    core: float
    core_dash: tuple[float, ...]


def share(km_per_px: float) -> float:
    """Give how wide sectors' lines are, 1 for their full width: thick ones hide countries."""
    return min(1.0, max(SECTORS.least, SECTORS.whole_at / math.sqrt(km_per_px)))


def stroke(line: Line, km_per_px: float) -> Stroke:
    """Give a sector's line in a frame; the twin of `sector` in ``core/draw.js``."""
    wide = share(km_per_px)
    width = line.width * wide
    dash = tuple(length * wide for length in line.dash)
    core = width * SECTORS.core if line.hollow else 0.0
    casing = width + SECTORS.casing * wide
    return Stroke(width, dash, casing, core, hollowed(dash, (width - core) / 2) if core else ())


def hollowed(dash: Sequence[float], edge: float) -> tuple[float, ...]:
    """Give the dashes of the core of dashes, so that each keeps an edge all around."""
    found: list[float] = []
    for on, off in zip(dash[::2], dash[1::2], strict=True):
        # An empty dash, then the edge as a gap; the dash's other edge belongs to the next gap.
        found += [0.0, edge, max(0.0, on - 2 * edge), off + min(edge, on - edge)]
    return tuple(found)


def tick(cut: Cut, km_per_px: float) -> tuple[float, float, float, float, float]:
    """Give both ends of a cut's tick in kilometres, and its width in pixels: 0 for no tick."""
    wide = share(km_per_px)
    half = SECTORS.tick.long * wide * km_per_px / 2
    dx, dy = cut.nx * half, cut.ny * half
    width = max(SECTORS.tick.least, SECTORS.tick.wide * wide)
    width = width if wide >= SECTORS.tick.whole_from else 0.0
    return cut.x - dx, cut.y - dy, cut.x + dx, cut.y + dy, width


def host(mark: Mark, ground: lands.Seen) -> tuple[str, ...]:
    """Say in which states a mark is: as the facts say or, if they do not, as its place does."""
    if mark.at:
        return mark.at
    code = ground.host(mark.x, mark.y)
    return (code,) if code else ()


def _badge(signs: Sequence[str]) -> str:
    """Join the signs of a symbol's members, counted where it stands for several."""
    distinct = [sign for sign in dict.fromkeys(signs) if sign]
    return " ".join(f"{sign}{signs.count(sign) if len(signs) > 1 else ''}" for sign in distinct)
