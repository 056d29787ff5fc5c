"""Everything a still can be asked for, and the one reader of it.

The page's address, ``/export.png?...`` and the command line all speak the same names,
so the same question gives the same bytes from each.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from types import MappingProxyType
from typing import Any
from urllib.parse import parse_qsl, quote

from csto_map.atlas import Atlas
from csto_map.errors import BadOption
from csto_map.export import sizes
from csto_map.language.words import languages
from csto_map.picture import own as own_layers
from csto_map.picture.own import OwnLayer
from csto_map.picture.style import STYLES
from csto_map.query import filters as filtering
from csto_map.query import times as timing
from csto_map.query.filters import Filters
from csto_map.query.times import Times
from csto_map.sheet.furniture import PARTS, Trim

Box = tuple[float, float, float, float]

ICONS = ("app6", "plain")
MODES = ("side", "difference")
LETTERS = ("outlines", "text")
NAMES: Mapping[str, str] = MappingProxyType(
    {
        "date": "day of the map: 2009-06-14, 2009-06 or 2009",
        "view": "named frame of the map",
        "org": "organisation through which the states are coloured",
        "layers": "layers, with commas between",
        "style": "light, dark or grey",
        "icons": "app6 or plain",
        "lang": "language of names and words: en or ru",
        "box": "another frame than the view's own: x0,y0,x1,y1 in km",
        "size": "preset, 1600x900 or 297x210mm@300",
        "w": "width in pixels, with h in place of size",
        "h": "height in pixels",
        "title": "title in place of the generated one",
        "subtitle": "subtitle in place of what changed",
        "handling": "handling line, such as UNCLASSIFIED",
        "link": "address put before the query string that is printed as permalink",
        "hide": f"parts to leave out, with commas between: {', '.join(PARTS)}",
        "compare": "second day, to compare the first with",
        "mode": "how to compare: side or difference",
        "tm": "days asked about: instant, range or cumulative (from the range's first day on)",
        "range": "first and last day of tm: 1999-01-01..2005-12-31; all days without it",
        **filtering.NAMES,
        "letters": "SVG only: outlines, which look the same everywhere, or text, to be edited",
        "own": "layers of one's own by their file names, with commas between",
        "slots": "SVG only: places kept free for so many layers that a browser adds",
        # The page's address has these too. A still has no selection and no panels, and
        # is light unless `style` says otherwise.
        "cmp": "the page's name of compare",
        "theme": "theme of the page; says nothing about a still",
        "sel": "selection of the page; says nothing about a still",
        "dock": "panel of the page; says nothing about a still",
        "sort": "order of the page's table; says nothing about a still",
        "find": "filter of the page's table; says nothing about a still",
        "tour": "stop of the page's tour; says nothing about a still",
    }
)
# The page's modes of comparing by those of a still, which does not move.
_MODES: Mapping[str, str] = MappingProxyType({"swipe": "side", "diff": "difference"})
_SLOTS = tuple(str(n) for n in range(21))
_LONGEST = MappingProxyType({"title": 120, "subtitle": 240, "handling": 60, "link": 120})


@dataclass(frozen=True, slots=True, kw_only=True)
class Still:
    """
    A still picture, fully said; equal ones give equal bytes for equal data.

    Attributes
    ----------
    day, second
        The day, and the day to compare it with (None for no comparison).
    trim
        The words around the map, and which parts are left out.
    letters
        How an SVG holds its texts: one of `LETTERS`.
    """

    day: date
    view: str
    lens: str
    layers: tuple[str, ...]
    style: str = "light"
    icons: str = "app6"
    language: str = "en"
    box: Box | None = None
    size: sizes.Size = sizes.PRESETS["slide"]
    second: date | None = None
    mode: str = "side"
    times: Times | None = None
    filters: Filters = field(default_factory=Filters)
    trim: Trim = field(default_factory=Trim)
    own: tuple[OwnLayer, ...] = ()
    slots: int = 0
    letters: str = "outlines"

    @property
    def scene_options(self) -> dict[str, Any]:
        """The options of `csto_map.picture.scene.build`, without size."""
        return {
            "view": self.view,
            "lens": self.lens,
            "layers": self.layers,
            "style": self.style,
            "icons": self.icons,
            "language": self.language,
            "box": self.box,
            "times": self.times,
            "filters": self.filters,
            "own": self.own,
            "slots": self.slots,
        }


def query(text: str) -> dict[str, str]:
    """
    Take a query string apart.

    Raises
    ------
    BadOption
        A ValueError: a name is there twice.
    """
    pairs = parse_qsl(text.removeprefix("?"), keep_blank_values=True)
    names = [name for name, _ in pairs]
    for name in names:
        if names.count(name) > 1:
            raise BadOption(f"{name!r} is given {names.count(name)} times; once is enough")
    return dict(pairs)


def read(
    atlas: Atlas,
    asked: Mapping[str, str],
    max_pixels: int = sizes.MAX_PIXELS,
    own: Sequence[OwnLayer] = (),
) -> Still:
    """
    Read a still from named texts, as they stand in a query string.

    Parameters
    ----------
    asked
        Name -> text; the names are those of `NAMES`. `date` must be there.
    max_pixels
        Largest picture allowed.
    own
        Layers of one's own that can be asked for by name.

    Raises
    ------
    BadOption, BadDate, DateOutOfRange
        ValueErrors: an unknown name, or a text that is not allowed for it; the
        message says what is.
    """
    for name in asked:
        if name not in NAMES:
            raise BadOption(f"{name!r} is no option of a picture; there are {', '.join(NAMES)}")
    if "cmp" in asked:
        if "compare" in asked:
            raise BadOption("give either compare or cmp: both name the second day")
        # Beside it the page passes over its time mode.
        asked = {
            "compare" if name == "cmp" else name: text
            for name, text in asked.items()
            if name not in ("tm", "range")
        }
    if not asked.get("date"):
        raise BadOption("a picture needs a date, such as date=2009-06-14")
    config = atlas.config
    known = [layer.id for layer in config.layers]
    day = atlas.day(asked["date"])
    second = atlas.day(asked["compare"]) if asked.get("compare") else None
    mode = asked.get("mode") or "side"
    if "mode" in asked and second is None:
        raise BadOption("mode is for comparisons: give compare=DATE too")
    if second and asked.get("tm", "instant") != "instant":
        raise BadOption("compare=DATE compares two days: leave tm out")
    if "theme" in asked:
        _among("theme", asked["theme"], list(STYLES))
    layers = config.default_layers
    if "layers" in asked:
        wanted = [_among("layer", name, known) for name in _listed(asked["layers"])]
        layers = tuple(name for name in known if name in wanted)
    chosen: dict[str, Any] = {
        "day": day,
        "second": second,
        "view": _among("view", asked.get("view") or config.default_view, _ids(config.views)),
        "lens": _among("org", asked.get("org") or config.default_lens, _ids(config.lenses)),
        "layers": layers,
        "style": _among("style", asked.get("style") or "light", list(STYLES)),
        "icons": _among("icons", asked.get("icons") or "app6", ICONS),
        "language": _among("lang", asked.get("lang") or "en", languages()),
        "mode": _among("mode", _MODES.get(mode, mode), MODES),
        "box": read_box(asked["box"]) if asked.get("box") else None,
        "times": timing.read(atlas, asked),
        "filters": filtering.read(atlas, asked),
        "size": _size(asked, max_pixels),
        "own": own_layers.chosen(asked.get("own", ""), own),
        "letters": _among("letters", asked.get("letters") or "outlines", LETTERS),
        "slots": int(_among("slots", asked.get("slots") or "0", _SLOTS)),
    }
    hidden = frozenset(_among("part", name, PARTS) for name in _listed(asked.get("hide", "")))
    trim = Trim(
        title=_text(asked, "title"),
        subtitle=_text(asked, "subtitle"),
        handling=_text(asked, "handling") or "",
        link=(_text(asked, "link") or "") + permalink(atlas, chosen),
        hide=hidden,
    )
    return Still(**chosen, trim=trim)


def permalink(atlas: Atlas, chosen: Mapping[str, Any]) -> str:
    """
    Write the query string that opens the page at the view of a still.

    What is as by default is left out, but for the date; names and order are those
    of the page's own links.
    """
    config = atlas.config
    parts = [("date", chosen["day"].isoformat())]
    if chosen["view"] != config.default_view:
        parts.append(("view", chosen["view"]))
    if chosen["lens"] != config.default_lens:
        parts.append(("org", chosen["lens"]))
    in_order = [x.id for x in config.layers if x.id in config.default_layers]
    if list(chosen["layers"]) != in_order and tuple(chosen["layers"]) != config.default_layers:
        parts.append(("layers", ",".join(chosen["layers"])))
    if chosen["icons"] != "app6":
        parts.append(("icons", chosen["icons"]))
    if chosen["box"]:
        parts.append(("box", ",".join(f"{v:.0f}" for v in chosen["box"])))
    if chosen["language"] != "en":
        parts.append(("lang", chosen["language"]))
    parts += [*chosen["times"].query().items(), *chosen["filters"].query().items()]
    if chosen["second"]:
        parts.append(("cmp", chosen["second"].isoformat()))
        parts += [("mode", "diff")] if chosen["mode"] == "difference" else []
    return "?" + "&".join(f"{name}={quote(text, safe=',:')}" for name, text in parts)


def read_box(text: str) -> Box:
    """Read ``x0,y0,x1,y1`` in km; BadOption if it is not that."""
    try:
        x0, y0, x1, y1 = (float(part) for part in text.split(","))
    except ValueError:
        raise BadOption(f"box {text!r} is not x0,y0,x1,y1 in km") from None
    return x0, y0, x1, y1


def _size(asked: Mapping[str, str], max_pixels: int) -> sizes.Size:
    given = [asked[name] for name in ("w", "h") if asked.get(name)]
    if not given:
        return sizes.parse(asked.get("size") or "slide", max_pixels)
    if len(given) == 1 or asked.get("size"):
        raise BadOption("give either size, or w and h together")
    if not all(side.isascii() and side.isdigit() for side in given):
        raise BadOption(f"w={given[0]!r}, h={given[1]!r} are not whole numbers of pixels")
    return sizes.parse("x".join(given), max_pixels)


def _ids(things: Any) -> list[str]:
    return [thing.id for thing in things]


def _listed(text: str) -> list[str]:
    return [part.strip() for part in text.split(",") if part.strip()]


def _among(what: str, text: str, allowed: Any) -> str:
    if text not in allowed:
        raise BadOption(f"{what} {text!r} does not exist; there are {', '.join(allowed)}")
    return text


def _text(asked: Mapping[str, str], name: str) -> str | None:
    """Give a free text in one line, without control characters; None where there is none."""
    if name not in asked:
        return None
    text = " ".join("".join(c if c.isprintable() else " " for c in asked[name]).split())
    if len(text) > _LONGEST[name]:
        raise BadOption(f"{name} has {len(text)} characters; {_LONGEST[name]} are the most")
    return text
