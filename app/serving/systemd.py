"""Telling systemd how the server is, where it was started by a unit of ``Type=notify-reload``."""

from __future__ import annotations

import logging
import os
import socket
import time

log = logging.getLogger(__name__)


def notify(*lines: str) -> None:
    """Send a message as sd_notify(3) does; nothing where systemd does not ask for any."""
    address = os.environ.get("NOTIFY_SOCKET", "")
    if not address:
        return
    # An at sign stands for a name without a file.
    where = "\0" + address[1:] if address.startswith("@") else address
    try:
        with socket.socket(socket.AF_UNIX, socket.SOCK_DGRAM) as line:
            line.sendto("\n".join(lines).encode(), where)
    except OSError as problem:
        log.warning("systemd cannot be told: %s", problem)


def reloading() -> None:
    """Say that the data are being loaded anew."""
    notify("RELOADING=1", f"MONOTONIC_USEC={time.monotonic_ns() // 1000}")
