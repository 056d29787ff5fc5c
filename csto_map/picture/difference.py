"""The scene of a difference: what changed between two days, and the rest in the background."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from types import MappingProxyType
from typing import Any

from csto_map.history import compare
from csto_map.history.compare import Difference
from csto_map.history.timeline import State
from csto_map.language.words import words
from csto_map.picture import source_refs, symbols
from csto_map.picture.parts import Area, LegendEntry, Line, SourceRef, Swatch, Symbol
from csto_map.picture.scene import Content, Scene, compose
from csto_map.picture.style import Style

# What the badge of a symbol says; a stack may need several.
SIGNS: Mapping[str, str] = MappingProxyType(
    {"opened": "+", "arrived": "+", "closed": "−", "departed": "−", "up": "↑", "down": "↓"}
)
_GONE = ("closed", "departed")
_STATES = ("joined", "left", "frozen", "status")
_THIN = 0.5


@dataclass(frozen=True, slots=True)
class Compared:
    """A difference before it has a frame; it takes the place of a scene's own content."""

    content: Content
    first: date
    rows: tuple[Difference, ...]

    def framed(self, width: int, height: int) -> Scene:
        """Frame the difference: place its symbols, count it, gather its sources."""
        scene = compose(self.content, width, height)
        by_id = {row.id: row.kind for row in self.rows}
        shown = {m for symbol in scene.symbols for m in symbol.members}
        shown |= {line.id for line in scene.lines} | {area.id for area in scene.areas}
        seen = [row for row in self.rows if row.id in shown or row.id.startswith("grouping:")]
        said = self.content.speech
        return replace(
            scene,
            symbols=tuple(_signed(symbol, by_id) for symbol in scene.symbols),
            legend=_legend(seen, scene, scene.looks)
            + tuple(entry for entry in scene.legend if entry.layer == "own"),
            sources=self._sources(seen),
            subtitle=f"{said.day(self.first)} → {scene.subtitle}",
            changed=compare.sentence(self.rows, scene.language),
            headings={**scene.headings, "changes": said.said["compare"]["changes"]},
            content=self,
        )

    def _sources(self, seen: Sequence[Difference]) -> tuple[SourceRef, ...]:
        atlas = self.content.atlas
        ids = dict.fromkeys(source_refs.of_boundaries(atlas))
        ids |= dict.fromkeys(source for row in seen for source in row.source_ids)
        return source_refs.numbered(atlas, ids)


def build(earlier: Scene, later: Scene, rows: Sequence[Difference]) -> Scene:
    """
    Make the scene of a difference.

    Parameters
    ----------
    earlier, later
        Scenes of the two days, equal in everything else.
    rows
        What differs, as `csto_map.history.compare.differences` gives it.
    """
    base, was = later.content, earlier.content
    assert isinstance(base, Content)
    assert isinstance(was, Content)
    changed = {row.id: row for row in rows}
    own = {mark["id"]: mark for mark in (*was.marks, *base.marks)}
    marks = tuple(own[id_] for id_ in own if id_ in changed and changed[id_].kind in SIGNS)
    sure = {mark["id"]: changed[mark["id"]].certain for mark in marks}
    state = State(base.state.states, sure, base.state.sectors, ())
    content = replace(
        base,
        areas=_areas(base, changed),
        lines=tuple(_line(line, changed, base.style) for line in base.lines),
        marks=marks,
        state=state,
    )
    return Compared(content, was.day, tuple(rows)).framed(later.width, later.height)


def _areas(base: Content, changed: Mapping[str, Any]) -> tuple[Area, ...]:
    """Keep the looks of states that changed; leave the others their outline only."""
    style = base.style
    found = []
    for area in base.areas:
        row = changed.get(area.id)
        if row is None:
            area = replace(area, fill=style.land, hatch="", ink="")
        elif not area.status:
            gone = style.status("former")
            area = replace(area, status="former", fill=gone.fill, line=gone.line, width=gone.width)
        found.append(area)
    # Those that changed lie on top, so that their outlines are whole.
    return tuple(sorted(found, key=lambda area: area.id in changed))


def _line(line: Line, changed: Mapping[str, Any], style: Style) -> Line:
    if line.id in changed:
        return line
    return replace(line, colour=style.guard("none"), width=line.width * _THIN)


def _signed(symbol: Symbol, by_id: Mapping[str, str]) -> Symbol:
    kinds = [by_id[member] for member in symbol.members]
    signs = [SIGNS[kind] for kind in kinds]
    parts = [
        f"{sign}{signs.count(sign) if len(signs) > 1 else ''}" for sign in dict.fromkeys(signs)
    ]
    return replace(symbol, badge=" ".join(parts), faded=all(kind in _GONE for kind in kinds))


def _legend(rows: Sequence[Difference], scene: Scene, style: Style) -> tuple[LegendEntry, ...]:
    found = []
    titles = words(scene.language)["compare"]
    for kind in compare.KINDS:
        own = [row for row in rows if row.kind == kind]
        if own:
            swatch = _swatch(own, scene, style)
            sign = f" ({SIGNS[kind]})" if kind in SIGNS else ""
            found.append(LegendEntry("changes", kind, titles[kind] + sign, len(own), swatch))
    same = [a for a in scene.areas if a.status and a.id not in {row.id for row in rows}]
    if same and "states" in scene.layers:
        look = style.status("member")
        swatch = Swatch(fill=style.land, line=look.line, width=look.width)
        found.append(LegendEntry("states", "same", titles["same_status"], len(same), swatch))
    still = [line for line in scene.lines if line.id not in {row.id for row in rows}]
    if still:
        swatch = Swatch(line=style.guard("none"), width=style.sector_width * _THIN)
        found.append(LegendEntry("border", "same", titles["same_guard"], len(still), swatch))
    return tuple(found)


def _swatch(own: Sequence[Difference], scene: Scene, style: Style) -> Swatch:
    """Show a kind by the look of its first row on the map."""
    kind, id_ = own[0].kind, own[0].id
    if kind in _STATES:
        area = next(a for a in scene.areas if a.id == id_)
        return Swatch(area.fill, area.hatch, area.ink, area.line, area.width, area.dash)
    if kind == "handed_over":
        line = next(s for s in scene.lines if s.id == id_)
        return Swatch(line=line.colour, width=line.width, dash=line.dash)
    ids = {row.id for row in own}
    symbol = next((s for s in scene.symbols if ids & set(s.members)), None)
    key = symbol.icon if symbol else symbols.icon_key("plain/garrison", "host")
    return Swatch(icon=symbols.svg(key, style), sign=SIGNS[kind], faded=kind in _GONE)
