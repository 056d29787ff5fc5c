"""Shapes as DrawingML, the drawing language of PPTX: plain text, made fast and in one way.

A slide has some hundred shapes with some thousand points; python-pptx would take seconds for
what is written here in milliseconds. Lengths are units of the sheet's layout.
"""

from __future__ import annotations

import itertools
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field, replace
from xml.sax.saxutils import escape, quoteattr

import numpy as np
from numpy.typing import NDArray

from csto_map.export.documents import arial
from csto_map.language.direction import bare

EMU_PER_POINT = 12_700
SPACES = (
    'xmlns:a="http://schemas.openxmlformats.org/drawingml/2006/main" '
    'xmlns:r="http://schemas.openxmlformats.org/officeDocument/2006/relationships" '
    'xmlns:p="http://schemas.openxmlformats.org/presentationml/2006/main"'
)
_SVG = "http://schemas.microsoft.com/office/drawing/2016/SVG/main"
_DECORATIVE = "http://schemas.microsoft.com/office/drawing/2017/decorative"
_ALIGN = {"start": "l", "middle": "ctr", "end": "r"}
# Points of freeforms are whole tenths of a unit.
_FINE = 10
# What a slide may hold of a text's spacing, in hundredths of a point.
_MOST_SPACED = 400_000
Point = tuple[float, float]
Path = NDArray[np.float64]
Box = tuple[float, float, float, float]


@dataclass(frozen=True, slots=True)
class Line:
    """How an edge is drawn; `dash` are dashes and gaps in turn, in units of the layout."""

    colour: str
    width: float = 1.0
    dash: tuple[float, ...] = ()
    opacity: float = 1.0


@dataclass(frozen=True, slots=True)
class Fill:
    """A colour and how much of it covers what lies below, 0 to 1."""

    colour: str
    opacity: float = 1.0


@dataclass(slots=True)
class Outline:
    """
    The points of a freeform.

    `closed` are filled, `lines` are edged: those of `closed` too where `edged` says so.
    """

    closed: list[Path] = field(default_factory=list)
    lines: list[Path] = field(default_factory=list)
    edged: bool = True

    def __bool__(self) -> bool:
        return bool(self.closed or self.lines)


@dataclass(frozen=True, slots=True)
class Words:
    """
    A line or a paragraph of text, with its looks.

    `gap` is what each letter is spaced by, `line` the distance of baselines of running text
    (0 for a single line), `halo` the colour that keeps it off its ground.
    """

    text: str
    size: float
    colour: str
    bold: bool = False
    italic: bool = False
    gap: float = 0.0
    line: float = 0.0
    anchor: str = "start"
    halo: str = ""

    def spaced(self, step: float) -> Words:
        """Set its baselines so far apart."""
        return replace(self, line=step)


@dataclass(frozen=True, slots=True)
class TableLook:
    """The colours of a table's lines: below its head, and below other rows."""

    head: str
    rule: str


@dataclass(frozen=True, slots=True)
class Shape:
    """A shape that is written, and the box around it: left, top, right and foot."""

    xml: str
    box: Box


