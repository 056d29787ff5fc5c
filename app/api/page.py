"""A page about the API, made from its OpenAPI document; it loads nothing but a style sheet."""

from __future__ import annotations

from collections.abc import Iterator
from html import escape
from typing import Any
from urllib.parse import quote, urlencode

from .problems import TITLES

_PAGE = """<!DOCTYPE html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>{title}</title>
<link rel="stylesheet" href="{css}">
</head>
<body>
<main>
<header>
<h1>{title}</h1>
<p>{summary}</p>
<p class="links"><a href="/">The map</a> <a href="{prefix}/openapi.json">OpenAPI document</a></p>
</header>
{about}
{operations}
<section>
<h2>Problems</h2>
<dl>
{problems}
</dl>
</section>
</main>
</body>
</html>
"""


def page(told: dict[str, Any], prefix: str, name: str, css: str) -> str:
    """
    Write the page.

    Parameters
    ----------
    told
        The OpenAPI document.
    prefix
        Where the API stands.
    name
        Title of the atlas.
    css
        Address of the style sheet.
    """
    return _PAGE.format(
        title=escape(f"{name} API"),
        summary=escape(told["info"].get("summary", "")),
        prefix=escape(prefix),
        css=escape(css),
        about="\n".join(_about(told["info"]["description"])),
        operations="\n".join(_sections(told, prefix)),
        problems="\n".join(
            f'<dt id="{kind}"><code>{kind}</code></dt><dd>{escape(title)}.</dd>'
            for kind, title in TITLES.items()
        ),
    )


def _about(text: str) -> Iterator[str]:
    first, _, points = text.partition("\n\n")
    yield f"<p>{_code(first)}</p>"
    items = points.replace("\n  ", " ").strip().splitlines()
    yield "<ul>"
    yield from (f"<li>{_code(item.removeprefix('* '))}</li>" for item in items)
    yield "</ul>"


def _sections(told: dict[str, Any], prefix: str) -> Iterator[str]:
    for tag in told["tags"]:
        yield f"<section><h2>{escape(tag['description'])}</h2>"
        for path, item in told["paths"].items():
            for operation in item.values():
                if tag["name"] in operation["tags"]:
                    yield from _operation(path, operation, prefix)
        yield "</section>"


def _operation(path: str, operation: dict[str, Any], prefix: str) -> Iterator[str]:
    yield f'<article id="{escape(operation["operationId"])}">'
    yield f"<h3><code>{escape(prefix + path)}</code></h3>"
    for part in operation["description"].split("\n\n"):
        yield f"<p>{_code(part)}</p>"
    parameters = operation.get("parameters", [])
    if parameters:
        yield "<table><tbody>"
        yield from (_parameter(one) for one in parameters)
        yield "</tbody></table>"
    example = escape(prefix + _example(path, parameters))
    yield f'<p class="example"><a href="{example}">{example}</a></p>'
    yield "</article>"


def _parameter(one: dict[str, Any]) -> str:
    said = _code(one.get("description", ""))
    words = one["schema"].get("enum")
    if words:
        said += ": " + ", ".join(f"<code>{escape(word)}</code>" for word in words)
    needed = "" if one["required"] else " <small>optional</small>"
    return f"<tr><th><code>{escape(one['name'])}</code>{needed}</th><td>{said}</td></tr>"


def _example(path: str, parameters: list[dict[str, Any]]) -> str:
    query = {}
    for one in parameters:
        if one["in"] == "path":
            path = path.replace("{" + one["name"] + "}", quote(one["example"]))
        elif one["name"] != "bbox":
            query[one["name"]] = one["example"]
    return path + (f"?{urlencode(query)}" if query else "")


def _code(text: str) -> str:
    """Set what stands between backticks as code; everything is escaped."""
    parts = escape(text).split("`")
    return "".join(f"<code>{part}</code>" if k % 2 else part for k, part in enumerate(parts))
