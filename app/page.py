"""The HTML document around Dash's app."""

from __future__ import annotations

from collections.abc import Mapping
from html import escape
from pathlib import Path
from typing import TYPE_CHECKING, Any

import dash_ag_grid
from dash import Dash
from dash.fingerprint import build_fingerprint
from dash.resources import Resources, Scripts

from csto_map.language.direction import direction

from . import published
from .http import security
from .jobs.pool import Pool
from .jobs.routes import Jobs

if TYPE_CHECKING:
    from .http.metrics import Metrics

_INDEX = """<!DOCTYPE html>
<html lang="{language}" dir="{direction}">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>{title}</title>
<meta name="csto-map:style-nonce" content="{nonce}">
<meta name="csto-map:grid" content="{grid}">
{tags}
{head}
</head>
<body>
{app_entry}
{config}
{scripts}
{renderer}
</body>
</html>"""
# Components that the page has none of, whose bundles are large and set inline styles that the
# Content-Security-Policy refuses; and the grid of the tables, which weighs more than all else:
# the page asks for it when tables open.
_LATER = ("dcc/", "dash_table/", "dash_ag_grid.min.js")


class _FewerResources(Resources):
    """Scripts of which some are served but stand in no page: Dash calls these dynamic."""

    def _filter_resources(self, all_resources: Any, dev_bundles: bool = False) -> Any:  # noqa: ANN401 - as Dash has it
        every = super()._filter_resources(all_resources, dev_bundles)
        return [{**one, "dynamic": True} if _later(one) else one for one in every]


class _FewerScripts(Scripts):
    def __init__(self, serve_locally: bool, eager: bool) -> None:
        super().__init__(serve_locally, eager)  # type: ignore[no-untyped-call]
        self._resources = _FewerResources("_js_dist", self.config)


def _later(resource: Mapping[str, Any]) -> bool:
    return str(resource.get("relative_package_path", "")).startswith(_LATER)


class Page(Dash):
    """
    A Dash app with a document of its own.

    Attributes
    ----------
    head
        Tags for the document's head.
    entry
        What stands where the page will be, as HTML; "" for what Dash has.
    language
        Of the document, BCP 47.
    pool
        Draws pictures.
    jobs
        Background jobs.
    metrics
        Figures for Prometheus; None unless somebody asked for them.
    version
        Of the data.
    """

    head: str = ""
    entry: str = ""
    language: str = "en"
    version: str = ""
    pool: Pool
    jobs: Jobs
    metrics: Metrics | None = None

    def __init__(self, *args: Any, **options: Any) -> None:  # noqa: ANN401 - as Dash has it
        super().__init__(*args, **options)
        self.scripts = _FewerScripts(serve_locally=True, eager=self.config.eager_loading)
        # No callback of ours asks the server: the renderer needs no web socket.
        self.backend.websocket_capability = False

    def begin(self) -> None:
        """Start what needs a moment before it is asked for: a server is about to run."""
        if self.metrics is not None:
            self.metrics.begin()
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
        return _INDEX.format(
            language=self.language,
            direction=direction(self.language),
            title=escape(title),
            tags=published.tags(),
            head=self.head,
            nonce=security.nonce(),
            grid=escape(self._grid()),
            app_entry=self.entry or app_entry,
            config=config,
            scripts=scripts,
            renderer=renderer,
        )

    def _grid(self) -> str:
        """Give the address of the grid's script, which changes with its version."""
        name = "dash_ag_grid.min.js"
        changed = int((Path(dash_ag_grid.__file__).parent / name).stat().st_mtime)
        version = dash_ag_grid.__version__
        file = build_fingerprint(name, version, changed)  # type: ignore[no-untyped-call]
        prefix = self.config.requests_pathname_prefix
        return f"{prefix}_dash-component-suites/{dash_ag_grid.__name__}/{file}"
