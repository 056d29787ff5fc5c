"""The documents of a site, and the files of the page that they ask for."""

from __future__ import annotations

import hashlib
from collections.abc import Iterator
from html import escape
from importlib.resources import files

from csto_map import paths
from csto_map.atlas import Atlas
from csto_map.exchange.web import linked
from csto_map.exchange.writing import frames
from csto_map.language.direction import direction
from csto_map.language.words import words
from csto_map.page import bundle, preview, typefaces

from .. import user_layers
from ..create import data_tags
from ..http import methods, reading, static
from ..layout.entry import entry
from ..single import layout, react
from .openings import Opening, size

_STATIC = "static/"
# As the policy of the server, as far as a document can tell its own: a meta element cannot
# say who may frame it, and the grid's style elements have no answer whose nonce they could bear.
_POLICY = "; ".join(
    [
        "default-src 'self'",
        "script-src 'self'",
        "style-src 'self' 'unsafe-inline'",
        "img-src 'self' data: blob:",
        "object-src 'none'",
        "base-uri 'none'",
        "form-action 'none'",
    ]
)
_HEAD = f"""<meta charset="utf-8">
<meta http-equiv="Content-Security-Policy" content="{_POLICY}">
<meta name="referrer" content="no-referrer">
<meta name="viewport" content="width=device-width, initial-scale=1">"""
_MAP = """<!DOCTYPE html>
<html lang="en">
<head>
{head}
<title>{title}</title>
<meta name="csto-map:home" content="{home}">
{tags}
{told}
</head>
<body>
{entry}
</body>
</html>
"""
_OPENING = """<!DOCTYPE html>
<html lang="{language}" dir="{direction}" class="reading">
<head>
{head}
<title>{title}</title>
{tags}
{told}
</head>
<body>
<main class="reading-body">
<h1>{title}</h1>
<p>{description}</p>
<p><a id="opens" href="{way}">{open}</a></p>
<p><img src="{picture}" alt="" width="{width}" height="{height}"></p>
</main>
</body>
</html>
"""


