"""The web face: a Dash app whose map, slider and cards live in the browser.

Dash serves the shell of the page; the facts come as hashed static files, and no
step of the slider asks the server for anything.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from csto_map import extras

if TYPE_CHECKING:
    from .create import create_app

__all__ = ["create_app"]

# All that stands in this folder needs the extra that it comes with.
extras.need("fastapi")


def __getattr__(name: str) -> object:
    """Import the app when somebody asks for it: processes of jobs need little of it."""
    if name != "create_app":
        raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
    from .create import create_app

    return create_app
