"""User layers as pictures draw them: points with dates, projected and coloured.

Files are read by `csto_map.exchange.reading.user_layers`. ``assets/src/layers/canvas.js`` draws the
same points in the page and ``assets/src/layers/svg.js`` writes the same SVG; a browser test
holds the two ways equal.
"""

from __future__ import annotations

import functools
import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, fields, replace
from datetime import date
from types import MappingProxyType
from typing import TYPE_CHECKING
from urllib.parse import unquote

import numpy as np
import shapely
from numpy.typing import NDArray

from csto_map.errors import BadOption
from csto_map.picture.constants import POINTS
from csto_map.picture.views import Frame, Projector

if TYPE_CHECKING:
    import geopandas as gpd

# What comes first in dates such as 03/04/2009, by the name of their order.
WAYS: Mapping[str, str] = MappingProxyType({"dmy": "day", "mdy": "month"})
# What a column that plays a role begins with in the setting of a server.
COLUMN = "map="
_FOREVER = 0x7FFFFFFF
# What XML and terminals choke on, and spaces that do not look like one: given as ranges,
# because what Unicode calls unprintable differs from version to version.
_UNPRINTABLE = re.compile(POINTS.unprintable)


@dataclass(frozen=True, slots=True, eq=False)
class UserLayer:
    """
    A user layer.

    Attributes
    ----------
    name
        Of its file, without the folder: what a query calls it.
    x, y
        Places in projected kilometres.
    since, until
        First day and first day after, as ordinals; a point holds on [since, until).
    colours, sizes, labels
        Of each point; one without its own colour ("") has that of the layer.
    crowded
        Whether it is drawn as squares: decided for the whole layer, not for a day.
    """

    name: str
    colour: str
    x: NDArray[np.float64]
    y: NDArray[np.float64]
    since: NDArray[np.int32]
    until: NDArray[np.int32]
    colours: NDArray[np.object_]
    sizes: NDArray[np.float64]
    labels: NDArray[np.object_]
    crowded: bool

    def __eq__(self, other: object) -> bool:
        if not isinstance(other, UserLayer):
            return NotImplemented
        names = (item.name for item in fields(self))
        return all(np.array_equal(getattr(self, name), getattr(other, name)) for name in names)

    def __hash__(self) -> int:
        return hash((self.name, self.colour, len(self.x)))

    @property
    def title(self) -> str:
        """The name in print, a long one without its middle."""
        if len(self.name) <= POINTS.longest_name:
            return self.name
        half = (POINTS.longest_name - 1) // 2
        return f"{self.name[:half]}…{self.name[-half:]}"

    def holding(self, first: int, last: int) -> NDArray[np.bool_]:
        """Say for each point whether it holds on a day from `first` to `last`."""
        holds: NDArray[np.bool_] = (self.since <= last) & (first < self.until)
        return holds & (first <= last)

    def at(self, first: int, last: int) -> UserLayer:
        """Give what holds on a day from `first` to `last`."""
        return self._only(self.holding(first, last))

    def within(self, frame: Frame) -> UserLayer:
        """Give what lies in a frame."""
        x, y = frame.upright(self.x, self.y)
        across = (frame.x0 <= x) & (x <= frame.x1)
        return self._only(across & (frame.y0 <= y) & (y <= frame.y1))

    def grey(self) -> UserLayer:
        """Give the layer in shades of grey, as bright as its colours."""
        greys = np.array([_grey(colour) for colour in self.colours], dtype=object)
        return replace(self, colour=_grey(self.colour), colours=greys)

    def _only(self, kept: NDArray[np.bool_]) -> UserLayer:
        return replace(
            self,
            x=self.x[kept],
            y=self.y[kept],
            since=self.since[kept],
            until=self.until[kept],
            colours=self.colours[kept],
            sizes=self.sizes[kept],
            labels=self.labels[kept],
        )

    @property
    def first_days(self) -> list[int | None]:
        """The first day of each point; None: since ever."""
        return [None if day == -_FOREVER else day for day in self.since.tolist()]

    @property
    def end_days(self) -> list[int | None]:
        """The first day after each point; None: open."""
        return [None if day == _FOREVER else day for day in self.until.tolist()]

    @property
    def days(self) -> frozenset[int]:
        """The days on which a point comes or goes, as ordinals."""
        ends = [*self.first_days, *self.end_days]
        return frozenset(day for day in ends if day is not None)

    @property
    def radii(self) -> NDArray[np.float64]:
        """The radius of each point's disc, in pixels."""
        return np.maximum(POINTS.least, self.sizes / 2)

    def squares(self, frame: Frame) -> NDArray[np.int64]:
        """
        Give the points in a frame as rows of squares.

        Returns
        -------
        rows
            Left, top and width in whole pixels, shape (n, 3): points on one pixel are one
            square, and squares of one row of pixels that touch are one oblong.
        """
        visible = self.within(frame)
        px = np.floor(frame.places(visible.x, visible.y)).astype(np.int64)
        px = np.minimum(px, [frame.width - 1, frame.height - 1])
        spots = np.unique(px[:, 1] * frame.width + px[:, 0])
        y, x = np.divmod(spots, frame.width)
        new = np.ones(len(x), dtype=bool)
        new[1:] = (np.diff(y) != 0) | (np.diff(x) > POINTS.square)
        first = np.flatnonzero(new)
        last = np.append(first[1:], len(x)) - 1
        half = POINTS.square // 2
        wide = x[last[: len(first)]] - x[first] + POINTS.square
        return np.column_stack([x[first] - half, y[first] - half, wide])


