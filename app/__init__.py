"""The web face: a Dash app whose map, slider and cards live in the browser.

Dash serves the shell of the page; the facts come as hashed static files, and no
step of the slider asks the server for anything.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from dash import Dash
from starlette.middleware.gzip import GZipMiddleware

from csto_map import bundle, paths
from csto_map.atlas import Atlas

from . import routes, security, static
from .layout import shell
from .settings import Settings

if TYPE_CHECKING:
    from fastapi import FastAPI

_INDEX = """<!DOCTYPE html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
{%metas%}
<title>{%title%}</title>
@HEAD@
{%css%}
</head>
<body>
{%app_entry%}
<footer>
{%config%}
{%scripts%}
{%renderer%}
</footer>
</body>
</html>"""


def create_app(atlas: Atlas, settings: Settings | None = None) -> Dash:
    """
    Make the app.

    Parameters
    ----------
    atlas
        The facts to show.
    settings
        None for the environment's.
    """
    settings = settings or Settings.from_env()
    files = static.Registry()
    app = Dash(
        __name__,
        backend="fastapi",
        title=atlas.config.title,
        update_title="",
        # Our own files come hashed and compressed from the registry; Dash would add
        # every file under assets a second time.
        assets_ignore=".*",
        assets_folder=str(paths.folder("assets")),
        serve_locally=True,
    )
    app.index_string = _INDEX.replace("@HEAD@", _head(atlas, files))
    app.layout = shell(atlas)
    server: FastAPI = app.server
    routes.add(server, atlas, settings, files)
    _secure(app, server)
    return app


def _secure(app: Dash, server: FastAPI) -> None:
    # Dash's own bundles are served as they lie on disk.
    server.add_middleware(GZipMiddleware, minimum_size=1000, compresslevel=6)
    server.middleware("http")(security.headers(app.csp_hashes()))


def _head(atlas: Atlas, files: static.Registry) -> str:
    """Take all static files into `files` and write the tags that ask for them."""
    assets = paths.folder("assets")
    fonts = {
        path.name: files.add(path.name, path.read_bytes(), "font/woff2")
        for path in sorted((assets / "fonts").glob("*.woff2"))
    }
    tags = [
        f'<meta name="csto-map:{name}" content="{files.add(f"{name}.json", body)}">'
        for name, body in bundle.files(atlas).items()
    ]
    css = files.add("app.css", static.stylesheet(assets, fonts))
    tags.append(f'<link rel="stylesheet" href="{css}">')
    (plotly,) = sorted((assets / "vendor").glob("plotly-basic-*.min.js"))
    for name, body in (("plotly.js", plotly.read_bytes()), ("app.js", static.script(assets))):
        url = files.add(name, body, "text/javascript")
        tags.append(f'<script defer src="{url}"></script>')
    icon = files.add("icon.svg", (assets / "icon.svg").read_bytes(), "image/svg+xml")
    tags.append(f'<link rel="icon" type="image/svg+xml" href="{icon}">')
    return "\n".join(tags)
