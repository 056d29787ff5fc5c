"""Speaker's notes: what is said of a map, short enough to be read aloud.

Addresses, numbers of sources and long lists are for the eye: they stand in the annex.
"""

from __future__ import annotations

from collections.abc import Sequence

from csto_map.export.documents.deck import MapPage
from csto_map.language.words import words

# What can be said in about a minute and a half.
MOST = 1200


def notes(page: MapPage) -> str:
    """
    Say what a speaker says: remarks, what changed, what differs, figures, boundaries.

    Returns
    -------
    text
        At most `MOST` characters; of what has no room is said how much stands in the annex.
    """
    sheet = page.sheet
    phrases = words(sheet.scene.language)["document"]
    first = [page.remarks, sheet.title if not page.remarks else ""]
    parts = [one.rstrip(".") + "." for one in first if one]
    if page.changed:
        parts.append(phrases["changed"].format(text=page.changed))
    last = [sheet.scene.boundary_note, phrases["rest_in_annex"]]
    # One remark can be longer than what can be read aloud: it is cut at a sentence.
    kept = [_cut(" ".join(parts), MOST - len(last[1]) - 2)]
    room = MOST - len("\n\n".join([*kept, *last]))
    if room < 0:
        last = last[1:]
        room = MOST - len("\n\n".join([*kept, *last]))
    differences = sheet.flows.get("list", "")
    lists = [
        (phrases["differences"], differences.splitlines()),
        (phrases["figures"], [f"{one.subject}: {one.words}" for one in page.figures]),
    ]
    for title, items in lists:
        text = _listed(title, items, room - 2, phrases["more_in_annex"])
        if text:
            kept.append(text)
            room -= len(text) + 2
    return "\n\n".join([*kept, *last])


def _cut(text: str, most: int) -> str:
    """Cut a text to so many characters, after a sentence if one ends within them."""
    if len(text) <= most:
        return text
    short = text[: most - 2]
    end = short.rfind(". ")
    return short[: end + 1] if end > 0 else f"{short.rpartition(' ')[0]} …"


def _listed(title: str, items: Sequence[str], room: int, more: str) -> str:
    """List what has room, a line each, and count the rest; "" where not even one has."""
    for count in range(len(items), 0, -1):
        lines = [f"{title}:", *(f"{one}." for one in items[:count])]
        if count < len(items):
            lines.append(more.format(n=len(items) - count))
        text = "\n".join(lines)
        if len(text) <= room:
            return text
    return ""
