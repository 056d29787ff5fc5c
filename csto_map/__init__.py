"""CSTO Map: who belonged to the alliance, who stood where, on any day since 1991.

>>> from csto_map import Atlas
>>> snapshot = Atlas.load().at("2009-06-14")
>>> snapshot.bases, snapshot.garrisons, snapshot.border
>>> snapshot.figure(view="central-asia")

What stands in `__all__` is the API, with the public methods and attributes of its classes:
it changes only with an entry in ``CHANGELOG.md`` under *Changed* or *Removed*, and from
version 1.0 on only with the first number of the version. So do the errors of
`csto_map.errors`, the command line, the HTTP API and the columns of the tables. All other
modules are the atlas's own and may change with any version.
"""

from __future__ import annotations

from importlib import import_module
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from csto_map.atlas import Atlas
    from csto_map.history.snapshot import Snapshot
    from csto_map.picture.figure import to_figure
    from csto_map.picture.scene import Scene
    from csto_map.sheet.svg import to_svg

    __version__: str

__all__ = ["Atlas", "Scene", "Snapshot", "__version__", "to_figure", "to_svg"]

# GeoPandas and Plotly take a second to import: whoever wants one name pays for one.
_HOME = {
    "Atlas": "csto_map.atlas",
    "Scene": "csto_map.picture.scene",
    "Snapshot": "csto_map.history.snapshot",
    "to_figure": "csto_map.picture.figure",
    "to_svg": "csto_map.sheet.svg",
}


def __getattr__(name: str) -> Any:
    if name == "__version__":
        return _version()
    if name not in _HOME:
        raise AttributeError(f"module 'csto_map' has no attribute {name!r}")
    return getattr(import_module(_HOME[name]), name)


def _version() -> str:
    # Reading the metadata takes as long as starting Python, and few ask for it.
    from importlib.metadata import PackageNotFoundError, version

    try:
        return version("csto-map")
    except PackageNotFoundError:
        return "0+unknown"
