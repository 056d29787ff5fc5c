"""APP-6 symbols and plain icons, all of one square size, all as small SVG.

A drawing is named by a key ``<icon>:<accent>:<certainty>``: the icon is what the
timeline's marks carry (``unit/motor_rifle/division``, ``site/air_base``,
``event/treaty``, ``plain/air_base``), the accent is an operator group and the
certainty is ``certain`` or ``possible``. Possible ones are hollow and dashed.

Groups differ by form as well as by colour: by the plate of a plain icon, by the corners of a
frame.

Units and installations follow MIL-STD-2525D / APP-6(D), as the milsymbol package
draws them (`csto_map.picture.app6`), in the friendly frame, whatever their country: the
map takes no side, and the colour says whose they are. Where the standard has no
installation of a kind (seismic station, garrison, training ground, radar, space
tracking, headquarters), its frame holds a drawing of our own; so it does for border
guards, and so are all plain icons.
"""

from __future__ import annotations

import functools
import re
from collections.abc import Mapping
from types import MappingProxyType
from typing import Literal
from urllib.parse import quote
from xml.etree.ElementTree import Element

from csto_map.errors import BadOption
from csto_map.picture import app6
from csto_map.picture.glyphs import GLYPHS, glyph
from csto_map.picture.parts import Drawing
from csto_map.picture.style import Accent, Style

Certainty = Literal["certain", "possible"]

# Echelon field, positions 9-10. A base has no size of its own, hence no echelon.
ECHELONS: Mapping[str, str] = MappingProxyType(
    {
        "base": "00",
        "team": "11",
        "squad": "12",
        "section": "13",
        "platoon": "14",
        "company": "15",
        "battalion": "16",
        "regiment": "17",
        "brigade": "18",
        "division": "21",
        "corps": "22",
        "army": "23",
        "army_group": "24",
        "region": "25",
        "command": "26",
    }
)
# Entity and both modifiers, positions 11-20, of symbol set 10 (land unit).
ARMS: Mapping[str, str] = MappingProxyType(
    {
        "air_assault": "1211000100",  # infantry, air assault
        "air_defence": "1301000000",
        "anti_tank": "1204000000",
        "armour": "1205000000",
        "artillery": "1303000000",
        "chemical": "1401000000",  # chemical, biological, radiological and nuclear defence
        "combined_arms": "1210000000",
        "electronic_warfare": "1505000000",
        "engineer": "1407000000",
        "helicopter": "1206000000",
        "logistics": "1634000000",
        "maintenance": "1611000000",
        "medical": "1613000000",
        "military_police": "1412000000",
        "missile": "1307000000",
        "mortar": "1308000000",
        "mountain": "1211000027",  # infantry, mountain
        "navy": "1701000000",
        "observer": "1213000000",
        "airborne": "1211000001",  # infantry, airborne
        "aviation": "1207000000",  # composite: the sources seldom tell wings from rotors
        "border_guard": "2002000000",  # border patrol
        "headquarters": "1100000000",  # command and control
        "infantry": "1211000000",
        "marine": "1211010000",  # infantry, amphibious
        "motor_rifle": "1211020000",  # infantry, mechanised
        "police": "2000000000",  # law enforcement
        "psychological": "1106000000",
        "radar": "1512005000",  # sensor, radar
        "rocket_artillery": "1303004100",  # field artillery, multiple rocket launcher
        "signals": "1110000000",
        "special_forces": "1217000000",
        "transport": "1636000000",
        "unmanned": "1219000000",
    }
)
# Entity and modifiers of symbol set 20 (installation) for kinds that the standard knows.
SITES: Mapping[str, str] = MappingProxyType(
    {
        "air_base": "1208030000",  # military infrastructure: airport or air base
        "border_detachment": "1121020000",  # border patrol
        "depot": "1103000000",  # ammunition cache
        "comms": "1212030000",  # telecommunications tower
        "cosmodrome": "1114000000",  # missile and space system facility
        "naval_base": "1213090000",  # sea port or naval base
        "naval_test": "1213090000",
    }
)

