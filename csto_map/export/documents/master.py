"""The master of a deck: its paper, typeface and colours, and a layout for each kind of page."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from xml.sax.saxutils import quoteattr

from csto_map import extras
from csto_map.export.documents import arial
from csto_map.export.documents.drawingml import EMU_PER_POINT, SPACES, Box, colour
from csto_map.language.words import words
from csto_map.picture.style import Style
from csto_map.sheet.blocks import BODY, FINE, HEAD, LARGE, leading
from csto_map.sheet.measures import FORM

with extras.needing("export"):
    from pptx import Presentation
    from pptx.opc.constants import RELATIONSHIP_TYPE
    from pptx.oxml import parse_xml
    from pptx.presentation import Presentation as Deck
    from pptx.util import Emu

LAYOUTS = ("title", "map", "compare", "table", "sources")
# Edge of pages without a map.
MARGIN = 56.0
# The page's number stands in the margin at the lower right corner, beside all else.
_NUMBER_FIELD = "{C1FF6DA9-008F-8B48-92A6-B652298478BF}"
# With what a tree of shapes begins.
EMPTY = (
    '<p:nvGrpSpPr><p:cNvPr id="1" name=""/><p:cNvGrpSpPr/><p:nvPr/></p:nvGrpSpPr><p:grpSpPr>'
    '<a:xfrm><a:off x="0" y="0"/><a:ext cx="0" cy="0"/><a:chOff x="0" y="0"/>'
    '<a:chExt cx="0" cy="0"/></a:xfrm></p:grpSpPr>'
)
_PLAIN = 'vert="horz" lIns="0" tIns="0" rIns="0" bIns="0" rtlCol="0" anchor="t"'


@dataclass(frozen=True, slots=True)
class Holder:
    """A placeholder of a layout; `kind` says what it is for, ``type="title"`` and the like."""

    name: str
    kind: str
    box: Box
    size: float
    prompt: str


def number_box(width: float, height: float) -> Box:
    """Give where the number of a page stands, in units of its layout."""
    return (width - FORM.right + 2, height - FINE - 5, FORM.right - 6, FINE + 2)


def begun(shape: tuple[int, int], unit: float, style: Style, language: str) -> Deck:
    """
    Begin a deck.

    Parameters
    ----------
    shape
        Width and height of a page, in units of the layout.
    unit
        Points per unit.
    """
    deck = Presentation()
    width, height = shape
    deck.slide_width = Emu(round(width * unit * EMU_PER_POINT))
    deck.slide_height = Emu(round(height * unit * EMU_PER_POINT))
    size = deck.element.find("{*}sldSz")
    # The kind of the template's size, which this one is not.
    size.attrib.pop("type", None)
    layouts = deck.slide_layouts
    for surplus in list(layouts)[len(LAYOUTS) :]:
        layouts.remove(surplus)
    told = words(language)["slide"]
    holders = _holders(width, height, told)
    master = deck.slide_master
    every = [holders["map"][0], holders["title"][1], holders["map"][-1]]
    _refill(master.element, [_held(one, k, unit, whole=True) for k, one in enumerate(every, 2)])
    _paper(master.element, style)
    _styles(master.element, style, unit)
    _theme(master, style)
    for name, layout in zip(LAYOUTS, layouts, strict=True):
        element = layout.element
        element.attrib.pop("type", None)
        element.set("preserve", "1")
        element.set("userDrawn", "1")
        element.find("{*}cSld").set("name", told[f"layout_{name}"])
        _refill(element, [_held(one, k, unit) for k, one in enumerate(holders[name], 2)])
    return deck


def _holders(
    width: float, height: float, told: Mapping[str, str]
) -> Mapping[str, Sequence[Holder]]:
    """Give the placeholders of each layout; the title is the first, the number the last."""
    wide, inner = FORM.columns[0], FORM.columns[0] - FORM.left - FORM.right
    column = width >= FORM.wide * height
    room = width - 2 * MARGIN
    number = Holder(
        told["number"], 'type="sldNum" sz="quarter" idx="4"', number_box(width, height), FINE, "‹#›"
    )
    beside = inner if column else width - 2 * FORM.left
    top = FORM.top + 40
    title = Holder(told["title"], 'type="title"', (FORM.left, top, beside, 100), HEAD, "")
    date = Holder(
        told["date"],
        'type="body" sz="quarter" idx="10"',
        (FORM.left, top - 26, beside, 24),
        LARGE,
        "",
    )
    below = (FORM.left, top + 108, beside, 60)
    changed = Holder(told["changed"], 'type="body" sz="quarter" idx="11"', below, BODY, "")
    heading = Holder(told["title"], 'type="title"', (MARGIN, 36, room, 34), 24, "")
    table = Holder(
        told["layout_table"], 'type="tbl" idx="12"', (MARGIN, 84, room, height - 150), BODY, ""
    )
    half = (room - 28) / 2
    columns = [
        Holder(
            told["layout_sources"],
            f'type="body" sz="half" idx="{idx}"',
            (MARGIN + k * (half + 28), 84, half, height - 130),
            FINE,
            "",
        )
        for k, idx in enumerate((13, 14))
    ]
    del wide
    cover = Holder(told["title"], 'type="title"', (MARGIN, height * 0.3, room, 58), 46, "")
    under = (MARGIN, height * 0.3 + 68, room, 60)
    subtitle = Holder(told["subtitle"], 'type="body" idx="1"', under, 20, "")
    about = (MARGIN, height * 0.3 + 168, room, 110)
    lines = Holder(told["about"], 'type="body" sz="quarter" idx="15"', about, 13, "")
    return {
        "title": (cover, subtitle, lines, number),
        "map": (title, date, changed, number),
        "compare": (title, date, changed, number),
        "table": (heading, table, number),
        "sources": (heading, *columns, number),
    }


def _held(one: Holder, id_: int, unit: float, *, whole: bool = False) -> str:
    left, top, wide, tall = (round(v * unit * EMU_PER_POINT) for v in one.box)
    align = "r" if "sldNum" in one.kind else "l"
    size = round(one.size * unit * 100)
    text = one.prompt or one.name
    run = f'<a:r><a:rPr lang="en-GB"/><a:t>{text}</a:t></a:r>'
    if "sldNum" in one.kind:
        run = (
            f'<a:fld id="{_NUMBER_FIELD}" type="slidenum"><a:rPr lang="en-GB"/>'
            f"<a:t>{one.prompt}</a:t></a:fld>"
        )
    level = (
        f'<a:lvl1pPr marL="0" indent="0" algn="{align}"><a:buNone/>'
        f'<a:defRPr sz="{size}"/></a:lvl1pPr>'
    )
    # What a table or a picture will stand in has no text of its own.
    kind = one.kind.replace('idx="1"', 'idx="1"') if not whole else one.kind
    return (
        f'<p:sp {SPACES}><p:nvSpPr><p:cNvPr id="{id_}" name={quoteattr(one.name)}/><p:cNvSpPr>'
        f'<a:spLocks noGrp="1"/></p:cNvSpPr><p:nvPr><p:ph {kind}/></p:nvPr></p:nvSpPr><p:spPr>'
        f'<a:xfrm><a:off x="{left}" y="{top}"/><a:ext cx="{wide}" cy="{tall}"/></a:xfrm>'
        f'<a:prstGeom prst="rect"><a:avLst/></a:prstGeom></p:spPr><p:txBody><a:bodyPr {_PLAIN}>'
        f"<a:normAutofit/></a:bodyPr><a:lstStyle>{level}</a:lstStyle><a:p>{run}</a:p></p:txBody>"
        "</p:sp>"
    )


def _refill(element: object, shapes: Sequence[str]) -> None:
    """Put shapes in place of those of a master or a layout."""
    tree = element.find("{*}cSld/{*}spTree")  # type: ignore[attr-defined]
    for child in list(tree)[2:]:
        tree.remove(child)
    tree.extend(parse_xml(shape) for shape in shapes)


def _paper(element: object, style: Style) -> None:
    common = element.find("{*}cSld")  # type: ignore[attr-defined]
    old = common.find("{*}bg")
    if old is not None:
        common.remove(old)
    common.insert(0, paper())
    del style


def paper(value: str = "") -> object:
    """Write a background: of a colour, or of the master's paper."""
    fill = colour(value) if value else '<a:schemeClr val="bg1"/>'
    return parse_xml(
        f"<p:bg {SPACES}><p:bgPr><a:solidFill>{fill}</a:solidFill><a:effectLst/></p:bgPr></p:bg>"
    )


