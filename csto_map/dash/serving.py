"""What a Dash server gives the component: its code, its looks, and the data of each atlas.

Every file is named by the hash of its content, so that a browser keeps it for ever. All
addresses stand beside Dash's own, below the prefix that an app has.
"""

from __future__ import annotations

import gzip
import hashlib
import json
import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from functools import cache, cached_property
from pathlib import Path
from typing import Any, Literal
from weakref import WeakKeyDictionary

import brotli
import dash

from csto_map import paths
from csto_map.atlas import Atlas
from csto_map.page import bundle, grounds, typefaces
from csto_map.picture import figure
from csto_map.picture.style import css_tokens

# Dash's middleware looks after what begins with "_dash-".
PREFIX = "_dash-csto-map/"
# The address of the data; the name of a file is its query.
DATA = "data"
SCOPE = ".csto-time-map"
# Lengths of the atlas's own sheets, and pixels of one rem where nobody has changed it.
_REM = re.compile(r"(?<![\w.])(-?\d*\.?\d+)rem\b")
_PX = 16
_FOREVER = "public, max-age=31536000, immutable"
_SCRIPT, _STYLE, _JSON = "text/javascript", "text/css", "application/json"


@dataclass(frozen=True)
class File:
    """A file that is served."""

    media_type: str
    body: bytes

    @cached_property
    def packed(self) -> Mapping[str, bytes]:
        """The body by content coding, the best first; a font is packed already."""
        if self.media_type == "font/woff2":
            return {}
        return {
            "br": brotli.compress(self.body, quality=9),
            "gzip": gzip.compress(self.body, 9, mtime=0),
        }


_DATA: dict[str, File] = {}
_NAMES: WeakKeyDictionary[Atlas, dict[str, dict[str, str]]] = WeakKeyDictionary()


@cache
def _static() -> tuple[dict[str, File], dict[str, str]]:
    """Give the files that are the same for every atlas, and the names of those asked for first."""
    assets = paths.folder("assets")
    (plotly,) = sorted((assets / "vendor").glob("plotly-basic-*.min.js"))
    scripts = json.loads((assets / "dist" / "manifest.json").read_text(encoding="utf-8"))
    files = {
        name: File(_SCRIPT, (assets / "dist" / name).read_bytes()) for name in scripts["time_map"]
    }
    files[plotly.name] = File(_SCRIPT, plotly.read_bytes())
    faces = {name: File(kind, body) for name, (body, kind) in typefaces.files().items()}
    sheet = stylesheet(assets)
    for name, font in faces.items():
        hashed = _hashed(name, font.body)
        files[hashed] = font
        sheet = sheet.replace(f"../fonts/{name}", hashed)
    style = _hashed("time_map.css", sheet.encode())
    files[style] = File(_STYLE, sheet.encode())
    return files, {"script": scripts["time_map"][0], "style": style, "plotly": plotly.name}


def stylesheet(assets: Path) -> str:
    """
    Write the component's style sheet from the atlas's own, so that it concerns maps alone.

    Faces of the typeface have a name of their own in every page; all else holds within
    elements of the class `SCOPE`. Lengths are pixels: what the root's size is in another's
    page says nothing of the map.
    """

    def read(name: str) -> str:
        return (assets / "css" / name).read_text(encoding="utf-8")

    rules = "\n".join(read(name) for name in ("map.css", "icons.css", "time_map.css"))
    sheet = "\n".join([read("fonts.css"), css_tokens(SCOPE), f"{SCOPE} {{\n{rules}}}\n"])
    return _REM.sub(lambda found: f"{float(found[1]) * _PX:g}px", sheet)


