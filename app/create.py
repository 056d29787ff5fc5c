"""Put the app together: routes, files, doors, and the page around them."""

from __future__ import annotations

import functools
from collections.abc import Mapping, Sequence
from html import escape
from pathlib import Path

from csto_map import extras, paths
from csto_map.atlas import Atlas
from csto_map.language.words import words
from csto_map.machine import passwords
from csto_map.page import typefaces

with extras.needing("web"):
    from fastapi import FastAPI

    from csto_map.drawing.results import Results

    from . import api, compiled, health, ogc, published, routes, user_layers
    from .http import addresses, client, reading, security, static, unavailable
    from .http.doors import Doors, Keys
    from .http.identity import Identify, Routed
    from .http.limit import Limit
    from .http.middleware import Compress, Embed, Guard, Head, Hosts, SmallBodies
    from .jobs import counts
    from .jobs import routes as job_routes
    from .jobs.pool import Pool
    from .layout import shell
    from .layout.entry import entry
    from .page import Page
    from .settings import Settings

__all__ = ["create_app"]


def create_app(atlas: Atlas, settings: Settings | None = None, *, editor: str = "") -> Page:
    """
    Make the app.

    Parameters
    ----------
    atlas
        The facts to show.
    settings
        None for the environment's.
    editor
        Address of the editor of these facts, where there is one.
    """
    settings = settings or Settings.from_env()
    root = settings.root_path
    keys = Keys(settings.token, passwords.read(Path(settings.users)) if settings.users else {})
    kept = Results(settings.cache_folder, settings.cache_megabytes * 1_000_000)
    files = static.Registry(root + static.FOLDER, kept)
    given = user_layers.read(settings.layers, atlas)
    layers = [layer for _, layer in given]
    app = Page(
        __package__,
        backend="fastapi",
        server=_server(),
        title=atlas.config.title,
        update_title="",
        # Our own files come hashed and compressed from the registry; Dash would add
        # every file under assets a second time.
        assets_ignore=".*",
        assets_folder=str(paths.folder("assets")),
        serve_locally=True,
        requests_pathname_prefix=f"{root}/",
        routes_pathname_prefix="/",
    )
    app.version = atlas.version
    css = stylesheet(files)
    script, tags = _scripts(files)
    if editor:
        tags.append(f'<meta name="csto-map:editor" content="{escape(editor)}">')
    tags.append(f'<meta name="csto-map:home" content="{root}/">')
    data = data_tags(compiled.files(atlas, kept), files)
    app.head = "\n".join([css, *data, *tags, *user_layers.tags(given, files)])
    app.layout = shell(atlas, {"script": script})
    app.entry = entry(atlas, words())
    app.pool = Pool(atlas, settings, layers)
    app.jobs = job_routes.Jobs(atlas, settings, layers)
    app.metrics = None
    draws: counts.Draws = app.pool
    if settings.metrics:
        # It looks for the folder of `metrics_port.counting` when it is first imported.
        from .http.metrics import Metrics

        count = functools.partial(counts.of, app.jobs)
        house = functools.partial(counts.of_house, app.pool)
        app.metrics = Metrics(atlas.version, count, house, settings.metrics)
        draws = counts.Watched(app.pool, app.metrics)
    routes.without_callbacks(app.server)
    here = app.metrics if settings.metrics == "on" else None
    health.add(app.server, _checks(app, atlas, settings), here)
    routes.add(app.server, atlas, settings, layers, draws)
    back = words()["help"]["back"].format(title=atlas.config.title)
    page_shell = reading.page_shell(back, css, f"{root}/")
    routes.add_methods(app.server, atlas, page_shell)
    under = api.mount(app.server, atlas, page_shell, draws.make, root)
    base = addresses.base(settings.address, root)
    features = ogc.mount(app.server, atlas, base)
    published.add(app.server, atlas, base, draws.make)
    for server in (app.server, under, features):
        unavailable.add(server)
    job_routes.add(app.server, settings, app.jobs)
    taken = (getattr(one, "path", "") for one in app.server.routes)
    addresses.check(root, [static.FOLDER, *taken])
    routes.add_nothing_else(app.server)
    # The last one added is the first that a request passes.
    app.server.add_middleware(Routed)
    tagged = ("/api", ogc.PREFIX, "/methods", "/export.")
    app.server.add_middleware(Compress, but=tagged)
    app.server.add_middleware(published.Previews, atlas=atlas, base=base)
    app.server.add_middleware(published.Licensed, licence=atlas.config.licence.url)
    app.server.add_middleware(static.Files, files=files)
    app.server.add_middleware(Head)
    app.server.add_middleware(SmallBodies, most=settings.max_body)
    framed = security.policy(app.csp_hashes(), framed_by="*")
    app.server.add_middleware(Embed, policy=framed)
    if keys:
        app.server.add_middleware(Doors, keys=keys, title=atlas.config.title)
    if settings.rate_limit:
        app.server.add_middleware(Limit, rate=settings.rate_limit)
    hosts = [settings.host, *settings.hosts.split(",")]
    app.server.add_middleware(Hosts, names=hosts)
    app.server.add_middleware(Guard, headers=security.headers(app.csp_hashes()))
    app.server.add_middleware(addresses.Below, root=root)
    app.server.add_middleware(Identify, heard=app.metrics.heard if app.metrics else None)
    app.server.add_middleware(client.Forwarded, trusted=settings.trusted_proxies)
    # Each process that answers opens it anew.
    kept.close()
    return app


