"""The editor's page: a grid beside the map; all of it but the grid is made by its script."""

from __future__ import annotations

import json

from dash import html
from fastapi import FastAPI

from csto_map import paths
from csto_map.language.words import languages, words

from ..create import stylesheet
from ..http import security, static
from ..http.middleware import Compress, Guard, Head, Hosts, SmallBodies
from ..page import Page
from ..routes import add_nothing_else, without_callbacks
from ..settings import Settings
from . import routes
from .session import Session

# Sections of words that the page says.
_SAID = ("edit", "grid", "unfilled")


def page(session: Session, title: str, host: str) -> Page:
    """
    Make the editor's app, under `routes.PREFIX`.

    Parameters
    ----------
    title
        Of the atlas, for the tab of the browser.
    host
        Address that is listened on.
    """
    files = static.Registry(f"{routes.PREFIX}static/")
    app = Page(
        __name__,
        backend="fastapi",
        server=FastAPI(docs_url=None, redoc_url=None, openapi_url=None, redirect_slashes=False),
        title=title,
        update_title="",
        assets_ignore=".*",
        assets_folder=str(paths.folder("assets")),
        serve_locally=True,
        requests_pathname_prefix=routes.PREFIX,
        routes_pathname_prefix=routes.PREFIX,
    )
    app.head = "\n".join([stylesheet(files, static.EDITOR_STYLES), *_tags(files)])
    app.layout = _layout()
    without_callbacks(app.server)
    routes.add(app.server, session)
    add_nothing_else(app.server)
    app.server.add_middleware(Compress, but=())
    app.server.add_middleware(static.Files, files=files, folder=files.prefix)
    app.server.add_middleware(Head)
    app.server.add_middleware(SmallBodies, most=Settings().max_body)
    app.server.add_middleware(routes.OwnPages)
    app.server.add_middleware(Hosts, names=[host])
    app.server.add_middleware(Guard, headers=security.headers(app.csp_hashes()))
    return app


def _tags(files: static.Registry) -> list[str]:
    """Take words and the script into `files` and write the tags that say where they are."""
    tags = []
    for language in languages():
        told = {name: words(language)[name] for name in _SAID}
        url = files.add(f"words-{language}.json", json.dumps(told, ensure_ascii=False).encode())
        tags.append(f'<meta name="csto-map:words-{language}" content="{url}">')
    name, body = static.editor_script(paths.folder("assets"))
    tags.append(f'<script type="module" src="{files.keep(name, body)}"></script>')
    return tags


def _layout() -> html.Main:
    return html.Main(
        id="editor",
        className="editor",
        children=[
            html.Header(id="edit-head", className="edit-head"),
            html.Nav(id="edit-tables", className="edit-tables"),
            html.Section(
                id="edit-table",
                className="edit-table tables",
                children=[
                    html.Div(id="edit-tools", className="edit-tools"),
                    # The grid is put in here as a Dash component.
                    html.Div(id="edit-slot", className="table-slot"),
                    html.Div(id="edit-beside", className="edit-beside"),
                ],
            ),
            html.Section(id="edit-map", className="edit-map"),
        ],
    )
