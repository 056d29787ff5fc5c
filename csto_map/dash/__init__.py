"""The map with its timeline as a Dash component: ``from csto_map.dash import TimeMap``.

Beside the web face, this is the only room that knows Dash; it comes with the extra ``web``.
Import it where the app is made, or in a module of one of its pages: the import adds the
component's script to the page and its addresses to the server.
"""

from __future__ import annotations

from csto_map import __version__, extras

with extras.needing("web"):
    from dash import hooks

    from csto_map.dash import serving
    from csto_map.dash.time_map import TimeMap

__all__ = ["TimeMap", "__version__"]

# A small script that defines the component before Dash's renderer runs. The rest is loaded
# when a map is first shown.
hooks.script([{"relative_package_path": "component.js", "namespace": __name__}])
serving.add_routes()
