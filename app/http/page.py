"""The HTML document around Dash's app."""

from __future__ import annotations

import json
import re
from html import escape

import dash_ag_grid
from dash import Dash

from ..jobs.pool import Pool
from ..jobs.routes import Jobs
from . import security

_INDEX = """<!DOCTYPE html>
<html lang="{language}">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>{title}</title>
<meta name="csto-map:style-nonce" content="{nonce}">
<meta name="csto-map:grid" content="{grid}">
{head}
</head>
<body>
{app_entry}
{config}
{scripts}
{renderer}
</body>
</html>"""
# Bundles of components that the page has none of: they are large, and set inline styles
# that the Content-Security-Policy refuses.
_UNUSED = re.compile(r"<script [^>]*/(?:dcc|dash_table)/[^>]*></script>\s*")
# The grid of the tables weighs more than all else; the page asks for it when tables open.
_GRID = re.compile(rf'<script [^>]*src="([^"]*/{dash_ag_grid.__name__}/[^"]*)"[^>]*></script>\s*')
_CONFIG = re.compile(r"(<script[^>]*>)(.*)(</script>)", re.DOTALL)


class Page(Dash):
    """
    A Dash app with a document of its own.

    Attributes
    ----------
    head
        Tags for the document's head.
    language
        Of the document, BCP 47.
    pool
        Draws pictures.
    jobs
        Background jobs.
    """

    head: str = ""
    language: str = "en"
    pool: Pool
    jobs: Jobs

    def begin(self) -> None:
        """Start what needs a moment before it is asked for: a server is about to run."""
        self.pool.warm()
        self.jobs.go_on()

    def interpolate_index(
        self,
        metas: str = "",
        title: str = "",
        css: str = "",
        config: str = "",
        scripts: str = "",
        app_entry: str = "",
        favicon: str = "",
        renderer: str = "",
    ) -> str:
        """Write the document; see `dash.Dash.interpolate_index`."""
        del metas, css, favicon
        grid = _GRID.search(scripts)
        return _INDEX.format(
            language=self.language,
            title=escape(title),
            head=self.head,
            nonce=security.nonce(),
            grid=grid[1] if grid else "",
            app_entry=app_entry,
            config=_without_socket(config),
            scripts=_GRID.sub("", _UNUSED.sub("", scripts)),
            renderer=renderer,
        )


def _without_socket(config: str) -> str:
    """Take the web socket out of the renderer's settings: no step of ours asks the server."""
    found = _CONFIG.fullmatch(config.strip())
    if found is None:
        return config
    settings = json.loads(found[2])
    settings.pop("websocket", None)
    return found[1] + json.dumps(settings).replace("<", "\\u003c") + found[3]
