"""North stands up: how a map turns that is drawn for another meridian than its projection's.

In a conic projection meridians are straight lines through one point, the apex of the cone,
and the angle between two of them is the difference of their longitudes times a constant.
Hence another central meridian is exactly a turn of all places about the apex, and nothing
has to be projected anew. Apex and constant follow from three projected places, so any cone
that PROJ knows will do; whether a projection is one is tried out.
"""

from __future__ import annotations

import functools
import math
import re
from collections.abc import Callable, Sequence
from typing import NamedTuple, TypeVar

import numpy as np
import pyproj
from numpy.typing import NDArray

Number = TypeVar("Number", float, NDArray[np.float64])

# Degrees of longitude from the central meridian to the places that tell apex and constant.
_AWAY = 60.0
# Where it is tried: parallels at which no cone of use is a plane or a point.
_PARALLELS = (-30.0, 20.0, 45.0, 70.0)
# A turn is right if places meet within this, in kilometres.
_EXACT = 1e-6


class NoCone(ValueError):
    """A projection whose maps do not turn with their central meridian."""


class Rotation(NamedTuple):
    """
    A turn of projected kilometres about the apex of a cone.

    `cos` and `sin` are those of the angle, `x` and `y` the apex. What is turned is upright:
    north of the rotation's meridian points up.
    """

    cos: float
    sin: float
    x: float
    y: float

    def ahead(self, x: Number, y: Number) -> tuple[Number, Number]:
        """
        Give the upright place of a projected one, or those of many.

        The twin of ``ahead`` in ``assets/src/core/camera.js``, operation for operation.
        """
        dx, dy = x - self.x, y - self.y
        return self.x + (self.cos * dx + self.sin * dy), self.y + (self.cos * dy - self.sin * dx)

    def back(self, x: Number, y: Number) -> tuple[Number, Number]:
        """Give the projected place of an upright one, or those of many; twin of ``back``."""
        dx, dy = x - self.x, y - self.y
        return self.x + (self.cos * dx - self.sin * dy), self.y + (self.cos * dy + self.sin * dx)


def upright(
    box: tuple[float, float, float, float], rotation: Rotation | None
) -> tuple[float, float, float, float]:
    """
    Give the upright box that a box asks for: about the same place, as wide and as high.

    The twin of ``upright`` in ``assets/src/core/camera.js``.
    """
    if rotation is None:
        return box
    x0, y0, x1, y1 = box
    x, y = rotation.ahead((x0 + x1) / 2, (y0 + y1) / 2)
    wide, high = (x1 - x0) / 2, (y1 - y0) / 2
    return x - wide, y - high, x + wide, y + high


def around(
    box: Sequence[float], turn: Callable[[float, float], tuple[float, float]]
) -> tuple[float, float, float, float]:
    """Give the smallest box around a box that is turned, ahead or back."""
    x0, y0, x1, y1 = box
    xs, ys = zip(*(turn(x, y) for x in (x0, x1) for y in (y0, y1)), strict=True)
    return min(xs), min(ys), max(xs), max(ys)


def meet(one: Sequence[float], other: Sequence[float]) -> bool:
    """Say whether two boxes share any ground."""
    return one[0] < other[2] and other[0] < one[2] and one[1] < other[3] and other[1] < one[3]


def central_meridian(proj: str) -> float:
    """Give the central meridian of a PROJ string, in degrees east."""
    found = re.search(r"\+lon_0=(\S+)", proj)
    return float(found[1]) if found else 0.0