def of(table: gpd.GeoDataFrame, name: str, colour: str, projector: Projector) -> UserLayer:
    """
    Make a layer of the rows of a file.

    Parameters
    ----------
    table
        As `csto_map.exchange.reading.layer.read` gives it; shapes other than points are shown by
        the point at its columns lon and lat.
    """
    points = np.asarray(shapely.points(table["lon"], table["lat"]), dtype=object)
    places = projector.geometry(points)
    return UserLayer(
        name,
        colour,
        shapely.get_x(places),
        shapely.get_y(places),
        _ordinals(table["start_date"], -_FOREVER),
        _ordinals(table["end_date"], _FOREVER),
        np.asarray(table["colour"], dtype=object),
        np.clip(np.nan_to_num(np.asarray(table["size"], dtype=float)), 0, POINTS.most),
        np.array([plain(text)[: POINTS.longest_label] for text in table["label"]], dtype=object),
        len(table) > POINTS.many,
    )


@functools.lru_cache(maxsize=4096)
def _grey(colour: str) -> str:
    digits = colour[1:]
    if len(digits) == 3:
        digits = "".join(2 * digit for digit in digits)
    if not digits:
        return ""
    red, green, blue = bytes.fromhex(digits)
    return f"#{3 * f'{(299 * red + 587 * green + 114 * blue) // 1000:02x}'}"


def _ordinals(days: Iterable[date | None], missing: int) -> NDArray[np.int32]:
    return np.array([missing if day is None else day.toordinal() for day in days], dtype=np.int32)


def plain(text: str) -> str:
    """Give a text without what XML and terminals choke on."""
    return _UNPRINTABLE.sub(" ", text).strip(" ")


def listed(layers: Iterable[UserLayer]) -> str:
    """Name layers as a query does, with commas between; commas within names are escaped."""
    return ",".join(layer.name.replace("%", "%25").replace(",", "%2C") for layer in layers)


def chosen(text: str, among: Sequence[UserLayer]) -> tuple[UserLayer, ...]:
    """
    Give the layers that `listed` has named, in the order of `among`.

    Raises
    ------
    BadOption
        A ValueError: there is no such layer; it lists those that there are.
    """
    wanted = [unquote(part.strip()) for part in text.split(",") if part.strip()]
    known = [layer.name for layer in among]
    for name in wanted:
        if name not in known:
            there = f"there are {', '.join(known)}" if known else "there are none"
            raise BadOption(f"user layer {plain(name)[:80]!r} does not exist; {there}")
    return tuple(layer for layer in among if layer.name in wanted)
