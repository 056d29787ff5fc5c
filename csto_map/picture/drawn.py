"""What is drawn of a state: outlines, lines and symbols with their looks, in km.

Parts of a scene; `csto_map.picture.scene` puts them together.
"""

from __future__ import annotations

import math
from collections.abc import Callable, Mapping, Sequence
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
from csto_map.picture.parts import Area, Line, Mark, Symbol
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
    Give every country with the look of its status, in drawing order.

    Parameters
    ----------
    timeline
        The compiled timeline, for names.
    outlines
        In projected kilometres.
    named
        Those by which names are placed.
    shown
        Whether statuses are shown at all; without, all countries are neutral.
    sources
        Gives the ids of the sources behind anything drawn.
    """
    countries = {c["id"]: c for c in timeline["countries"]}
    found = []
    for code, rings in outlines.countries.items():
        status, certain = state.states.get(code, (None, True)) if shown else (None, True)
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
                named.countries.get(code, ()),
                named.decimals,
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
    Give every sector of the border that someone holds, in the colour of its guard.

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
        id_ = ids.make("sector", sector["id"])
        found.append(
            Line(
                id_,
                sector["name"],
                xy,
                style.guard(atlas.config.guard_slot(guard)),
                style.sector_width,
                "solid" if certain else "dash",
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


def placed(shown: Sequence[Mark], frame: Frame, style: Style, ground: Lands) -> tuple[Symbol, ...]:
    """
    Place marks as symbols that do not cover each other.

    Parameters
    ----------
    ground
        On whose ground places are: a symbol without a leader line never lies on foreign ground.
    """
    size = SYMBOLS.size if frame.height >= SYMBOLS.small_below else SYMBOLS.small
    by_id: dict[str, Mark] = {mark.id: mark for mark in shown}
    anchors = [Anchor(mark.id, *frame.px(mark.x, mark.y), host(mark, ground)) for mark in shown]
    found = []
    spots = declutter(
        anchors,
        size + SYMBOLS.gap,
        spread=frame.km_per_px <= SYMBOLS.spread_below,
        ground=lands.Seen(ground, frame),
        frame=(frame.width, frame.height),
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
            )
        )
    return tuple(found)


def host(mark: Mark, ground: Lands) -> tuple[str, ...]:
    """Say in which states a mark is: as the facts say or, if they do not, as its place does."""
    if mark.at:
        return mark.at
    code = ground.at(mark.x, mark.y)
    return (code,) if code else ()


def line_width(width: float, frame: Frame) -> float:
    """Give how wide a sector's line is in a frame: a thick one would hide small countries."""
    share = min(1.0, max(SECTORS.least, SECTORS.whole_at / math.sqrt(frame.km_per_px)))
    return width * share


def _badge(signs: Sequence[str]) -> str:
    """Join the signs of a symbol's members, counted where it stands for several."""
    distinct = [sign for sign in dict.fromkeys(signs) if sign]
    return " ".join(f"{sign}{signs.count(sign) if len(signs) > 1 else ''}" for sign in distinct)
