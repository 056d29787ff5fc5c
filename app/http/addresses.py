"""Absolute addresses of this server, for links that others keep."""

from __future__ import annotations

import re
from collections.abc import Callable

from starlette.requests import HTTPConnection

# A host as a request may name it; what else stands there is no name of ours.
_HOST = re.compile(r"[A-Za-z0-9._-]+(:[0-9]{1,5})?|\[[0-9A-Fa-f:.]+\](:[0-9]{1,5})?")
# Gives the address of the page without the last slash: https://atlas.example.org/map.
Base = Callable[[HTTPConnection], str]


def base(address: str) -> Base:
    """
    Make the function that gives the address at which whoever asks reaches the server.

    Parameters
    ----------
    address
        The address that is set for all; "" for that which each request names, with the
        scheme and the path that a proxy tells of.
    """
    public = address.rstrip("/")

    def of(request: HTTPConnection) -> str:
        if public:
            return public
        scope = request.scope
        # Within a mounted app, root_path has the mount too; app_root_path is the server's.
        root = str(scope.get("app_root_path", scope.get("root_path", ""))).rstrip("/")
        host = request.headers.get("host", "")
        if not _HOST.fullmatch(host):
            # HTTP 1.0 may name none: the address that was connected to.
            name, port = scope.get("server") or ("localhost", None)
            host = f"{name}:{port}" if port else name
        return f"{scope['scheme']}://{host}{root}"

    return of
