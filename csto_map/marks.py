"""Marks that nobody sees and that change what is read: told instead of obeyed.

Control characters move a terminal's cursor and begin lines of their own in a log; marks of
direction turn a name around (``gpj.exe`` for ``exe.jpg``); marks without width make two names
of one look. ``assets/src/core/marks.js`` is its twin.
"""

from __future__ import annotations

import re

# Marks of direction, of width none, of annotation, and tags: Unicode's Bidi_Control and those of
# Default_Ignorable_Code_Point that no word of a living script needs. U+200C and U+200D join
# letters of Persian, Hindi and of emoji, and U+FE0F chooses a glyph: they stay.
_UNSEEN = (
    "\u00ad\u034f\u061c\u115f\u1160\u17b4\u17b5\u180e\u200b\u200e\u200f\u2028\u2029"
    "\u202a-\u202e\u2060-\u206f\u3164\ufeff\uffa0\ufff0-\ufffb\U000e0000-\U000e0fff"
)
_MARK = re.compile(f"[{_UNSEEN}]")
_CONTROL = re.compile(f"[\x00-\x1f\x7f-\x9f\ud800-\udfff{_UNSEEN}]")


def shown(text: str) -> str:
    """Write marks that nobody sees as their number: ``[U+202E]``; all else stays."""
    return _MARK.sub(lambda found: f"[U+{ord(found[0]):04X}]", text)


def escaped(text: str) -> str:
    r"""Write them and control characters as Python does, such as ``\n``: one line stays one."""
    return _CONTROL.sub(lambda found: found[0].encode("unicode_escape").decode(), text)
