"""The port that a server listens on, and the line that says where."""

from __future__ import annotations

import socket

from csto_map.errors import BadOption

from ..settings import Settings


def opened(settings: Settings) -> socket.socket:
    """
    Open the port.

    Raises
    ------
    BadOption
        If the address cannot be listened on.
    """
    listener = socket.socket(socket.AF_INET6 if ":" in settings.host else socket.AF_INET)
    listener.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
    try:
        listener.bind((settings.host, settings.port))
        # Whoever asks before there is somebody to answer waits in the queue, not in vain.
        listener.listen(128)
    except (OSError, OverflowError) as problem:
        listener.close()
        raise BadOption(
            f"cannot listen on {settings.host}:{settings.port}: {problem}; "
            "choose another with --port"
        ) from problem
    return listener


def announce(listener: socket.socket, settings: Settings, path: str = "/") -> None:
    """Print the address, `path` its last part."""
    host = f"[{settings.host}]" if ":" in settings.host else settings.host
    print(f"The atlas is running on http://{host}:{listener.getsockname()[1]}{path}", flush=True)
    print("Stop it with Ctrl+C.", flush=True)
