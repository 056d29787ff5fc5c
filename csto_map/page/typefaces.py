"""The font files that the style sheets of pages name."""

from __future__ import annotations

import re

from csto_map import paths

_NAMED = re.compile(r'url\("\.\./fonts/([^"]+)"\)')


def files() -> dict[str, tuple[bytes, str]]:
    """Return their bytes and media types by name."""
    folder = paths.folder("assets")
    named = _NAMED.findall((folder / "css" / "fonts.css").read_text(encoding="utf-8"))
    return {
        name: ((folder / "fonts" / name).read_bytes(), f"font/{name.rpartition('.')[2]}")
        for name in sorted(named)
    }