class Drawing:
    """Writes the shapes of one slide: numbers them, and turns units into the format's own."""

    def __init__(
        self, unit: float, language: str, first_id: int = 2, *, leftward: bool = False
    ) -> None:
        """
        Begin.

        Parameters
        ----------
        unit
            Points per unit of the layout.
        language
            That of the texts, for whoever reads them aloud or checks their spelling.
        first_id
            The number of the first shape: those before are taken.
        leftward
            Whether it is written from right to left.
        """
        self.emus = unit * EMU_PER_POINT
        self.unit = unit
        self.language = language
        self.leftward = leftward
        self._ids = itertools.count(first_id)

    def _emu(self, value: float) -> int:
        return round(value * self.emus)

    def _named(self, name: str, told: str = "", *, plain: bool = False) -> str:
        """Write a shape's number and name; `told` is said in its place, `plain` says nothing."""
        about = f" descr={quoteattr(told)}" if told else ""
        start = f'<p:cNvPr id="{next(self._ids)}" name={quoteattr(bare(name))}{about}'
        if not plain:
            return f"{start}/>"
        mark = f'<adec:decorative xmlns:adec="{_DECORATIVE}" val="1"/>'
        ext = f'<a:ext uri="{{C183D7F6-B498-43B3-948B-1728B52AA6E4}}">{mark}</a:ext>'
        return f"{start}><a:extLst>{ext}</a:extLst></p:cNvPr>"

    def _place(self, box: Box, flip: str = "") -> str:
        left, top, wide, tall = (self._emu(v) for v in box)
        return (
            f'<a:xfrm{flip}><a:off x="{left}" y="{top}"/><a:ext cx="{wide}" cy="{tall}"/></a:xfrm>'
        )

    def _fill(self, fill: Fill | None) -> str:
        return (
            f"<a:solidFill>{colour(fill.colour, fill.opacity)}</a:solidFill>"
            if fill
            else ("<a:noFill/>")
        )

    def _line(self, line: Line | None) -> str:
        if line is None or line.width <= 0:
            return "<a:ln><a:noFill/></a:ln>"
        dash = ""
        if line.dash:
            shares = [max(round(v / line.width * 100_000), 1) for v in line.dash]
            pairs = zip(shares[::2], shares[1::2], strict=True)
            dash = "".join(f'<a:ds d="{on}" sp="{off}"/>' for on, off in pairs)
            dash = f"<a:custDash>{dash}</a:custDash>"
        return (
            f'<a:ln w="{self._emu(line.width)}" cap="flat"><a:solidFill>'
            f"{colour(line.colour, line.opacity)}</a:solidFill>{dash}<a:round/></a:ln>"
        )

    def group(self, name: str, shapes: Iterable[Shape | None], told: str = "") -> Shape | None:
        """Put shapes together; None where there are none."""
        inside = [one for one in shapes if one is not None]
        if not inside:
            return None
        boxes = [one.box for one in inside]
        left, top = min(box[0] for box in boxes), min(box[1] for box in boxes)
        right, foot = max(box[2] for box in boxes), max(box[3] for box in boxes)
        x, y, wide, tall = (self._emu(v) for v in (left, top, right - left, foot - top))
        xml = (
            f"<p:grpSp><p:nvGrpSpPr>{self._named(name, told)}<p:cNvGrpSpPr/><p:nvPr/>"
            f'</p:nvGrpSpPr><p:grpSpPr><a:xfrm><a:off x="{x}" y="{y}"/>'
            f'<a:ext cx="{wide}" cy="{tall}"/><a:chOff x="{x}" y="{y}"/>'
            f'<a:chExt cx="{wide}" cy="{tall}"/></a:xfrm></p:grpSpPr>'
            f"{''.join(one.xml for one in inside)}</p:grpSp>"
        )
        return Shape(xml, (left, top, right, foot))

    def _shape(self, named: str, box: Box, geometry: str, looks: str) -> Shape:
        xml = (
            f"<p:sp><p:nvSpPr>{named}<p:cNvSpPr/><p:nvPr/></p:nvSpPr>"
            f"<p:spPr>{self._place(box)}{geometry}{looks}</p:spPr></p:sp>"
        )
        return Shape(xml, _around(box))

    def freeform(
        self,
        name: str,
        outline: Outline,
        fill: Fill | None = None,
        line: Line | None = None,
        told: str = "",
        *,
        plain: bool = False,
    ) -> Shape | None:
        """Draw a freeform; None where it has no points."""
        if not outline:
            return None
        every = [np.rint(path * _FINE).astype(np.int64) for path in outline.closed]
        open_ = [np.rint(path * _FINE).astype(np.int64) for path in outline.lines]
        both = np.concatenate([*every, *open_])
        least = both.min(axis=0)
        across, down = (max(int(v), 1) for v in both.max(axis=0) - least)
        size = f'w="{across}" h="{down}"'
        filled = "".join(_steps(path - least, True) for path in every)
        drawn = "".join(_steps(path - least, False) for path in open_)
        paths = ""
        if filled:
            stroke = "" if outline.edged else ' stroke="0"'
            paths += f"<a:path {size}{stroke}>{filled}</a:path>"
        if drawn:
            paths += f'<a:path {size} fill="none">{drawn}</a:path>'
        if not paths:
            return None
        box = (least[0] / _FINE, least[1] / _FINE, across / _FINE, down / _FINE)
        looks = self._fill(fill) + self._line(line)
        return self._shape(self._named(name, told, plain=plain), box, _custom(paths), looks)

    def curve(self, name: str, points: Sequence[Point], line: Line) -> Shape:
        """Draw a quadratic curve from its root by its turn to its end."""
        (x0, y0), (x1, y1), (x2, y2) = points
        xs, ys = (x0, x1, x2), (y0, y1, y2)
        left, top = min(xs), min(ys)
        across, down = max(max(xs) - left, 0.1), max(max(ys) - top, 0.1)
        spots = [
            f'<a:pt x="{round((x - left) * _FINE)}" y="{round((y - top) * _FINE)}"/>'
            for x, y in points
        ]
        path = (
            f'<a:path w="{round(across * _FINE)}" h="{round(down * _FINE)}" fill="none">'
            f"<a:moveTo>{spots[0]}</a:moveTo><a:quadBezTo>{spots[1]}{spots[2]}</a:quadBezTo></a:path>"
        )
        looks = self._fill(None) + self._line(line)
        return self._shape(self._named(name), (left, top, across, down), _custom(path), looks)

    def preset(
        self,
        name: str,
        form: str,
        box: Box,
        fill: Fill | None = None,
        line: Line | None = None,
        told: str = "",
        *,
        plain: bool = False,
        rounded: float = 0.0,
    ) -> Shape:
        """Draw a ready-made form: rect, roundRect (with the radius of its corners), ellipse..."""
        values = "<a:avLst/>"
        if form == "roundRect":
            share = min(rounded / max(min(box[2], box[3]), 1e-6), 0.5)
            values = f'<a:avLst><a:gd name="adj" fmla="val {round(share * 100_000)}"/></a:avLst>'
        geometry = f'<a:prstGeom prst="{form}">{values}</a:prstGeom>'
        looks = self._fill(fill) + self._line(line)
        return self._shape(self._named(name, told, plain=plain), box, geometry, looks)

    def stroke(self, name: str, one: Point, other: Point, line: Line) -> Shape:
        """Draw a straight line."""
        (x0, y0), (x1, y1) = (one, other) if one <= other else (other, one)
        flip = ' flipV="1"' if y1 < y0 else ""
        box = (x0, min(y0, y1), x1 - x0, abs(y1 - y0))
        xml = (
            f"<p:cxnSp><p:nvCxnSpPr>{self._named(name)}<p:cNvCxnSpPr/><p:nvPr/></p:nvCxnSpPr>"
            f'<p:spPr>{self._place(box, flip)}<a:prstGeom prst="line"><a:avLst/></a:prstGeom>'
            f"{self._line(line)}</p:spPr></p:cxnSp>"
        )
        return Shape(xml, _around(box))

    def picture(
        self,
        name: str,
        box: Box,
        png: str,
        svg: str = "",
        told: str = "",
        *,
        within: Box | None = None,
        still: bool = False,
        plain: bool = False,
    ) -> Shape | None:
        """
        Put a picture, by the ids of its parts; where it has a vector one it is the one shown.

        Parameters
        ----------
        within
            Left, top, right and foot of what may be seen; the rest is cropped.
        still
            A click passes through to what lies below.
        """
        shown = _cropped(box, within)
        if shown is None:
            return None
        place, crop = shown
        vector = ""
        if svg:
            blip = f'<asvg:svgBlip xmlns:asvg="{_SVG}" r:embed="{svg}"/>'
            ext = f'<a:ext uri="{{96DAC541-7B7A-43D3-8B79-37D633B846F1}}">{blip}</a:ext>'
            vector = f"<a:extLst>{ext}</a:extLst>"
        locks = 'noSelect="1" ' if still else ""
        xml = (
            f"<p:pic><p:nvPicPr>{self._named(name, told, plain=plain)}<p:cNvPicPr>"
            f'<a:picLocks {locks}noChangeAspect="1"/></p:cNvPicPr><p:nvPr/></p:nvPicPr>'
            f'<p:blipFill><a:blip r:embed="{png}">{vector}</a:blip>{crop}'
            f"<a:stretch><a:fillRect/></a:stretch></p:blipFill><p:spPr>{self._place(place)}"
            '<a:prstGeom prst="rect"><a:avLst/></a:prstGeom></p:spPr></p:pic>'
        )
        return Shape(xml, _around(place))

    def line_of_text(self, name: str, x: float, y: float, wide: float, words: Words) -> Shape:
        """Write one line of text whose baseline is at `y`, in a frame as wide as it is."""
        left = {"start": x, "middle": x - wide / 2, "end": x - wide}[words.anchor]
        tall = words.size * (arial.ASCENT + arial.DESCENT)
        box = (left, y - words.size * arial.ASCENT, wide, tall)
        return self.frame(name, box, [words], wrap=False)

    def number(self, name: str, box: Box, words: Words) -> Shape:
        """Write the number of the page, which the reader's program keeps right."""
        look, rest = self._run(words)
        field_ = (
            f'<a:fld id="{{C1FF6DA9-008F-8B48-92A6-B652298478BF}}" type="slidenum">{look}{rest}'
            "</a:fld>"
        )
        xml = (
            f"<p:sp><p:nvSpPr>{self._named(name)}<p:cNvSpPr/><p:nvPr>"
            f'<p:ph type="sldNum" sz="quarter" idx="4"/></p:nvPr></p:nvSpPr><p:spPr>'
            f"{self._place(box)}</p:spPr><p:txBody><a:bodyPr/><a:lstStyle/>"
            f'<a:p><a:pPr algn="{_ALIGN[words.anchor]}"/>{field_}</a:p></p:txBody></p:sp>'
        )
        return Shape(xml, _around(box))

    def frame(
        self,
        name: str,
        box: Box,
        paragraphs: Sequence[Words | str],
        *,
        wrap: bool = True,
        holder: str = "",
    ) -> Shape:
        """
        Write text into a frame.

        Parameters
        ----------
        paragraphs
            As words, or written already.
        holder
            The placeholder of the layout that it fills, such as ``type="title"``.
        """
        named = self._named(name)
        kind = "<p:cNvSpPr/>" if holder else '<p:cNvSpPr txBox="1"/>'
        held = f"<p:nvPr><p:ph {holder}/></p:nvPr>" if holder else "<p:nvPr/>"
        geometry = "" if holder else '<a:prstGeom prst="rect"><a:avLst/></a:prstGeom><a:noFill/>'
        written = "".join(
            one if isinstance(one, str) else self.paragraph(one) for one in paragraphs
        )
        xml = (
            f"<p:sp><p:nvSpPr>{named}{kind}{held}</p:nvSpPr><p:spPr>{self._place(box)}{geometry}"
            f'</p:spPr><p:txBody><a:bodyPr wrap="{"square" if wrap else "none"}" lIns="0" tIns="0" '
            f'rIns="0" bIns="0" rtlCol="0" anchor="t"><a:noAutofit/></a:bodyPr><a:lstStyle/>'
            f"{written}</p:txBody></p:sp>"
        )
        return Shape(xml, _around(box))

    def paragraph(self, *words: Words, link: str = "", after: float = 0.0) -> str:
        """
        Write a paragraph of pieces of text.

        Parameters
        ----------
        link
            The id of the address that its first piece opens.
        after
            What stays free below it.
        """
        first = words[0]
        line = f'<a:spcPts val="{round(first.line * self.unit * 100)}"/>'
        line = line if first.line else '<a:spcPct val="100000"/>'
        below = round(after * self.unit * 100)
        properties = (
            f'<a:pPr marL="0" indent="0" algn="{_ALIGN[first.anchor]}"{self._way()}>'
            f"<a:lnSpc>{line}</a:lnSpc>"
            '<a:spcBef><a:spcPts val="0"/></a:spcBef><a:spcAft>'
            f'<a:spcPts val="{below}"/></a:spcAft>'
            "<a:buNone/></a:pPr>"
        )
        runs = (self.run(one, link if k == 0 else "") for k, one in enumerate(words))
        return f"<a:p>{properties}{''.join(runs)}</a:p>"

    def _way(self) -> str:
        return ' rtl="1"' if self.leftward else ""

    def table(
        self,
        name: str,
        corner: Point,
        widths: Sequence[float],
        heights: Sequence[float],
        cells: Sequence[Sequence[Words]],
        look: TableLook,
        told: str,
    ) -> Shape:
        """Write a table whose first row is its head; `told` says what is in it."""
        box = (*corner, sum(widths), sum(heights))
        left, top, wide, tall = (self._emu(v) for v in box)
        columns = "".join(f'<a:gridCol w="{self._emu(one)}"/>' for one in widths)
        rows = "".join(
            f'<a:tr h="{self._emu(high)}">{"".join(self._cell(one, look, k == 0) for one in row)}'
            "</a:tr>"
            for k, (high, row) in enumerate(zip(heights, cells, strict=True))
        )
        # The plain style: lines between rows, no fill, on any paper.
        xml = (
            f"<p:graphicFrame><p:nvGraphicFramePr>{self._named(name, told)}<p:cNvGraphicFramePr>"
            '<a:graphicFrameLocks noGrp="1"/></p:cNvGraphicFramePr><p:nvPr>'
            '<p:ph type="tbl" idx="12"/></p:nvPr></p:nvGraphicFramePr>'
            f'<p:xfrm><a:off x="{left}" y="{top}"/><a:ext cx="{wide}" cy="{tall}"/></p:xfrm>'
            '<a:graphic><a:graphicData uri="http://schemas.openxmlformats.org/drawingml/2006/table">'
            f'<a:tbl><a:tblPr firstRow="1"{self._way()}><a:tableStyleId>'
            "{2D5ABB26-0587-4C30-8999-92F81FD0307C}"
            f"</a:tableStyleId></a:tblPr><a:tblGrid>{columns}</a:tblGrid>{rows}</a:tbl>"
            "</a:graphicData></a:graphic></p:graphicFrame>"
        )
        return Shape(xml, _around(box))

    def _cell(self, words: Words, look: TableLook, head: bool) -> str:
        side, above = self._emu(6), self._emu(3)
        edge = f'w="{12_700 if head else 6_350}" cap="flat" cmpd="sng" algn="ctr"'
        ink = colour(look.head if head else look.rule)
        return (
            f"<a:tc><a:txBody><a:bodyPr/><a:lstStyle/>{self.paragraph(words)}</a:txBody>"
            f'<a:tcPr marL="{side}" marR="{side}" marT="{above}" marB="{above}">'
            f'<a:lnB {edge}><a:solidFill>{ink}</a:solidFill><a:prstDash val="solid"/></a:lnB>'
            "<a:noFill/></a:tcPr></a:tc>"
        )

    def run(self, words: Words, link: str = "") -> str:
        """Write a piece of text with its looks; `link` is the id of an address that it opens."""
        look, rest = self._run(words, link)
        return f"<a:r>{look}{rest}</a:r>"

    def _run(self, words: Words, link: str = "") -> tuple[str, str]:
        spaced = max(-_MOST_SPACED, min(round(words.gap * self.unit * 100), _MOST_SPACED))
        look = f'sz="{round(words.size * self.unit * 100)}" b="{int(words.bold)}"'
        look += ' i="1"' if words.italic else ""
        look += f' spc="{spaced}"' if spaced else ""
        glow = ""
        if words.halo:
            light = colour(words.halo, 0.9)
            wide = self._emu(1.5)
            glow = f'<a:effectLst><a:glow rad="{wide}">{light}</a:glow></a:effectLst>'
        opened = f'<a:hlinkClick r:id="{link}"/>' if link else ""
        properties = (
            f'<a:rPr lang="{self.language}" {look} dirty="0"><a:solidFill>'
            f"{colour(words.colour)}</a:solidFill>{glow}"
            f'<a:latin typeface="{arial.NAME}"/><a:cs typeface="{arial.NAME}"/>{opened}</a:rPr>'
        )
        return properties, f"<a:t>{escape(bare(words.text))}</a:t>"


