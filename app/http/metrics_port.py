"""A port of its own for Prometheus, and the folder where web processes count together.

Each web process answers at that port by itself; the system hands each connection to one of them,
and as all count in one folder it does not matter to which.
"""

from __future__ import annotations

import os
import socket
import tempfile
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from socketserver import ThreadingMixIn
from wsgiref.simple_server import WSGIRequestHandler, WSGIServer
from wsgiref.types import WSGIApplication

from csto_map.errors import BadOption

# Prometheus's client reads it when it is first imported.
FOLDER = "PROMETHEUS_MULTIPROC_DIR"


@contextmanager
def counting(where: str) -> Iterator[None]:
    """
    Give processes that are begun in the block a folder to count in, and hold the port for them.

    Parameters
    ----------
    where
        As the setting has it; "" for nowhere.

    Raises
    ------
    BadOption
        A ValueError: the port cannot be listened on.
    """
    if not where:
        yield
        return
    with tempfile.TemporaryDirectory(
        prefix="csto-map-metrics-", ignore_cleanup_errors=True
    ) as folder:
        os.environ[FOLDER] = folder
        if where == "on":
            yield
            return
        # Bound and never listened on: nothing is sent here, and nobody else takes it.
        with _bound(where):
            yield


def serve(where: str, app: WSGIApplication) -> None:
    """Answer there from a thread, beside other processes that do."""
    server = _Server(("", 0), _Silent, bind_and_activate=False)
    server.socket.close()
    server.socket = _bound(where)
    # Another process may have taken what we saw come.
    server.socket.setblocking(False)
    server.server_name, server.server_port = server.socket.getsockname()[:2]
    server.setup_environ()
    server.server_activate()
    server.set_app(app)
    threading.Thread(target=server.serve_forever, name="metrics", daemon=True).start()


class _Server(ThreadingMixIn, WSGIServer):
    daemon_threads = True


class _Silent(WSGIRequestHandler):
    # Whoever asks keeps it waiting for a few seconds at most.
    timeout = 10

    def log_message(self, *_: object) -> None:
        """Say nothing of each request."""


def _bound(where: str) -> socket.socket:
    host, _, port = where.rpartition(":")
    host = host.strip("[]")
    found = socket.socket(socket.AF_INET6 if ":" in host else socket.AF_INET)
    found.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
    if hasattr(socket, "SO_REUSEPORT"):
        found.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEPORT, 1)
    try:
        found.bind((host, int(port)))
    except (OSError, OverflowError) as problem:
        found.close()
        raise BadOption(f"CSTO_MAP_METRICS: cannot listen on {where}: {problem}") from problem
    return found
