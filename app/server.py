"""Running the web face."""

from __future__ import annotations

import socket

import uvicorn

from csto_map.atlas import Atlas
from csto_map.errors import BadOption

from . import create_app
from .settings import Settings


def run(atlas: Atlas, settings: Settings) -> None:
    """
    Serve the atlas until interrupted, and print where.

    Raises
    ------
    BadOption
        If the address cannot be listened on.
    """
    app = create_app(atlas, settings)
    listener = socket.socket(socket.AF_INET6 if ":" in settings.host else socket.AF_INET)
    listener.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
    try:
        listener.bind((settings.host, settings.port))
        # Whoever reads the address may ask at once: they wait in the queue, not in vain.
        listener.listen(128)
    except (OSError, OverflowError) as problem:
        raise BadOption(
            f"cannot listen on {settings.host}:{settings.port}: {problem}; "
            "choose another with --port"
        ) from problem
    host = f"[{settings.host}]" if ":" in settings.host else settings.host
    print(f"CSTO Map is running on http://{host}:{listener.getsockname()[1]}/", flush=True)
    print("Stop it with Ctrl+C.", flush=True)
    config = uvicorn.Config(app.server, log_level="warning", server_header=False)
    uvicorn.Server(config).run(sockets=[listener])