def colour(value: str, opacity: float = 1.0) -> str:
    """Write a colour, ``#rrggbb``."""
    if opacity >= 1:
        return f'<a:srgbClr val="{value[1:].upper()}"/>'
    alpha = round(opacity * 100_000)
    return f'<a:srgbClr val="{value[1:].upper()}"><a:alpha val="{alpha}"/></a:srgbClr>'


def _around(box: Box) -> Box:
    left, top, wide, tall = box
    return left, top, left + wide, top + tall


def _custom(paths: str) -> str:
    return (
        '<a:custGeom><a:avLst/><a:gdLst/><a:ahLst/><a:cxnLst/><a:rect l="0" t="0" r="r" b="b"/>'
        f"<a:pathLst>{paths}</a:pathLst></a:custGeom>"
    )


def _steps(points: NDArray[np.int64], close: bool) -> str:
    moved = np.any(np.diff(points, axis=0) != 0, axis=1)
    kept = points[np.concatenate(([True], moved))].tolist()
    if close and len(kept) > 1 and kept[0] == kept[-1]:
        kept = kept[:-1]
    if len(kept) < (3 if close else 2):
        return ""
    (x, y), *rest = kept
    lines = "".join(f'<a:lnTo><a:pt x="{x}" y="{y}"/></a:lnTo>' for x, y in rest)
    end = "<a:close/>" if close else ""
    return f'<a:moveTo><a:pt x="{x}" y="{y}"/></a:moveTo>{lines}{end}'


def _cropped(box: Box, within: Box | None) -> tuple[Box, str] | None:
    """Give what is seen of a box, and the crop that leaves it; None for nothing."""
    x, y, wide, tall = box
    if within is None:
        return box, ""
    left, top = max(x, within[0]), max(y, within[1])
    right, foot = min(x + wide, within[2]), min(y + tall, within[3])
    if right - left < 1 or foot - top < 1:
        return None
    cuts = {
        "l": (left - x) / wide,
        "t": (top - y) / tall,
        "r": (x + wide - right) / wide,
        "b": (y + tall - foot) / tall,
    }
    told = "".join(f' {side}="{round(cut * 100_000)}"' for side, cut in cuts.items() if cut > 0)
    return (left, top, right - left, foot - top), f"<a:srcRect{told}/>" if told else ""
