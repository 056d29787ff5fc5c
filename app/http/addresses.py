"""Where the atlas is: below which path, and at which address for links that others keep."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable
from contextvars import ContextVar

from starlette.requests import HTTPConnection
from starlette.types import ASGIApp, Receive, Scope, Send

from csto_map.errors import BadOption

# A host as a request may name it; what else stands there is no name of ours.
_HOST = re.compile(r"[A-Za-z0-9._-]+(:[0-9]{1,5})?|\[[0-9A-Fa-f:.]+\](:[0-9]{1,5})?")
# Gives the address of the page without the last slash: https://atlas.example.org/map.
Base = Callable[[HTTPConnection], str]
_ROOT: ContextVar[str] = ContextVar("root", default="")


def root() -> str:
    """
    Give the path below which the server is that answers now, without its last slash.

    All addresses that an answer names begin with it; those that the server is asked for
    have lost it on their way in, see `Below`.
    """
    return _ROOT.get()


class Below:
    """
    Let the atlas be below a path: what is asked for there is answered as if it were above.

    A proxy may pass the path on or leave it out. Without it nothing is changed, as no
    address of the atlas begins like the path; `check` holds that.

    Parameters
    ----------
    root
        The path, without its last slash; "" for none.
    """

    def __init__(self, app: ASGIApp, root: str) -> None:
        self.app = app
        self._root = root

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Answer as an ASGI app."""
        if scope["type"] in ("http", "websocket"):
            _ROOT.set(self._root)
            path = scope["path"]
            if self._root and (path == self._root or path.startswith(f"{self._root}/")):
                raw = scope.get("raw_path") or path.encode()
                # No letter of the root is one that addresses write in another way.
                cut = len(self._root)
                scope = {**scope, "path": path[cut:] or "/", "raw_path": raw[cut:] or b"/"}
        await self.app(scope, receive, send)


def check(root: str, taken: Iterable[str]) -> None:
    """
    Refuse a path below which the atlas cannot be told from itself.

    Parameters
    ----------
    taken
        Paths of the atlas's own addresses.

    Raises
    ------
    BadOption
        A ValueError: one of them begins like the path.
    """
    first = f"{root}/"
    clash = next((path for path in taken if root and f"{path}/".startswith(first)), None)
    if clash is not None:
        raise BadOption(
            f"the atlas cannot be below {root}, which is the beginning of its own {clash}"
        )


def base(address: str, below: str = "") -> Base:
    """
    Make the function that gives the address at which whoever asks reaches the server.

    Parameters
    ----------
    address
        The address that is set for all; "" for that which each request names, with the
        scheme that a proxy tells of.
    below
        The path below which a proxy has the server.
    """
    public = address.rstrip("/")

    def of(request: HTTPConnection) -> str:
        if public:
            return public
        scope = request.scope
        # Within a mounted app, root_path has the mount too; app_root_path is the server's.
        told = str(scope.get("app_root_path", scope.get("root_path", ""))).rstrip("/")
        host = request.headers.get("host", "")
        if not _HOST.fullmatch(host):
            # HTTP 1.0 may name none: the address that was connected to.
            name, port = scope.get("server") or ("localhost", None)
            host = f"{name}:{port}" if port else name
        return f"{scope['scheme']}://{host}{told}{below}"

    return of