# The standard's border guard, a man at a barrier, is a blot at 26 pixels.
REDRAWN = frozenset({"border_guard", "border_detachment"})
# Letters that the package sets as text are drawn instead, so that no font is needed.
_LETTERS = {
    # The package leaves the letters of command and control out.
    "": "M90 86q-5-9-14-9-15 0-15 24t15 24q9 0 14-9M106 88q1-11 14-11t14 12q0 8-10 17l-19 18h30",
    "SF": (
        "M91 86q-4-9-15-9-14 0-14 12 0 9 14 12 15 3 15 12 0 12-15 12-12 0-16-9"
        "M109 126V77h30M109 101h24"
    ),
    "EW": "M92 77H64v49h28M64 101h24M103 77l9 49 12-36 12 36 9-49",
    "MP": "M62 126V77l17 28 17-28v49M110 126V77h14q14 0 14 13t-14 13h-14",
}
# Icons that leave most of the frame empty are drawn 1.4 times as large.
_SMALL = frozenset(
    {
        ARMS["aviation"],
        ARMS["police"],
        SITES["air_base"],
        SITES["comms"],
        SITES["naval_test"],
    }
)
# Plates of plain icons and frames of the standard's, by accent: each group has a form of its own,
# so that colour is not needed to tell them apart. All frames stay friendly ones: rectangles
# with their corners sharp, cut or round.
_PLATES: Mapping[str, str] = MappingProxyType(
    {
        "lead": '<rect x="14" y="14" width="136" height="136" rx="14" {}/>',
        "joint": '<path d="M82 8l66 18v56c0 40-30 62-66 74-36-12-66-34-66-74V26z" {}/>',
        "guest": '<path d="M82 2l80 80-80 80-80-80z" {}/>',
        "fourth": '<path d="M14 10h136v142l-68-26-68 26z" {}/>',
        "fifth": '<path d="M42 14h80l38 136H4z" {}/>',
        "sixth": '<path d="M50 8h64v38h42v72h-42v38H50v-38H8V46h42z" {}/>',
        "seventh": '<path d="M14 152V78a68 68 0 0 1 136 0v74z" {}/>',
        "eighth": '<path d="M12 82V12h70a70 70 0 0 1 70 70v70H82a70 70 0 0 1-70-70z" {}/>',
        "host": '<path d="M43 12h78l40 70-40 70H43L3 82z" {}/>',
        "event": '<circle cx="82" cy="82" r="70" {}/>',
    }
)
_FRAMES: Mapping[str, str] = MappingProxyType(
    {
        "lead": "M7 {top}h150v100H7z",
        "joint": "M7 {top}h150v64l-36 36H43L7 {low}z",
        "guest": "M43 {top}h78l36 36v28l-36 36H43L7 {low}v-28z",
        "fourth": "M43 {top}h78l36 36v64H7v-64z",
        "fifth": "M47 {top}h110v100H47l-40-50z",
        "sixth": "M43 {top}h114v64l-36 36H7v-64z",
        "seventh": "M7 {top}h150l-20 50 20 50H7l20-50z",
        "eighth": "M7 {top}h150v100h-37l-38-28-38 28H7z",
        "host": "M43 {top}h78a36 36 0 0 1 36 36v28a36 36 0 0 1-36 36H43"
        "A36 36 0 0 1 7 {low}v-28A36 36 0 0 1 43 {top}z",
        "event": "M7 {top}h150v100H7z",
    }
)
# Glyphs are smaller on a plate that leaves less room inside.
_GLYPH_SIZES: Mapping[str, float] = MappingProxyType(
    {"guest": 3.5, "joint": 4.2, "fourth": 4.2, "fifth": 3.8, "sixth": 4, "seventh": 4.3}
)
_LAND_TOP = 46
# How much narrower than the package draws them marks of echelons are, by their field.
_NARROWED: Mapping[str, float] = MappingProxyType(
    {ECHELONS["army_group"]: 0.88, ECHELONS["region"]: 0.74}
)
# The form of a group alone, by set of icons: what legends show.
BARE: Mapping[str, str] = MappingProxyType({"app6": "bare/app6", "plain": "bare/plain"})
_BOX = "0 0 164 164"
_NUMBER = re.compile(r"-?\d*\.\d+|-?\d+")


def icon_key(icon: str, accent: str, *, certain: bool = True) -> str:
    """Name the drawing of a mark: its icon in its accent, certain or only possible."""
    return f"{icon}:{accent}:{'certain' if certain else 'possible'}"


def of_kind(icon: str) -> str:
    """Name the icon of a kind: that of a unit without its echelon."""
    family, _, rest = icon.partition("/")
    return f"{family}/{rest.partition('/')[0]}" if family == "unit" else icon


