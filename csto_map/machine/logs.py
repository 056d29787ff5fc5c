"""The log: one record a line, as text or JSON, on standard error.

Nobody can forge a record: what is not to be printed is escaped, and a trace is indented
(text) or a field of its record (JSON). Processes of ours write as their parent does.
"""

from __future__ import annotations

import json
import logging
import os
from contextvars import ContextVar
from datetime import UTC, datetime

from csto_map.machine import marks

FORMATS = ("text", "json")
LEVELS = ("debug", "info", "warning", "error")
# Where children find how their parent writes.
_FORMAT, _LEVEL = "CSTO_MAP_LOG_FORMAT", "CSTO_MAP_LOG_LEVEL"

# Id of the request that is being answered; "" outside of one.
REQUEST: ContextVar[str] = ContextVar("request", default="")


def begin(form: str, level: str) -> None:
    """
    Write this process's log, and that of processes it starts.

    Parameters
    ----------
    form
        One of `FORMATS`.
    level
        One of `LEVELS`.
    """
    os.environ.update({_FORMAT: form, _LEVEL: level})
    handler = logging.StreamHandler()
    handler.setFormatter(Json() if form == "json" else Text())
    root = logging.getLogger()
    root.handlers[:] = [handler]
    root.setLevel(level.upper())


def follow() -> None:
    """Write the log as the process that started this one does, if that has said how."""
    form, level = os.environ.get(_FORMAT), os.environ.get(_LEVEL)
    if form in FORMATS and level in LEVELS:
        begin(form, level)


def _time(record: logging.LogRecord) -> str:
    at = datetime.fromtimestamp(record.created, UTC)
    return at.isoformat(timespec="milliseconds").replace("+00:00", "Z")


def _trace(form: logging.Formatter, record: logging.LogRecord) -> str:
    found = form.formatException(record.exc_info) if record.exc_info else ""
    return "\n".join(filter(None, [found, record.stack_info]))


class Text(logging.Formatter):
    """A line for people: time, level, who says it, the id of the request, what."""

    def format(self, record: logging.LogRecord) -> str:
        """Write a record."""
        about = REQUEST.get()
        head = [_time(record), record.levelname, record.name, f"[{about}]" if about else ""]
        line = " ".join([*filter(None, head), marks.escaped(record.getMessage())])
        trace = [f"    {marks.escaped(one)}" for one in _trace(self, record).splitlines()]
        return "\n".join([line, *trace])


class Json(logging.Formatter):
    """A JSON object for programs; a record's ``fields`` are members of it."""

    def format(self, record: logging.LogRecord) -> str:
        """Write a record."""
        told: dict[str, object] = {
            "time": _time(record),
            "level": record.levelname.lower(),
            "logger": record.name,
            "message": record.getMessage(),
        }
        if about := REQUEST.get():
            told["request"] = about
        told.update(getattr(record, "fields", {}))
        if trace := _trace(self, record):
            told["trace"] = trace
        return json.dumps(told, default=str)