class Assets:
    """
    What documents ask for, and the documents themselves.

    Attributes
    ----------
    files
        Bodies by path; a file's path changes with its content.
    """

    def __init__(self, atlas: Atlas, layers: user_layers.Told | None) -> None:
        self._atlas = atlas
        self._words = words()
        registry = static.Registry(_STATIC)
        assets = paths.folder("assets")
        # A style sheet names fonts from its own folder.
        faces = {
            name: registry.add(name, body, kind).removeprefix(_STATIC)
            for name, (body, kind) in typefaces.files().items()
        }
        self._style = registry.add("app.css", static.stylesheet(assets, faces))
        self._icon = registry.add("icon.svg", (assets / "icon.svg").read_bytes())
        self._metas = [
            *data_tags(bundle.files(atlas), registry),
            *user_layers.tags(layers or [], registry),
            *self._page_metas(registry),
        ]
        self._scripts = [
            registry.add(f"{name}.js", text.encode()) for name, text in react().items()
        ]
        (plotly,) = sorted((assets / "vendor").glob("plotly-basic-*.min.js"))
        self._scripts += [
            registry.add(name, path.read_bytes())
            for name, path in {
                "plotly.js": plotly,
                "frozen.js": assets / "dist" / "frozen.js",
            }.items()
        ]
        self._opening = registry.add("opening.js", (assets / "dist" / "opening.js").read_bytes())
        self.files = dict(registry.all())

    def _page_metas(self, registry: static.Registry) -> list[str]:
        """Take scripts and layout into a registry and say where they are."""
        scripts, self._first = static.map_script(paths.folder("assets"))
        urls = {name: registry.keep(name, body) for name, body in scripts.items()}
        self._first = [urls[name] for name in self._first]
        laid = layout(self._atlas, {"script": self._first[0]})
        named = {"layout": registry.add("layout.json", laid), "grid": _grid(registry)}
        return [
            '<meta name="csto-map:frozen" content="1">',
            *(f'<meta name="csto-map:{name}" content="{url}">' for name, url in named.items()),
        ]

    def _looks(self, home: str) -> list[str]:
        return [
            f'<link rel="stylesheet" href="{home}{self._style}">',
            f'<link rel="icon" type="image/svg+xml" href="{home}{self._icon}">',
        ]

    def map_page(self, home: str, head: str) -> bytes:
        """
        Write the page of the map.

        Parameters
        ----------
        home
            The way from it to the folder of the site.
        head
            Tags that tell of it.
        """
        scripts = [f'<script defer src="{home}{one}"></script>' for one in self._scripts]
        early = [f'<link rel="modulepreload" href="{home}{one}">' for one in self._first]
        return _MAP.format(
            head=_HEAD,
            title=escape(self._atlas.config.title),
            home=home or "./",
            tags="\n".join([*self._looks(home), *self._metas, *scripts, *early]),
            told=head,
            entry=entry(self._atlas, self._words),
        ).encode()

    def opening(self, atlas: Atlas, page: Opening, head: str) -> bytes:
        """Write a page that shows its picture and leads to the map."""
        seen = preview.of(atlas, page.query)
        home = page.home
        script = f'<script defer src="{home}{self._opening}"></script>'
        return _OPENING.format(
            language=page.language,
            direction=direction(page.language),
            head=_HEAD,
            title=escape(seen.title),
            tags="\n".join([*self._looks(home), script]),
            told=head,
            description=escape(seen.description),
            way=escape(f"{home}{page.query}"),
            open=escape(words(page.language)["frozen"]["open"]),
            picture=f"{home}{page.picture}",
            width=size().width,
            height=size().height,
        ).encode()

    def reading(self, atlas: Atlas, root: str) -> Iterator[tuple[str, bytes]]:
        """Give the pages for reading: methods, files of the data, and for what is not there."""
        texts, title = self._words["frozen"], atlas.config.title
        back = self._words["help"]["back"].format(title=title)

        def shell(home: str) -> reading.Shell:
            return reading.page_shell(back, "\n".join([_HEAD, *self._looks(home)]), home or "./")

        about = methods.page(atlas, shell("../"))
        if about is not None:
            yield "methods/index.html", about.encode()
        listed = "\n".join(
            f'<li><a href="../{path}">{escape(name)}</a> <code>{escape(path)}</code></li>'
            for path, name in _named()
        )
        body = (
            f"<h1>{escape(texts['data'])}</h1>\n<p>{escape(texts['data_about'])}</p>\n"
            f"<ul>\n{listed}\n</ul>"
        )
        yield "data/index.html", shell("../")(f"{title}: {texts['data']}", body).encode()
        # It is given at any depth, so that it must name everything from the root of the host.
        lost = f"<h1>{escape(texts['lost'])}</h1>\n<p>{escape(texts['lost_about'])}</p>"
        yield "404.html", shell(f"{root}/")(texts["lost"], lost).encode()


def _named() -> Iterator[tuple[str, str]]:
    """Give paths and names of the files of the data."""
    for one in linked.served():
        yield linked.address(one, "").removeprefix("/"), one.title
    title_of = words()["frozen"]["layer"]
    for name, title in frames.TITLES.items():
        for ending, kind in (("geojson", "GeoJSON"), ("csv", "CSV")):
            yield f"api/v1/layers/{name}.{ending}", title_of.format(name=title, kind=kind)


def _grid(registry: static.Registry) -> str:
    """
    Take the grid of the tables into a registry and give the path of its script.

    Its other script is looked for beside it under a name of its own, so that the folder of
    both has the hash.
    """
    package = files("dash_ag_grid")
    bodies = {
        name: (package / name).read_bytes()
        for name in ("dash_ag_grid.min.js", "async-community.js")
    }
    folder = f"grid.{hashlib.sha256(b''.join(bodies.values())).hexdigest()[:12]}"
    first, *_ = [registry.keep(f"{folder}/{name}", body) for name, body in bodies.items()]
    return first