def _checks(app: Page, atlas: Atlas, settings: Settings) -> dict[str, health.Check]:
    """Give what must work before requests are sent to this server."""
    store = "broker" if settings.broker_url else "store"
    return {
        "data": lambda: atlas.tables.sites,
        store: health.writable(app.jobs),
        "drawing": app.pool.tally,
    }


def _server() -> FastAPI:
    # FastAPI's own pages about the server load foreign scripts and list Dash's inner
    # addresses; its redirects repeat whatever host a request claims to be for.
    return FastAPI(docs_url=None, redoc_url=None, openapi_url=None, redirect_slashes=False)


def stylesheet(files: static.Registry, names: Sequence[str] = static.STYLES) -> str:
    """Take style sheets and their fonts into `files` and write the tag that asks for them."""
    assets = paths.folder("assets")
    faces = {name: files.add(name, body, kind) for name, (body, kind) in typefaces.files().items()}
    url = files.add("app.css", static.stylesheet(assets, faces, names))
    icon = files.add("icon.svg", (assets / "icon.svg").read_bytes(), "image/svg+xml")
    return (
        f'<link rel="stylesheet" href="{url}">\n'
        f'<link rel="icon" type="image/svg+xml" href="{icon}">'
    )


def data_tags(data: Mapping[str, bytes], files: static.Registry) -> list[str]:
    """Take the files of `bundle.files` into `files` and write the tags that say where they are."""
    tags = [
        f'<meta name="csto-map:{name}" content="{files.add(f"{name}.json", body)}">'
        for name, body in data.items()
    ]
    return [
        *tags,
        f'<meta name="csto-map:failed" content="{escape(words()["map"]["failed"])}">',
    ]


def _scripts(files: static.Registry) -> tuple[str, list[str]]:
    """Take scripts into `files`; give the address of the page's own and tags for all of them."""
    assets = paths.folder("assets")
    tags = []
    (plotly,) = sorted((assets / "vendor").glob("plotly-basic-*.min.js"))
    url = files.add("plotly.js", plotly.read_bytes(), "text/javascript")
    tags.append(f'<script defer src="{url}"></script>')
    scripts, first = static.page_scripts(assets)
    urls = {name: files.keep(name, body) for name, body in scripts.items()}
    # Asked for at once, not only when the map does.
    tags += [f'<link rel="modulepreload" href="{urls[name]}">' for name in first]
    return urls[first[0]], tags
