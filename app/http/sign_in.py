"""The page for typing the token of a server, and where it leads."""

from __future__ import annotations

from html import escape

from fastapi import Response
from fastapi.responses import HTMLResponse, RedirectResponse
from starlette.types import Scope

from csto_map.language.direction import direction
from csto_map.language.words import languages, words

from . import addresses, security
from .limit import own_path

PATH = "/sign-in"
_LONGEST = 4000

_PAGE = """<!DOCTYPE html>
<html lang="{language}" dir="{direction}">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="robots" content="noindex">
<title>{title}</title>
<style nonce="{nonce}">
body {{ font: 1rem/1.5 system-ui, sans-serif; margin: 15vh auto 0; max-width: 24rem;
  padding: 0 1rem; color-scheme: light dark; }}
label, input, button {{ display: block; font: inherit; width: 100%; box-sizing: border-box;
  margin-top: .75rem; min-height: 2.75rem; }}
label {{ min-height: 0; }}
</style>
</head>
<body>
<main>
<h1>{title}</h1>
<form method="post" action="{action}">
<p{role}>{said}</p>
<label for="token">{label}</label>
<input id="token" name="token" type="password" autocomplete="current-password" required autofocus>
<input type="hidden" name="next" value="{where}">
<button type="submit">{button}</button>
</form>
</main>
</body>
</html>
"""


def page(
    scope: Scope, title: str, accepted: str, *, where: str | None = None, wrong: bool = False
) -> Response:
    """
    Give the page, as 401.

    Parameters
    ----------
    title
        Of the atlas.
    accepted
        Languages that the browser asks for.
    where
        What to open afterwards; None for what the request asked for.
    wrong
        Whether a token was wrong.
    """
    wanted = accepted[:2].lower()
    language = wanted if wanted in languages() else "en"
    texts = words(language)["sign_in"]
    if where is None:
        query = scope["query_string"].decode("latin-1")
        where = own_path(scope) + (f"?{query}" if query else "")
    body = _PAGE.format(
        language=language,
        direction=direction(language),
        title=escape(title),
        nonce=escape(security.nonce()),
        action=escape(addresses.root() + PATH),
        role=' role="alert"' if wrong else "",
        said=escape(texts["wrong"] if wrong else texts["needed"]),
        label=escape(texts["token"]),
        where=escape(where[:_LONGEST]),
        button=escape(texts["button"]),
    )
    policy = (
        f"default-src 'none'; style-src 'nonce-{security.nonce()}'; form-action 'self'; "
        "base-uri 'none'; frame-ancestors 'none'"
    )
    headers = {"Content-Security-Policy": policy, "Cache-Control": "no-store"}
    return HTMLResponse(body, 401, headers=headers)


def onwards(where: str) -> Response:
    """Send somebody who has signed in to the address asked for, if it is one of this server."""
    ours = where.startswith("/") and not where.startswith("//") and len(where) <= _LONGEST
    if not ours or not where.isascii() or not where.isprintable() or "\\" in where:
        where = "/"
    return RedirectResponse(addresses.root() + where, 303, headers={"Cache-Control": "no-store"})
