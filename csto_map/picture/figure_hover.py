"""What pointing at a figure tells: the lines that the page tells under its pointer.

``assets/src/map/tip.js`` is its twin in content: a title, its kind, more, and doubt.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any

from csto_map.language.words import words
from csto_map.picture import fonts
from csto_map.picture.parts import Area, Disputed, Flow, Line, Mark, Number, Ring, Symbol
from csto_map.picture.scene import Scene

# Of a stack so many names are listed, as on the page.
_NAMED = 4
# A line of a hover text, in pixels of type of this size.
_ROOM, _SIZE = 380, 12


def safe(text: str) -> str:
    """Write a text so that Plotly takes no part of it for markup."""
    return text.replace("<", "&lt;")


def lines(title: str, rest: Iterable[str] = ()) -> str:
    """Set a title and what follows, a line each; what is long is broken, what is empty left out."""
    broken = [part for text in rest if text for part in fonts.wrap(text, _SIZE, _ROOM)]
    heads = [f"<b>{safe(part)}</b>" for part in fonts.wrap(title, _SIZE, _ROOM, 600)]
    return "<br>".join([*heads, *map(safe, broken)])


class Hover:
    """
    Tells what is under the pointer in a scene.

    Parameters
    ----------
    strengths
        Lines on people by the id of a mark, where a number is known.
    """

    def __init__(self, scene: Scene, strengths: Mapping[str, str]) -> None:
        self._words: Mapping[str, Any] = words(scene.language)
        self._strengths = strengths
        self._marks: dict[str, Mark] = {mark.id: mark for mark in scene.marks}
        self._groups = scene.groups
        self._states = {area.id: area.name for area in scene.areas}
        self._moved = {one.id: one for one in scene.movements}

    def area(self, area: Area) -> str:
        """Tell a state and its status."""
        return lines(area.name, [area.status_text, *self._doubt(area.certain)])

    def line(self, line: Line) -> str:
        """Tell a sector and who guards it."""
        force = line.force or str(self._words["sheet"]["no_guard"])
        return lines(line.name, [force, *self._doubt(not line.hollow)])

    def symbol(self, symbol: Symbol) -> str:
        """Tell what a symbol stands for: its own name first, of a stack some more."""
        first = self._marks[symbol.members[0]]
        names = [self._marks[id_].name for id_ in symbol.members[1:_NAMED]]
        more = len(symbol.members) - _NAMED
        return lines(
            first.name,
            [
                first.kind_name,
                *names,
                f"+ {more}" if more > 0 else "",
                self._strengths.get(first.id, ""),
                *self._doubt(first.certain),
            ],
        )

    def flow(self, flow: Flow) -> str:
        """Tell who sent how many, and in which operation."""
        moved = self._moved.get(flow.id)
        operation = moved.operation if moved else ""
        return lines(flow.text, [operation, *self._doubt(moved is None or moved.certain)])

    def ring(self, ring: Ring) -> str:
        """Tell where movements end, and how many that are."""
        return lines(ring.name or ring.text, [ring.text] if ring.name else [])

    def number(self, one: Number) -> str:
        """Tell how many there are of one side in a country."""
        host = one.id.partition(":")[0]
        people = self._words["people"]
        text = people["no_total"] if one.high is None else people["total"].format(n=one.text)
        return lines(self._states.get(host, host), [self._groups.get(one.accent, ""), str(text)])

    def disputed(self, area: Disputed) -> str:
        """Tell of a disputed area what is told of it, and no more."""
        return lines(area.name, [str(self._words["layers"]["disputed"]), area.told])

    def _doubt(self, certain: bool) -> list[str]:
        return [] if certain else [str(self._words["card"]["possible"])]