def _styles(element: object, style: Style, unit: float) -> None:
    """Set the sizes and the spacing that the master gives to titles and texts."""
    old = element.find("{*}txStyles")  # type: ignore[attr-defined]
    face = '<a:latin typeface="+mn-lt"/><a:ea typeface="+mn-ea"/><a:cs typeface="+mn-cs"/>'

    def level(n: int, size: float, bold: int, line: float) -> str:
        return (
            f'<a:lvl{n}pPr marL="0" indent="0" algn="l" rtl="0" eaLnBrk="1" latinLnBrk="0" '
            f'hangingPunct="1"><a:lnSpc><a:spcPts val="{round(line * unit * 100)}"/></a:lnSpc>'
            f'<a:spcBef><a:spcPts val="0"/></a:spcBef><a:buNone/><a:defRPr '
            f'sz="{round(size * unit * 100)}" b="{bold}" kern="1200"><a:solidFill>'
            f'<a:schemeClr val="tx1"/></a:solidFill>{face}</a:defRPr></a:lvl{n}pPr>'
        )

    body = "".join(level(n, BODY, 0, leading(BODY)) for n in range(1, 6))
    new = parse_xml(
        f"<p:txStyles {SPACES}><p:titleStyle>{level(1, HEAD, 1, leading(HEAD, 1.24))}"
        f"</p:titleStyle><p:bodyStyle>{body}</p:bodyStyle><p:otherStyle>"
        f"{level(1, BODY, 0, leading(BODY))}</p:otherStyle></p:txStyles>"
    )
    old.getparent().replace(old, new)
    del style


def _theme(master: object, style: Style) -> None:
    """Give the theme our typeface and our colours, which programs offer for new shapes."""
    part = master.part.part_related_by(RELATIONSHIP_TYPE.THEME)  # type: ignore[attr-defined]
    text = part.blob.decode("utf-8")
    accents = style.accents
    wanted = {
        "dk1": style.text,
        "lt1": style.paper,
        "dk2": style.text_soft,
        "lt2": style.land,
        "accent1": style.status("member").line,
        "accent2": accents["lead"].line,
        "accent3": style.guard("third"),
        "accent4": accents["joint"].line,
        "accent5": accents["guest"].line,
        "accent6": accents["event"].line,
        "hlink": style.water_text,
        "folHlink": style.text_soft,
    }
    for name, value in wanted.items():
        text = re.sub(rf"<a:{name}>.*?</a:{name}>", f"<a:{name}>{colour(value)}</a:{name}>", text)
    text = re.sub(r'<a:latin typeface="[^"]*"', f'<a:latin typeface="{arial.NAME}"', text)
    text = text.replace('name="Office Theme"', 'name="Atlas"', 1)
    part._blob = text.encode("utf-8")  # noqa: SLF001 - no public way