def files_of(atlas: Atlas, language: str) -> dict[str, str]:
    """
    Give the names of what a map of an atlas needs, and see that they are served.

    Returns
    -------
    names
        By what each is: ``script``, ``style``, ``plotly``, ``atlas`` (the compiled
        timeline in a language), ``map-coarse`` and ``map-fine``, ``ground``, ``ground-fine`` and
        ``places`` (what lies under it, and its names in that language); relative to `PREFIX`.
    """
    known = _NAMES.setdefault(atlas, {})
    if language not in known:
        outlines = next(iter(known.values()), None)
        names = {
            "atlas": _keep("atlas", bundle.timeline(atlas, language)),
            "places": _keep("places", grounds.compile_places(atlas, language)),
        }
        levels: tuple[Literal["coarse", "fine"], ...] = ("coarse", "fine")
        for level in levels:
            name = f"map-{level}"
            names[name] = outlines[name] if outlines else _keep_figure(atlas, name, level)
            under = "ground" if level == "coarse" else "ground-fine"
            names[under] = outlines[under] if outlines else _keep_ground(atlas, under, level)
        known[language] = names
    return {**_static()[1], **known[language]}


def _keep(name: str, value: object) -> str:
    return _keep_body(name, json.dumps(value, ensure_ascii=False, separators=(",", ":")).encode())


def _keep_figure(atlas: Atlas, name: str, level: Literal["coarse", "fine"]) -> str:
    return _keep_body(name, figure.base_figure(atlas, level).to_json().encode())


def _keep_ground(atlas: Atlas, name: str, level: Literal["coarse", "fine"]) -> str:
    return _keep(name, grounds.compile_ground(atlas, level))


def _keep_body(name: str, body: bytes) -> str:
    hashed = _hashed(f"{name}.json", body)
    _DATA.setdefault(hashed, File(_JSON, body))
    return f"{DATA}?name={hashed}"


def _hashed(name: str, body: bytes) -> str:
    stem, dot, ending = name.rpartition(".")
    return f"{stem}-{hashlib.sha256(body).hexdigest()[:12]}{dot}{ending}"


def add_routes() -> None:
    """
    Let every Dash app serve the component: those to come, and the one that there is.

    A module that is imported after the app was made, such as one of its pages, is too late
    for Dash's hooks.
    """
    views: dict[str, Callable[[], Any]] = {PREFIX + name: _giving(name) for name in _static()[0]}
    views[PREFIX + DATA] = _give_data
    for name, view in views.items():
        dash.hooks.route(name=name)(view)
    app = _running()
    if app is not None:
        for name, view in views.items():
            address = app.config.routes_pathname_prefix + name
            app.backend.add_url_rule(address, view, endpoint=address, methods=["GET"])


def _running() -> dash.Dash | None:
    try:
        return dash.get_app()  # type: ignore[no-untyped-call, no-any-return]
    except Exception:  # noqa: BLE001 - Dash raises nothing more exact where there is no app
        return None


def _giving(name: str) -> Callable[[], Any]:
    def give() -> Any:  # noqa: ANN401 - each backend has responses of its own
        return _answer(_static()[0][name])

    return give


def _give_data() -> Any:  # noqa: ANN401 - as above
    return _answer(_DATA.get(_asked().args.get("name", "")))


def _asked() -> Any:  # noqa: ANN401 - as above
    return dash.get_app().backend.request_adapter()  # type: ignore[no-untyped-call]


def _answer(file: File | None) -> Any:  # noqa: ANN401 - as above
    make = dash.get_app().backend.make_response  # type: ignore[no-untyped-call]
    if file is None:
        return make(b"Not found", content_type="text/plain", status=404)
    accepted = _asked().headers.get("Accept-Encoding", "")
    coding = next((one for one in file.packed if one in accepted), None)
    response = make(file.packed[coding] if coding else file.body, content_type=file.media_type)
    response.headers["Cache-Control"] = _FOREVER
    response.headers["Vary"] = "Accept-Encoding"
    response.headers["X-Content-Type-Options"] = "nosniff"
    if coding:
        response.headers["Content-Encoding"] = coding
    return response
