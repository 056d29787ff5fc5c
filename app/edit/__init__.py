"""Editing an atlas: its tables beside the map, for whoever sits at this machine."""

from __future__ import annotations

import signal
from dataclasses import replace
from pathlib import Path
from types import FrameType

import uvicorn

from csto_map.errors import BadOption, CstoMapError
from csto_map.facts import config
from csto_map.machine import logs

from ..http.cautions import is_own
from ..jobs import scratch
from ..serving import port, web
from ..settings import Settings
from . import routes, shell
from .live import Live
from .session import Session

__all__ = ["make", "run"]


def make(folder: Path, settings: Settings) -> Live:
    """
    Make the server of an atlas that is edited.

    Raises
    ------
    BadOption
        If it would listen on anything but this machine's own addresses: whoever can reach the
        editor can change the files.
    MissingFolder
        If `folder` is no data folder.
    """
    if not is_own(settings.host):
        raise BadOption(
            f"{settings.host} is no address of this machine alone: csto-map edit listens on "
            "127.0.0.1, ::1 or localhost; csto-map serve shows an atlas to others"
        )
    session = Session(folder)
    # What a public server needs is none of this one's.
    alone = replace(
        settings,
        hosts="",
        address="",
        broker_url="",
        layers="",
        token="",  # nosec B106
        users="",
        rate_limit="",
        metrics="",
    )
    try:
        title = config.read(folder).title
    except CstoMapError:
        # It opens nonetheless: to be mended.
        title = folder.name
    return Live(session, alone, shell.page(session, title, settings.host).server)


def run(folder: Path, settings: Settings) -> None:
    """
    Serve the editor until interrupted, and print where; errors as for `make`.

    Raises
    ------
    BadOption
        If the address cannot be listened on, too.
    """
    logs.begin(settings.log_format, settings.log_level)
    scratch.use(settings)
    app = make(folder, settings)
    listener = port.opened(settings)
    port.announce(listener, settings, routes.PREFIX)
    signal.signal(signal.SIGTERM, _end)
    uvicorn.Server(web.configured(app, settings)).run(sockets=[listener])


def _end(_: int, __: FrameType | None) -> None:
    # As if it had been interrupted: uvicorn passes the signal on when it has ended, and
    # without a handler the queue's folder would stay behind.
    raise SystemExit(0)
