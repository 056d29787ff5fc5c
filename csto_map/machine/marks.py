"""Marks that nobody sees and that change what is read: told instead of obeyed.

Control characters move a terminal's cursor and begin lines of their own in a log; marks of
direction turn a name around (``gpj.exe`` for ``exe.jpg``); marks without width make two names
of one look.
"""

from __future__ import annotations

import json
import re
from pathlib import Path

# ``assets/src/layers/marks.js`` reads it too.
_UNSEEN = json.loads(Path(__file__).with_name("marks.json").read_text(encoding="utf-8"))["unseen"]
_MARK = re.compile(f"[{_UNSEEN}]")
_CONTROL = re.compile(f"[\x00-\x1f\x7f-\x9f\ud800-\udfff{_UNSEEN}]")


def shown(text: str) -> str:
    """Write marks that nobody sees as their number: ``[U+202E]``; all else stays."""
    return _MARK.sub(lambda found: f"[U+{ord(found[0]):04X}]", text)


def escaped(text: str) -> str:
    r"""Write them and control characters as Python does, such as ``\n``: one line stays one."""
    return _CONTROL.sub(lambda found: found[0].encode("unicode_escape").decode(), text)


def lines(text: str) -> str:
    """Write a text of several lines for a terminal; in each, `escaped` says what stays unseen."""
    return "\n".join(escaped(line) for line in text.split("\n"))
