"""The shell of a page for reading: text, a style sheet and the way back to the map."""

from __future__ import annotations

from collections.abc import Callable
from html import escape

# Makes a page of a title, in plain text, and a body, in HTML.
Shell = Callable[[str, str], str]

_PAGE = """<!DOCTYPE html>
<html lang="en" class="reading">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>{title}</title>
{head}
</head>
<body>
<main class="reading-body">
<p><a href="{home}">{back}</a></p>
{body}
</main>
</body>
</html>
"""


def page_shell(back: str, css: str, home: str) -> Shell:
    """
    Give the shell of all such pages.

    Parameters
    ----------
    back
        Text of the link to the map.
    css
        Tags for the head: of the style sheet, at least.
    home
        Address of the map.
    """
    return lambda title, body: _PAGE.format(
        title=escape(title), back=escape(back), head=css, home=escape(home), body=body
    )