def sidc(echelon: str, arm: str) -> str:
    """
    Return the 20-character symbol identification code of a unit.

    Raises
    ------
    BadOption
        If the echelon or the arm is not in `ECHELONS` or `ARMS`.
    """
    try:
        return f"10031000{ECHELONS[echelon]}{ARMS[arm]}"
    except KeyError as missing:
        raise BadOption(f"no symbol for a unit of echelon {echelon!r}, arm {arm!r}") from missing


def site_sidc(kind: str) -> str:
    """Return the code of an installation; a bare frame for kinds that the standard lacks."""
    if kind not in SITES and kind not in GLYPHS:
        raise BadOption(f"no symbol for a site of kind {kind!r}")
    return f"1003200000{SITES.get(kind, '0000000000')}"


def svg(key: str, style: Style) -> str:
    """Draw an icon as a whole SVG document; see `drawing`."""
    return drawing(key, style).svg


def drawing(key: str, style: Style) -> Drawing:
    """
    Draw an icon.

    Parameters
    ----------
    key
        As `icon_key` makes it.

    Returns
    -------
    drawing
        In a square viewBox, without ids, so that any number of them can stand in one
        picture.

    Raises
    ------
    BadOption
        If the key names no drawing.
    """
    icon, _, rest = key.partition(":")
    group, _, certainty = rest.partition(":")
    form = group if group in _PLATES else "host"
    return _draw(icon, form, style.accent(group), certainty == "possible")


def data_uri(text: str) -> str:
    """Return an SVG text as a data URI that is safe in attributes, CSS and JSON."""
    return "data:image/svg+xml," + quote(text, safe=" =:/'(),;.-")


@functools.lru_cache(maxsize=1024)
def _draw(icon: str, group: str, accent: Accent, possible: bool) -> Drawing:
    family, _, rest = icon.partition("/")
    if family == "unit":
        arm, _, echelon = rest.partition("/")
        kind = arm if arm in REDRAWN else ""
        body = _framed(sidc(echelon or "base", arm), group, accent, possible, kind)
    elif family == "site":
        kind = "" if rest in SITES and rest not in REDRAWN else rest
        body = _framed(site_sidc(rest), group, accent, possible, kind)
    elif rest in GLYPHS:
        body = _badge(rest, "event" if family == "event" else group, accent, possible)
    elif icon == BARE["plain"]:
        body = _badge("", group, accent, possible)
    elif icon == BARE["app6"]:
        body = _plate(_frame(group, _LAND_TOP), _LAND_TOP, accent, possible)
    else:
        raise BadOption(f"no drawing named {icon!r}")
    return Drawing(_BOX, body)


def _paint(accent: Accent, possible: bool) -> tuple[str, str, str]:
    """Return body, ink and the attributes of the frame's own stroke."""
    if possible:
        paper = accent.edge if accent.edge != accent.body else accent.mark
        return (
            paper,
            accent.body,
            f'stroke="{accent.body}" stroke-width="8" stroke-dasharray="17 11"',
        )
    return accent.body, accent.mark, f'stroke="{accent.body}" stroke-width="4"'


def _frame(group: str, top: int) -> str:
    """Give the frame of a group, 150 by 100, from its upper edge."""
    return _FRAMES[group].format(top=top, low=top + 64)


def _plate(frame: str, top: int, accent: Accent, possible: bool, between: str = "") -> str:
    """Draw a frame on a plate; icons reach the corners that the frame may lack."""
    body, _, stroke = _paint(accent, possible)
    plate = f'<path d="M7 {top}h150v100H7z" fill="{accent.edge}" stroke="{accent.edge}" '
    return f'{plate}stroke-width="14"/>{between}<path d="{frame}" fill="{body}" {stroke}/>'