@functools.cache
def rotation(proj: str, meridian: float | None) -> Rotation | None:
    """
    Say how a map turns for a meridian.

    Parameters
    ----------
    proj
        A PROJ string with ``+units=km``.
    meridian
        In degrees east; None for the projection's own.

    Returns
    -------
    rotation
        None where there is nothing to turn.

    Raises
    ------
    NoCone
        The projection is no cone, and would have to be projected anew.
    """
    if meridian is None:
        return None
    try:
        middle = central_meridian(proj)
        if meridian == middle:
            return None
        turned = _turn(proj, middle, meridian)
    except (ValueError, pyproj.exceptions.ProjError) as problem:
        raise NoCone(_refused(proj)) from problem
    if not _is_right(turned, proj, meridian):
        raise NoCone(_refused(proj))
    return turned


class Named(NamedTuple):
    """
    What a projection is called by: its method, as PROJ names it, and its ellipsoid.

    `parallels` are those that it is true along, in degrees north; `centre` (north, east) is
    that of a projection about a point, None for any other.
    """

    method: str
    parallels: tuple[float, ...]
    centre: tuple[float, float] | None
    ellipsoid: str


# Projections about a point, by their names in a PROJ string.
_ABOUT_A_POINT = frozenset({"aeqd", "gnom", "laea", "ortho", "stere", "sterea"})


def named(proj: str) -> Named:
    """Say what a projection is called by; `proj` must be one."""
    crs = pyproj.CRS.from_proj4(proj)
    told = dict(part.lstrip("+").partition("=")[::2] for part in proj.split())
    parallels = tuple(float(told[key]) for key in ("lat_1", "lat_2", "lat_ts") if key in told)
    centre = float(told.get("lat_0", 0)), float(told.get("lon_0", 0))
    operation, ellipsoid = crs.coordinate_operation, crs.ellipsoid
    return Named(
        operation.method_name if operation else told.get("proj", proj),
        parallels,
        centre if told.get("proj") in _ABOUT_A_POINT else None,
        ellipsoid.name if ellipsoid else "",
    )


def _refused(proj: str) -> str:
    return f"a meridian needs a conic projection (+proj=aea, +proj=lcc, +proj=eqdc), not {proj!r}"


def _turn(proj: str, middle: float, meridian: float) -> Rotation:
    """Work a rotation out from two places of one parallel, as if the projection were a cone."""
    project = _projection(proj)
    lat = _PARALLELS[2]
    x0, y0 = project.transform(middle, lat, errcheck=True)
    x1, y1 = project.transform(middle + _AWAY, lat, errcheck=True)
    across, up = x1 - x0, y1 - y0
    if abs(up) < _EXACT:
        raise NoCone(_refused(proj))
    # Both lie on a circle about the apex, and the apex on the straight meridian.
    apex = y0 + (across * across + up * up) / (2 * up)
    side = math.copysign(1, apex - y0)
    constant = math.atan2(across, side * (apex - y1)) * side / math.radians(_AWAY)
    angle = constant * math.radians(meridian - middle)
    return Rotation(math.cos(angle), math.sin(angle), x0, apex)


def _is_right(turned: Rotation, proj: str, meridian: float) -> bool:
    """Say whether places that are turned are those projected for the meridian."""
    bare = re.sub(r"\s*\+lon_0=\S+", "", proj)
    here, there = _projection(proj), _projection(f"{bare} +lon_0={meridian!r}")
    # Not so far from both meridians that one of them has the place on the map's other end.
    middle = (central_meridian(proj) + meridian) / 2
    away = [(middle + lon, lat) for lon in (-40.0, 0.0, 25.0) for lat in _PARALLELS]
    lons, lats = zip(*away, strict=True)
    x, y = (np.asarray(v) for v in here.transform(lons, lats))
    got = turned.ahead(x, y)
    wanted = there.transform(lons, lats)
    off = np.hypot(got[0] - np.asarray(wanted[0]), got[1] - np.asarray(wanted[1]))
    seen = np.isfinite(off)
    return bool(seen.any() and (off[seen] < _EXACT).all())


@functools.cache
def _projection(proj: str) -> pyproj.Transformer:
    return pyproj.Transformer.from_crs("EPSG:4326", pyproj.CRS.from_proj4(proj), always_xy=True)
