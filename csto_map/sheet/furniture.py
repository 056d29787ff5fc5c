"""A sheet: a map, and what stands around it.

Pure geometry over a subject, in pixels of the whole sheet. Wide sheets have a column (name,
date, headline, last change, small chart, legend) with the map beside it to the edges, and a
strip below (sources and notes left, the time axis right). Upright and square ones have the
head on top, the map, chart and legend beside each other, the strip. Nothing lies on the map
but insets and the scale bar.

What does not fit is given up in this order, and nothing overlaps: the legend is set closer
and in more columns, the headline smaller, the column wider; then the small chart goes, then
the time axis, then the last kinds of the legend, which are counted. Sources that do not fit
are counted too. Never given up are date, headline, limits, notes and handling.

The legend needs to know what the map's frame shows, and the frame what room the legend
takes. So frames are tried with what they show counted only, and the scene is composed,
which takes the time, once: in the frame that is taken.
"""

from __future__ import annotations

from csto_map.picture.scene import Scene
from csto_map.picture.subject import Subject
from csto_map.sheet.blocks import Bar, Box, Key, Text
from csto_map.sheet.composition import Content, about, composed
from csto_map.sheet.forms import PARTS, Draft, Place, Plate, Sheet, Trim, fitted

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


def heading(subject: Subject, trim: Trim) -> str:
    """Give the title: the one asked for, the day's headline, or one of lens, layers and view."""
    if trim.title is not None:
        return trim.title
    title = subject.headline or about(subject)
    return title if trim.shows("date") else f"{title}, {subject.subtitle}"


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


def draft(
    subject: Subject, size: tuple[int, int], trim: Trim | None = None, *, rough: bool = False
) -> Draft:
    """
    Lay out a sheet around a map, as far as it can be without composing the scene.

    Parameters
    ----------
    size
        Width and height of the sheet, in pixels.
    trim
        Words and parts; None for everything, generated.
    rough
        Whether only the frame counts, for which the map is not composed.
    """
    trim = trim or Trim()

    def placed(box: Box) -> list[Place]:
        return [fitted(subject, "map", box.x, box.y, box.width, box.height)]

    content = Content(
        subject=subject,
        trim=trim,
        title=heading(subject, trim),
        date=subject.subtitle if trim.shows("date") else "",
        sentence=subject.changed,
        flags=((subject.date.toordinal(), subject.subtitle),),
        placed=placed,
        legend=lambda legends: legends[0],
        sources=lambda places: places[0].sources,
        rough=rough,
    )
    return composed(content, size)
