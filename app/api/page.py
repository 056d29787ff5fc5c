"""A page about the API, made from its OpenAPI document; it loads nothing but a style sheet."""

from __future__ import annotations

from collections.abc import Iterator
from html import escape
from typing import Any
from urllib.parse import quote, urlencode

from ..http.problems import TITLES

_BODY = """<h1>{title}</h1>
<p>{summary}.</p>
<p>For programs, all this is in the <a href="{prefix}/openapi.json">OpenAPI document</a>.</p>
<p>For GIS programs, the layers are at <code><a href="{features}">{features}</a></code> too,
feature by feature (OGC API - Features).</p>
{about}
{operations}
<h2>Problems</h2>
<table><tbody>
{problems}
</tbody></table>"""


def body(spec: dict[str, Any], prefix: str, features: str) -> str:
    """
    Write the body of the page.

    Parameters
    ----------
    spec
        The OpenAPI document.
    prefix
        Where the API stands.
    features
        Where the layers stand feature by feature.
    """
    return _BODY.format(
        title=escape(spec["info"]["title"]),
        summary=escape(spec["info"].get("summary", "")),
        prefix=escape(prefix),
        features=escape(features),
        about="\n".join(_about(spec["info"]["description"])),
        operations="\n".join(_sections(spec, prefix)),
        problems="\n".join(
            f'<tr id="{kind}"><td><code>{kind}</code></td><td>{escape(title)}.</td></tr>'
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


def _sections(spec: dict[str, Any], prefix: str) -> Iterator[str]:
    for tag in spec["tags"]:
        yield f"<h2>{escape(tag['description'])}</h2>"
        for path, item in spec["paths"].items():
            for operation in item.values():
                if tag["name"] in operation["tags"]:
                    yield from _operation(path, operation, prefix)


def _operation(path: str, operation: dict[str, Any], prefix: str) -> Iterator[str]:
    yield f'<h3 id="{escape(operation["operationId"])}"><code>{escape(prefix + path)}</code></h3>'
    for part in operation["description"].split("\n\n"):
        yield f"<p>{_code(part)}</p>"
    parameters = operation.get("parameters", [])
    if parameters:
        yield "<table><tbody>"
        yield from (_parameter(one) for one in parameters)
        yield "</tbody></table>"
    example = escape(prefix + _example(path, parameters))
    yield f'<p>For example <code><a href="{example}">{example}</a></code></p>'


def _parameter(one: dict[str, Any]) -> str:
    about = _code(one.get("description", ""))
    words = one["schema"].get("enum")
    if words:
        about += ": " + ", ".join(f"<code>{escape(word)}</code>" for word in words)
    needed = "" if one["required"] else " (optional)"
    return f"<tr><td><code>{escape(one['name'])}</code>{needed}</td><td>{about}</td></tr>"


def _example(path: str, parameters: list[dict[str, Any]]) -> str:
    query = {}
    for one in parameters:
        if one["in"] == "path":
            path = path.replace("{" + one["name"] + "}", quote(one["example"]))
        elif one["name"] not in ("bbox", "lens", "host", "operator"):
            query[one["name"]] = one["example"]
    return path + (f"?{urlencode(query)}" if query else "")


def _code(text: str) -> str:
    """Set what stands between backticks as code; everything is escaped."""
    parts = escape(text).split("`")
    return "".join(f"<code>{part}</code>" if k % 2 else part for k, part in enumerate(parts))
