"""What can be asked of the atlas, as one value: which days, which frame, what of it, how drawn.

The page's address, ``/export.*``, background jobs, the command line and briefing plans all
speak the names of these fields, so the same question gives the same picture from each. A
new option is one field here.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import date
from typing import Literal, Self, TypeAlias, TypeVar, get_args
from urllib.parse import parse_qsl, quote

from csto_map.atlas import Atlas
from csto_map.errors import BadOption
from csto_map.query import fields
from csto_map.query import filters as filtering
from csto_map.query.annotations import Annotation, Annotations
from csto_map.query.fields import DRAWN, EVERY, Face, family, needed, option
from csto_map.query.filters import Filters
from csto_map.query.kinds import Box, Day, Days, Frame, Given, Kept, Layers, One, Some, Span
from csto_map.query.times import MODES, Times

ICONS = ("app6", "plain")
GROUNDS = ("relief", "plain")
NUMBERS = ("auto", "off", "symbols", "circles")
INSETS = ("auto", "off")
# `csto_map.picture.style` has the looks of each; a page has the themes, other styles are for print.
STYLES = ("light", "dark", "grey", "contrast")
Theme: TypeAlias = Literal["light", "dark", "contrast"]
THEMES: tuple[Theme, ...] = get_args(Theme)

Q = TypeVar("Q", bound="Question")


def _layers(atlas: Atlas) -> list[str]:
    return [layer.id for layer in atlas.config.layers]


@dataclass(frozen=True, slots=True, kw_only=True)
class Question:
    """
    What is asked, in the order of a link of the page.

    Attributes
    ----------
    view, lens, layers
        Ids of ``atlas.toml``; None for the atlas's own defaults.
    box
        Another frame than the view's own, in projected kilometres.
    selection, theme, tour, dock, sort, find
        Of the page alone; a picture has none of them.
    tm, span
        One of `csto_map.query.times.MODES`, and its first and last day; see `times`.
    second
        The day to compare the first with; None for no comparison.
    annotations
        What the author of a map writes on it.
    user_layer_names
        Names of user layers.
    """

    day: date = needed(
        "date",
        Day(),
        "day of the map: 2009-06-14, 2009-06 or 2009",
        Face.PAGE | Face.STILL,
        usual=lambda config: config.default_date,
        command=False,
    )
    view: str | None = option(
        "view",
        One(lambda atlas: [view.id for view in atlas.config.views]),
        "named frame of the map",
        EVERY,
        default=None,
        usual=lambda config: config.default_view,
    )
    lens: str | None = option(
        "org",
        One(lambda atlas: [lens.id for lens in atlas.config.lenses]),
        "organisation through which the states are coloured",
        EVERY,
        default=None,
        usual=lambda config: config.default_lens,
    )
    layers: tuple[str, ...] | None = option(
        "layers",
        Some(_layers, what="layer"),
        "layers, with commas between",
        EVERY,
        default=None,
        usual=lambda config: tuple(
            layer.id for layer in config.layers if layer.id in config.default_layers
        ),
    )
    selection: str | None = option(
        "sel",
        Kept("sel"),
        "selection of the page; says nothing about a still",
        Face.PAGE,
        default=None,
    )
    theme: str | None = option(
        "theme",
        One(STYLES),
        "theme of the page; says nothing about a still",
        Face.PAGE,
        default=None,
        on_page=One(THEMES),
    )
    style: str = option(
        "style", One(STYLES), "light, dark, grey or contrast", DRAWN, default="light"
    )
    icons: str = option("icons", One(ICONS), "app6 or plain", EVERY, default="app6")
    ground: str = option(
        "ground",
        One(GROUNDS),
        "relief, or plain land; grey and contrast are always plain",
        EVERY,
        default="relief",
    )
    numbers: str = option(
        "numbers",
        One(NUMBERS),
        "how many people: auto (by scale), off, symbols or circles",
        EVERY,
        default="auto",
    )
    insets: str = option(
        "insets",
        One(INSETS),
        "small maps within wide views: auto (where there is room) or off",
        DRAWN,
        default="auto",
    )
    box: Box | None = option(
        "box",
        Frame(),
        "another frame than the view's own: x0,y0,x1,y1 in km (its middle, width and height)",
        Face.PAGE | Face.STILL | Face.FILM,
        default=None,
    )
    tour: str | None = option(
        "tour",
        Kept("tour"),
        "stop of the page's tour; says nothing about a still",
        Face.PAGE,
        default=None,
    )
    dock: str | None = option(
        "dock",
        Kept("dock"),
        "panel of the page; says nothing about a still",
        Face.PAGE,
        default=None,
    )
    sort: str | None = option(
        "sort",
        Kept("sort"),
        "order of the page's table; says nothing about a still",
        Face.PAGE,
        default=None,
    )
    find: str | None = option(
        "find",
        Kept("find"),
        "filter of the page's table; says nothing about a still",
        Face.PAGE,
        default=None,
    )
    language: str = option(
        "lang",
        One(lambda atlas: atlas.config.languages),
        "language of names and words: one that the atlas is offered in, such as en or ru",
        EVERY | Face.BRIEF,
        default="en",
        key="lang",
        otherwise={Face.BRIEF: "language of the pack.  [default: the plan's]"},
    )
    tm: str = option(
        "tm",
        One(MODES),
        "days asked about: instant, range or cumulative (from the range's first day on)",
        EVERY,
        default="instant",
        otherwise={
            Face.FILM: (
                "instant, or cumulative: everything from the range's first day up to each day"
            )
        },
    )
    span: Span | None = option(
        "range",
        Days(),
        "first and last day of tm: 1999-01-01..2005-12-31; all days without it",
        EVERY,
        default=None,
        key="range",
    )
    filters: Filters = family(filtering.OPTIONS, filtering.gather, filtering.scatter)
    second: date | None = option(
        "compare",
        Day(),
        "second day, to compare the first with",
        Face.PAGE | Face.STILL | Face.PLAN,
        default=None,
        link="cmp",
        key="cmp",
    )
    mode: str = option(
        "mode",
        # A picture does not move: what the page swipes stands side by side.
        One(("side", "difference"), also={"swipe": "side", "diff": "difference"}),
        "how to compare: side or difference",
        Face.PAGE | Face.STILL | Face.PLAN,
        default="side",
        on_page=One(("side", "swipe", "diff"), also={"difference": "diff"}),
        beside="second",
    )
    annotations: tuple[Annotation, ...] = option(
        "annotations",
        Annotations(),
        "what you write on the map, with ~ between: text:10.5,50.2:My words; also "
        "arrow, circle, distance, state",
        EVERY,
        default=(),
        link="ann",
    )
    user_layer_names: tuple[str, ...] = option(
        "own",
        Layers(),
        "user layers by their file names, with commas between",
        DRAWN,
        default=(),
        command=False,
    )

    @property
    def times(self) -> Times | None:
        """The days asked about; None for the day alone."""
        return None if self.span is None or self.tm == "instant" else Times(self.tm, *self.span)

    def settled(self, atlas: Atlas) -> Self:
        """
        Give the question as it is drawn.

        A time mode has its range, which is all days unless another is said; without a mode,
        and beside a comparison, a range says nothing.
        """
        if self.tm == "instant" or self.second is not None:
            return replace(self, tm="instant", span=None)
        return replace(self, span=self.span or (atlas.first, atlas.horizon))

    def texts(self, face: Face = Face.PAGE) -> dict[str, str]:
        """Write the question as named texts, as a face has them; see `query`."""
        return fields.texts(self, face)

    def query(self) -> str:
        """
        Write the query string that opens the page with this question.

        What is the default is left out, except for the date; the page's own links are the
        same to the byte.
        """
        return joined(self.texts())


def joined(texts: Mapping[str, str]) -> str:
    """Write named texts as a query string, as the page does."""
    # What encodeURIComponent leaves alone, and what reads better than its code.
    pairs = (f"{name}={quote(text, safe=chr(39) + '!()*:,')}" for name, text in texts.items())
    return "?" + "&".join(pairs)


def parted(text: str) -> dict[str, str]:
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


def read(atlas: Atlas, asked: Mapping[str, str]) -> Question:
    """
    Read the address of the page, taken apart.


    Raises
    ------
    BadOption, BadDate, DateOutOfRange
        ValueErrors: an unknown name, or a text that is not allowed for it; the message
        says what is.
    """
    fields.known(Question, Face.PAGE, asked, "a link")
    values = fields.read(Question, Face.PAGE, asked, Given(atlas))
    return Question(**{"day": atlas.config.default_date, **values})


def told(atlas: Atlas) -> list[dict[str, object]]:
    """Give what the page must know to read and write links; see `csto_map.query.fields.told`."""
    return fields.told(Question, atlas)