def _framed(code: str, group: str, accent: Accent, possible: bool, kind: str = "") -> str:
    body, ink, _ = _paint(accent, possible)
    bare = app6.elements(code[:8] + "00" + code[10:])
    # The echelon stands above the frame, whatever the frame holds.
    alone = app6.elements(code[:8] + "00" + "0" * 10)
    marks = app6.elements(code[:10] + "0" * 10)[len(alone) :]
    installation = code[4:6] == "20"
    # The frame of the package spans 25-175 by 50-150; shifted so that it and the
    # echelon above it sit in the middle of the square.
    top = _LAND_TOP if not installation else 40
    lift = 4 if not installation else 10
    above = "".join(_shape_of(e) for e in marks)
    if installation:
        above = '<path d="M75 50V40h50v10z" fill="{ink}"/>'.replace("{ink}", accent.body)
    if kind:
        picture = (
            f'<g transform="translate(50 50) scale(4.2)" fill="none" stroke="{ink}" '
            f'stroke-width="1.9" stroke-linejoin="round">{glyph(kind, ink=ink, body=body)}</g>'
        )
    else:
        # Installations wear a bar on their frame, which is drawn above.
        icons = bare[1:] if not installation else [e for e in bare[1:] if not _is_bar(e)]
        picture = "".join(_shape_of(e) for e in icons)
        if code[10:] in _SMALL:
            picture = f'<g transform="translate(-40 -40) scale(1.4)">{picture}</g>'
    lines = f'<g fill="{ink}" stroke="{ink}" stroke-width="6">{picture}</g>'
    outer = (
        f'<g fill="none" stroke="{accent.edge}" stroke-width="17">{above}</g>'
        f'<g fill="none" stroke="{accent.body}" stroke-width="8">{above}</g>'
        if above
        else ""
    )
    # The marks of the largest echelons are wider than the square.
    share = _NARROWED.get(code[8:10], 1)
    if share != 1:
        at = f"{100 * (1 - share):g} {40 * (1 - share):g}"
        outer = f'<g transform="translate({at}) scale({share})">{outer}</g>'
    outer = f'<g transform="translate(-18 -{lift})">{outer}</g>'
    plate = _plate(_frame(group, top), top, accent, possible, outer)
    return f'{plate}<g transform="translate(-18 -{lift})">{lines}</g>'


def codes() -> list[str]:
    """List the codes from whose drawings all others are made: each arm, echelon and site bare."""
    arms = (f"1003100000{arm}" for arm in ARMS.values())
    echelons = (f"10031000{echelon}{'0' * 10}" for echelon in ECHELONS.values())
    sites = (f"1003200000{site}" for site in ("0" * 10, *SITES.values()))
    return sorted({*arms, *echelons, *sites})


def _is_bar(element: Element) -> bool:
    """Say whether an element is the bar that marks an installation: it stands on the frame."""
    numbers = _NUMBER.findall(element.get("d", ""))
    return len(numbers) > 1 and float(numbers[1]) <= 50


def _shape_of(element: Element) -> str:
    """Rewrite one element of milsymbol's, compactly, its colours left to the group."""
    name = element.tag.rpartition("}")[2]
    if name == "text":
        path = _LETTERS.get(element.text or "")
        if path is None:
            raise BadOption(f"no drawn letters for {element.text!r}")
        return f'<path d="{path}" fill="none" stroke-width="9"/>'
    if name == "g":
        inside = "".join(_shape_of(child) for child in element)
        moved = element.get("transform", "")
        if moved in ("", "translate(0,0)", "scale(1)"):
            return inside
        return f'<g transform="{moved}">{inside}</g>'
    fill, line = element.get("fill"), element.get("stroke")
    # Light parts inside black ones only lift detail out, lost at this size.
    if fill not in ("black", "none", None):
        return ""
    look = (' fill="none"' if fill == "none" else "") + (' stroke="none"' if line == "none" else "")
    if name == "circle":
        at = " ".join(f'{a}="{_short(element.get(a, "0"))}"' for a in ("cx", "cy", "r"))
        return f"<circle {at}{look}/>"
    drawn = element.get("d", "")
    d = _NUMBER.sub(lambda m: _short(m[0], 0 if len(drawn) > 300 else 1), drawn)
    d = re.sub(r"\s*([A-Za-z])\s*", r"\1", d)
    d = re.sub(r"[ ,]+", " ", d).replace(" -", "-").strip()
    return f'<path d="{d}"{look}/>'


def _short(number: str, digits: int = 1) -> str:
    return (
        f"{float(number):.{digits}f}".rstrip("0").rstrip(".") if digits else f"{float(number):.0f}"
    )


def _badge(kind: str, group: str, accent: Accent, possible: bool) -> str:
    body, ink, stroke = _paint(accent, possible)
    outline = _PLATES[group]
    edge = outline.format(f'fill="{accent.edge}" stroke="{accent.edge}" stroke-width="16"')
    plate = edge + outline.format(f'fill="{body}" {stroke} stroke-linejoin="round"')
    if not kind:
        return plate
    size = _GLYPH_SIZES.get(group, 4.6)
    corner = f"{82 - 12 * size:g}"
    return (
        plate
        + f'<g transform="translate({corner} {corner}) scale({size:g})" fill="none" '
        + f'stroke="{ink}" stroke-width="1.8" stroke-linejoin="round">'
        + glyph(kind, ink=ink, body=body)
        + "</g>"
    )
