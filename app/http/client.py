"""Who asks: the address behind a request, where the proxies before this server are trusted."""

from __future__ import annotations

import ipaddress

from starlette.types import ASGIApp, Receive, Scope, Send
from uvicorn.middleware.proxy_headers import ProxyHeadersMiddleware

from ..settings import networks

# Of whoever comes through a socket that has no address.
UNKNOWN = "unknown"
# Whoever has one address of IPv6 has all that begin alike.
_OWNED_BITS = 64


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


def _address(scope: Scope) -> ipaddress.IPv4Address | ipaddress.IPv6Address | None:
    host, _ = scope.get("client") or ("", 0)
    try:
        found = ipaddress.ip_address(str(host).partition("%")[0])
    except ValueError:
        return None
    return getattr(found, "ipv4_mapped", None) or found


class Forwarded(ProxyHeadersMiddleware):
    """
    Believe ``X-Forwarded-For``, ``-Proto`` and ``-Host`` of trusted proxies, and of nobody else.

    Parameters
    ----------
    trusted
        As `csto_map.app.settings.networks` reads it.
    """

    def __init__(self, app: ASGIApp, trusted: str) -> None:
        super().__init__(app, networks(trusted))  # type: ignore[arg-type]

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:  # type: ignore[override]
        """Answer as an ASGI app."""
        if scope["type"] in ("http", "websocket"):
            peer, _ = scope.get("client") or ("", 0)
            scope = {**scope, "from_proxy": peer in self.trusted_hosts}
            named = [value for name, value in scope["headers"] if name == b"x-forwarded-host"]
            if named and scope["from_proxy"]:
                others = [pair for pair in scope["headers"] if pair[0] != b"host"]
                # Each proxy adds the name that it was asked by; the first is the client's.
                scope["headers"] = [(b"host", named[0].split(b",")[0].strip()), *others]
        await super().__call__(scope, receive, send)  # type: ignore[arg-type]
