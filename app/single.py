"""The single-file atlas: the page with its data and scripts in one HTML document.

It opens from disk without a server. Its layout is the live page's, as Dash writes it, and
React draws it with the same components; scripts and styles are the same, with
``assets/src/export/alone.js`` for what the server does otherwise.
"""

from __future__ import annotations

import base64
import hashlib
import json
from collections.abc import Iterator, Mapping
from html import escape
from importlib.resources import files
from pathlib import Path

from dash import _dash_renderer
from plotly.io.json import to_json_plotly

from csto_map import paths, whole_files
from csto_map.atlas import Atlas
from csto_map.errors import BadOption
from csto_map.language.words import languages, words
from csto_map.page import bundle, grounds, packing, typefaces

from . import user_layers
from .http import static
from .layout import shell

# Without layers of one's own.
MOST_BYTES = 3_500_000
# The grid that shows the tables weighs more than the whole file may.
_LEFT_OUT = "tables"
# Cyrillic letters that Inter lacks, of languages of few, and Arabic and Hebrew are set in the
# reader's fonts: ours would not fit beside Georgian and Armenian.
_LEFT_TO_MACHINE = ("NotoSansCyrillic", "NotoSansArabic", "NotoSansHebrew")

_DOCUMENT = """<!DOCTYPE html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta http-equiv="Content-Security-Policy" content="{policy}">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="csto-map:failed" content="{failed}">
{own}
<title>{title}</title>
<link rel="icon" type="image/svg+xml" href="{icon}">
</head>
<body>
<div id="react-entry-point"><p id="loading" class="loading" role="status">{loading}</p></div>
{style}
{data}
{scripts}
<script>{start}</script>
</body>
</html>
"""


def write(atlas: Atlas, path: str | Path, layers: user_layers.Told | None = None) -> Path:
    """
    Write the atlas as one HTML file; `layers` of one's own go into it.

    Raises
    ------
    BadOption
        A ValueError: the file cannot be written, does not end in ``.html``, or would
        be larger than `MOST_BYTES` but for the layers.
    """
    path = Path(path)
    whole_files.ending(path, ["html"])
    text = document(atlas, layers).encode()
    most = MOST_BYTES + sum(len(packed) for packed in _carried(layers).values())
    if len(text) > most:
        raise BadOption(f"the atlas would have {len(text):,} bytes, more than {most:,}")
    whole_files.write(path, text)
    return path


def document(atlas: Atlas, layers: user_layers.Told | None = None) -> str:
    """Write the document, with user layers."""
    assets = paths.folder("assets")
    faces = {
        name: _uri(body, kind)
        for name, (body, kind) in typefaces.files().items()
        if not name.startswith(_LEFT_TO_MACHINE)
    }

    def vendored(name: str) -> str:
        (path,) = sorted((assets / "vendor").glob(f"{name}-*.js"))
        return path.read_text(encoding="utf-8")

    def bundled(name: str) -> str:
        return (assets / "dist" / name).read_text(encoding="utf-8")

    scripts = {
        **{name: text for name, text in react().items() if name != "prop-types"},
        "plotly": vendored("plotly-basic"),
        "app": bundled("single.js"),
    }
    start = bundled("unpack.js")
    data = {k: v for k, v in bundle.files(atlas).items() if not k.startswith(_LEFT_OUT)}
    for name, level in (("ground", "coarse"), ("ground-fine", "fine")):
        lean = grounds.compile_ground(atlas, level, lean=True)
        data[name] = json.dumps(lean, separators=(",", ":")).encode()
    data["layout"] = layout(atlas, {})
    carried = _carried(layers)
    return _DOCUMENT.format(
        policy=escape(_policy([start, *scripts.values()])),
        failed=escape(words()["map"]["failed"]),
        own="\n".join(
            user_layers.tag(points, f'data-file="{name}"')
            for name, (_, points) in zip(carried, layers or (), strict=True)
        ),
        title=escape(atlas.config.title),
        icon=_uri((assets / "icon.svg").read_bytes(), "image/svg+xml"),
        style=packing.script("data-style", "", static.stylesheet(assets, faces)),
        loading=escape(words()["map"]["loading"]),
        data="\n".join([*_packed(data), *carried.values()]),
        scripts="\n".join(
            packing.script("data-script", name, text.encode()) for name, text in scripts.items()
        ),
        start=start,
    )


def react() -> dict[str, str]:
    """
    Give React as Dash has it, and the script that defines the map as a component of it.

    ``prop-types`` is for components of others.
    """
    (needed,) = _dash_renderer._js_dist_dependencies  # noqa: SLF001 - Dash tells its React nowhere else
    deps = [Path(name) for name in needed["relative_package_path"]["prod"]]
    found = {
        path.name.partition("@")[0]: (files("dash") / path).read_text(encoding="utf-8")
        for path in deps
        if path.name.startswith(("react", "prop-types"))
    }
    component = (files("csto_map.dash") / "component.js").read_text(encoding="utf-8")
    return {**found, "component": component}


def layout(atlas: Atlas, files: Mapping[str, str]) -> bytes:
    """Write the layout of the page; `files` as `shell` takes them."""
    made = json.loads(to_json_plotly(shell(atlas, files)))
    # Dash gives some properties in the order of a set: sorted, equal pages are equal files.
    return json.dumps(made, ensure_ascii=False, sort_keys=True, separators=(",", ":")).encode()


def _uri(body: bytes, media_type: str) -> str:
    return f"data:{media_type};base64,{base64.b64encode(body).decode()}"


def _packed(data: Mapping[str, bytes]) -> Iterator[str]:
    """Pack files; those in other languages by what differs from the English ones."""
    for name, body in data.items():
        plain, _, language = name.rpartition("-")
        known = plain in data and language in languages()
        yield packing.data_script(name, body, (plain, data[plain]) if known else None)


def _carried(layers: user_layers.Told | None) -> dict[str, str]:
    """Pack user layers, by the names of their files."""
    bodies = [user_layers.body(layer, points) for layer, points in layers or ()]
    names = [f"own-{k}" for k, _ in enumerate(bodies, start=1)]
    return {name: packing.data_script(name, body) for name, body in zip(names, bodies, strict=True)}


def _policy(scripts: list[str]) -> str:
    hashes = [base64.b64encode(hashlib.sha256(text.encode()).digest()).decode() for text in scripts]
    return "; ".join(
        [
            "default-src 'none'",
            "script-src " + " ".join(f"'sha256-{one}'" for one in hashes),
            "style-src 'unsafe-inline'",
            "img-src data: blob:",
            "font-src data:",
            "base-uri 'none'",
            "form-action 'none'",
        ]
    )
