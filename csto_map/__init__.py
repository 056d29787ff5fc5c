"""CSTO Map: who belonged to the alliance, who stood where, on any day since 1991.

>>> from csto_map import Atlas
>>> snapshot = Atlas.load().at("2009-06-14")
>>> snapshot.bases, snapshot.garrisons, snapshot.border
>>> snapshot.figure(view="central-asia")
"""

from __future__ import annotations

from importlib import import_module
from importlib.metadata import PackageNotFoundError, version
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from csto_map.atlas import Atlas
    from csto_map.figure import to_figure
    from csto_map.scene import Scene
    from csto_map.snapshot import Snapshot
    from csto_map.svg import to_svg

__all__ = ["Atlas", "Scene", "Snapshot", "__version__", "to_figure", "to_svg"]

try:
    __version__ = version("csto-map")
except PackageNotFoundError:
    __version__ = "0+unknown"

# GeoPandas and Plotly take a second to import: whoever wants one name pays for one.
_HOME = {
    "Atlas": "csto_map.atlas",
    "Scene": "csto_map.scene",
    "Snapshot": "csto_map.snapshot",
    "to_figure": "csto_map.figure",
    "to_svg": "csto_map.svg",
}


def __getattr__(name: str) -> Any:
    if name not in _HOME:
        raise AttributeError(f"module 'csto_map' has no attribute {name!r}")
    return getattr(import_module(_HOME[name]), name)
