"""Who asks: the address behind a request, where the proxies before this server are trusted."""

from __future__ import annotations

import ipaddress

from starlette.datastructures import Headers
from starlette.types import ASGIApp, Receive, Scope, Send

from ..settings import networks

# Of whoever comes through a socket that has no address.
UNKNOWN = "unknown"
# Whoever has one address of IPv6 has all that begin alike.
_OWNED_BITS = 64

Address = ipaddress.IPv4Address | ipaddress.IPv6Address


def address(scope: Scope) -> str:
    """
    Give the address that a request comes from, in its one plain form; `UNKNOWN` without one.

    It is the client's, not the proxy's, behind a proxy that `Forwarded` trusts.
    """
    found = _address(scope)
    return UNKNOWN if found is None else str(found)


def key(scope: Scope) -> str:
    """Give what one client is counted by: its address, of IPv6 the network that is all its own."""
    found = _address(scope)
    if found is None:
        return UNKNOWN
    if found.version == 6:
        return str(ipaddress.ip_network((int(found), _OWNED_BITS), strict=False))
    return str(found)


def _address(scope: Scope) -> Address | None:
    host, _ = scope.get("client") or ("", 0)
    return _read(str(host))


def _read(text: str) -> Address | None:
    """Read an address, with or without a port; None where it is none."""
    if text.startswith("["):
        text = text[1:].partition("]")[0]
    elif text.count(":") == 1:
        text = text.partition(":")[0]
    try:
        found = ipaddress.ip_address(text.partition("%")[0])
    except ValueError:
        return None
    return getattr(found, "ipv4_mapped", None) or found


class Forwarded:
    """
    Believe ``X-Forwarded-For``, ``-Proto`` and ``-Host`` of trusted proxies, and of nobody else.

    Uvicorn's own knows no host, and tells nobody whether it believed.

    Parameters
    ----------
    trusted
        As `csto_map.app.settings.networks` reads it.
    """

    def __init__(self, app: ASGIApp, trusted: str) -> None:
        self.app = app
        self._trusted = [ipaddress.ip_network(name) for name in networks(trusted)]

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Answer as an ASGI app."""
        if scope["type"] in ("http", "websocket"):
            believed = self._trusts(_address(scope))
            scope = {**scope, "from_proxy": believed}
            if believed:
                self._believe(scope)
        await self.app(scope, receive, send)

    def _trusts(self, found: Address | None) -> bool:
        return found is not None and any(found in network for network in self._trusted)

    def _believe(self, scope: Scope) -> None:
        headers = Headers(scope=scope)
        # Each proxy adds whom it was asked by at the end: those that we trust are passed over.
        for told in reversed(_parts(headers, "x-forwarded-for")):
            asker = _read(told)
            if asker is None:
                break
            scope["client"] = (str(asker), 0)
            if not self._trusts(asker):
                break
        scheme = _parts(headers, "x-forwarded-proto")[:1]
        if scheme and scheme[0] in ("http", "https"):
            socket = scope["type"] == "websocket"
            scope["scheme"] = scheme[0].replace("http", "ws") if socket else scheme[0]
        name = _parts(headers, "x-forwarded-host")[:1]
        if name:
            # Any page of a browser on the proxy's machine can send that header: what it is let in
            # by is the name that it truly asked, too.
            scope["asked_hosts"] = headers.getlist("host")
            others = [pair for pair in scope["headers"] if pair[0] != b"host"]
            scope["headers"] = [(b"host", name[0].encode("latin-1")), *others]


def _parts(headers: Headers, name: str) -> list[str]:
    """Give what a header lists, of all lines of that name, the client's first."""
    parts = (part.strip() for line in headers.getlist(name) for part in line.split(","))
    return [part for part in parts if part]
