"""What is drawn of a state: outlines, lines and symbols with their looks, in km.

Parts of a scene; `csto_map.picture.scene` puts them together.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

import numpy as np
from numpy.typing import NDArray

from csto_map.atlas import Atlas
from csto_map.history.timeline import State
from csto_map.language.speech import Speech
from csto_map.picture import legend, symbols
from csto_map.picture.ground import Ground
from csto_map.picture.layout import Anchor, declutter
from csto_map.picture.parts import Area, Line, Symbol
from csto_map.picture.style import Style
from csto_map.picture.views import Frame

# Symbols keep their size on screen; only small frames get smaller ones.
_SYMBOL, _SMALL_SYMBOL, _SMALL_BELOW = 26, 22, 720
_CELL_GAP = 4
# Symbols of one place fan out where a pixel spans less than this many kilometres; in the
# wide views they stack, or their leader lines would cross.
SPREAD_BELOW = 3.0


def areas(
    line: Mapping[str, Any], own: Ground, state: State, style: Style, said: Speech, shown: bool
) -> tuple[Area, ...]:
    """
    Give every country with the look of its status, in drawing order.

    Parameters
    ----------
    line
        The timeline, for names.
    own
        Outlines in projected kilometres.
    shown
        Whether statuses are shown at all; without, all countries are neutral.
    """
    names = {c["id"]: str(c["name"]) for c in line["countries"]}
    found = []
    for code, rings in own.countries.items():
        status, certain = state.states.get(code, (None, True)) if shown else (None, True)
        look = style.status(status)
        found.append(
            Area(
                code,
                names.get(code, code),
                status,
                said.said["status"].get(status or "", ""),
                certain,
                rings,
                look.fill,
                look.hatch,
                look.ink,
                look.line,
                look.width,
                look.dash,
            )
        )
    # Coloured outlines lie on top of the neighbours' grey ones, full members on top of all.
    rank = {status: -k for k, status in enumerate(style.statuses, start=-99)}
    return tuple(sorted(found, key=lambda a: (rank.get(a.status or "", 0), a.id)))


def lines(
    atlas: Atlas, line: Mapping[str, Any], own: Ground, state: State, style: Style
) -> tuple[Line, ...]:
    """Give every sector of the border that someone holds, in the colour of its guard."""
    found = []
    for sector in line["sectors"]:
        held = state.sectors.get(sector["id"])
        xy = own.sectors.get(sector["id"])
        if held is None or xy is None:
            continue
        guard, force, certain, _ = held
        found.append(
            Line(
                f"sector:{sector['id']}",
                sector["name"],
                xy,
                style.guard(atlas.config.guard_slot(guard)),
                style.sector_width,
                "solid" if certain else "dash",
                guard,
                force,
            )
        )
    return tuple(found)


def marks(
    line: Mapping[str, Any], state: State, layers: Sequence[str]
) -> tuple[dict[str, Any], ...]:
    """Give the timeline's marks that are shown, those first that head a stack."""
    order = {layer: k for k, layer in enumerate(legend.LAYER_ORDER)}
    shown = [
        m
        for m in line["marks"]
        if m["id"] in state.marks and m["layer"] in layers and m["layer"] in order
    ]
    return tuple(sorted(shown, key=lambda m: (order[m["layer"]], m["rank"], m["id"])))


def placed(
    shown: Sequence[dict[str, Any]],
    certain: Mapping[str, bool],
    frame: Frame,
    style: Style,
    icons: str,
) -> tuple[Symbol, ...]:
    """Place marks as symbols that do not cover each other; `certain` is asked by their ids."""
    size = _SYMBOL if frame.height >= _SMALL_BELOW else _SMALL_SYMBOL
    by_id = {m["id"]: m for m in shown}
    anchors = [Anchor(m["id"], *frame.px(m["x"], m["y"])) for m in shown]
    found = []
    spread = frame.km_per_px <= SPREAD_BELOW
    for spot in declutter(anchors, size + _CELL_GAP, spread=spread):
        mark = by_id[spot.id]
        sure = certain[spot.id]
        icon = mark["plain"] if icons == "plain" else mark["icon"]
        key = symbols.icon_key(icon, mark["accent"], certain=sure)
        x, y = frame.km(spot.x, spot.y)
        found.append(
            Symbol(
                spot.id,
                mark["layer"],
                x,
                y,
                mark["x"],
                mark["y"],
                size,
                key,
                symbols.svg(key, style),
                "certain" if sure else "possible",
                mark["name"],
                spot.members,
                spot.leader,
                bool(mark["soft"]),
            )
        )
    return tuple(found)


def crosses(xy: NDArray[np.float64], frame: Frame) -> bool:
    """Say whether the box around a line meets a frame."""
    least, most = xy.min(axis=0), xy.max(axis=0)
    return bool(
        least[0] <= frame.x1
        and most[0] >= frame.x0
        and least[1] <= frame.y1
        and most[1] >= frame.y0
    )
