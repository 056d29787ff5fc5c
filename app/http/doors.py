"""Who may come in, where the server is not open to everybody.

Programs send ``Authorization: Bearer TOKEN``; people type the token once into a small page
and have a cookie from then on; users of a file have Basic, which browsers ask for by themselves.
"""

from __future__ import annotations

import base64
import binascii
import hashlib
import hmac
import logging
import secrets
import time
from collections import OrderedDict
from collections.abc import Mapping
from dataclasses import dataclass
from http.cookies import CookieError, SimpleCookie
from urllib.parse import parse_qs

from anyio import CapacityLimiter, to_thread
from fastapi import Request, Response
from starlette.datastructures import Headers
from starlette.types import ASGIApp, Receive, Scope, Send

from csto_map.machine import passwords

from . import addresses, client, sign_in
from .limit import Rates, own_path, too_many
from .problems import Problematic, respond

log = logging.getLogger(__name__)

COOKIE = "csto-map"
# What says whether the server is well, and nothing of what it serves.
OPEN = ("/livez", "/readyz", "/healthz")
_COOKIE_SECONDS = 7 * 86_400
# Wrong answers that one client may give before it has to wait.
_TRIES = "10/minute"
# Users whose password has been found right, until the server ends: a page asks for forty files.
_MOST_KNOWN = 1000
_LONGEST_FORM = 4000


@dataclass(frozen=True, slots=True)
class Keys:
    """
    What opens the doors.

    Parameters
    ----------
    token
        "" for none.
    users
        Names and passwords as `csto_map.machine.passwords` keeps them.
    """

    token: str
    users: Mapping[str, str]

    def __bool__(self) -> bool:
        return bool(self.token or self.users)

    def token_is(self, text: str) -> bool:
        """Compare in a time that says nothing."""
        return bool(self.token) and hmac.compare_digest(text.encode(), self.token.encode())

    def cookie(self) -> str:
        """Make the value of a cookie that opens as the token does, for a week."""
        until = str(int(time.time()) + _COOKIE_SECONDS)
        return f"{until}.{self._sealed(until)}"

    def cookie_is(self, text: str) -> bool:
        """Say whether a cookie is one of ours and has not run out."""
        until, _, seal = text.partition(".")
        if not self.token or not until.isascii() or not until.isdecimal() or len(until) > 12:
            return False
        same = hmac.compare_digest(seal.encode(), self._sealed(until).encode())
        return same and int(until) > time.time()

    def _sealed(self, until: str) -> str:
        # Of the token, so that all web processes know it, and a new token ends the old cookies.
        return hmac.new(self.token.encode(), f"cookie {until}".encode(), hashlib.sha256).hexdigest()


class Doors:
    """
    Let in who has a key, and tell all others how to get in.

    A foreign page cannot use what its reader's browser knows: whatever changes something must
    come from a page of this server.

    Parameters
    ----------
    title
        Of the page for signing in.
    """

    def __init__(self, app: ASGIApp, keys: Keys, title: str) -> None:
        self.app = app
        self._keys, self._title = keys, title
        self._failures = Rates(_TRIES)
        # Digests under a secret of this process, so that no password is kept.
        self._secret = secrets.token_bytes(32)
        self._known: OrderedDict[bytes, None] = OrderedDict()
        # Each takes a tenth of a second of a processor, and 16 MB.
        self._hashing: CapacityLimiter | None = None
        # Names that are not there take as long as those that are.
        self._nobody = passwords.kept(secrets.token_hex(16))

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Answer as an ASGI app."""
        if scope["type"] == "lifespan":
            await self.app(scope, receive, send)
            return
        if scope["type"] == "websocket":
            # Nothing of ours uses one.
            await send({"type": "websocket.close", "code": 1008})
            return
        answer = await self._answer(scope, receive)
        await (answer or self.app)(scope, receive, send)

    async def _answer(self, scope: Scope, receive: Receive) -> Response | None:
        """Give the answer to who stays outside; None for who comes in."""
        path = own_path(scope)
        if path in OPEN:
            return None
        if path == sign_in.PATH and self._keys.token and scope["method"] == "POST":
            return await self._sign_in(Request(scope, receive))
        wait = await self._failures.wait(client.key(scope))
        headers = Headers(scope=scope)
        if self._by_cookie(headers):
            return _foreign(scope, headers)
        offered = headers.get("authorization", "")
        if not offered:
            return self._outside(scope, headers)
        if wait:
            return respond(too_many(wait))
        if await self._by_header(offered):
            return _foreign(scope, headers)
        await self._failed(scope)
        return self._outside(scope, headers)

    async def _failed(self, scope: Scope) -> None:
        await self._failures.take(client.key(scope))
        log.warning("a wrong password or token from %s", client.address(scope))

    def _by_cookie(self, headers: Headers) -> bool:
        found = SimpleCookie()
        try:
            found.load(headers.get("cookie", ""))
        except CookieError:
            return False
        return COOKIE in found and self._keys.cookie_is(found[COOKIE].value)

    async def _by_header(self, offered: str) -> bool:
        scheme, _, rest = offered.partition(" ")
        if scheme.lower() == "bearer":
            return self._keys.token_is(rest.strip())
        if scheme.lower() != "basic" or not self._keys.users:
            return False
        digest = hmac.new(self._secret, rest.encode(), hashlib.sha256).digest()
        if digest in self._known:
            return True
        try:
            name, _, password = base64.b64decode(rest, validate=True).decode().partition(":")
        except (binascii.Error, ValueError):
            return False
        if self._hashing is None:
            # Of the running loop.
            self._hashing = CapacityLimiter(2)
        kept = self._keys.users.get(name, self._nobody)
        right = await to_thread.run_sync(passwords.right, password, kept, limiter=self._hashing)
        if right and name in self._keys.users:
            self._known[digest] = None
            while len(self._known) > _MOST_KNOWN:
                self._known.popitem(last=False)
            return True
        return False

    def _outside(self, scope: Scope, headers: Headers) -> Response:
        ways = ['Basic realm="atlas", charset="UTF-8"'] if self._keys.users else []
        ways += ['Bearer realm="atlas"'] if self._keys.token else []
        # A browser that is told of Basic asks by itself.
        if not self._keys.users and "text/html" in headers.get("accept", ""):
            answer = sign_in.page(scope, self._title, headers.get("accept-language", ""))
        else:
            detail = "Send the token as Authorization: Bearer, or name and password as Basic."
            answer = respond(Problematic(401, "sign-in-needed", detail))
        for way in ways:
            answer.headers.append("WWW-Authenticate", way)
        return answer

    async def _sign_in(self, request: Request) -> Response:
        """Take the token from the page's form and give a cookie for it."""
        scope = request.scope
        wait = await self._failures.wait(client.key(scope))
        if wait:
            return respond(too_many(wait))
        foreign = _foreign(scope, request.headers)
        if foreign:
            return foreign
        if not 0 < int(request.headers.get("content-length", "0")) <= _LONGEST_FORM:
            return respond(Problematic(413, "bad-parameter", "That is no form of this server."))
        form = parse_qs((await request.body()).decode("utf-8", "replace"), max_num_fields=4)
        token, where = (form.get(name, [""])[0] for name in ("token", "next"))
        if not self._keys.token_is(token.strip()):
            await self._failed(scope)
            language = request.headers.get("accept-language", "")
            return sign_in.page(scope, self._title, language, where=where, wrong=True)
        answer = sign_in.onwards(where)
        answer.set_cookie(
            COOKIE,
            self._keys.cookie(),
            path=addresses.root() or "/",
            secure=scope["scheme"] == "https",
            httponly=True,
            # A link from elsewhere opens the page; what changes something asks for more.
            samesite="lax",
        )
        return answer


def _foreign(scope: Scope, headers: Headers) -> Response | None:
    """Refuse what a page of another site has its reader's browser change; None for all else."""
    if scope["method"] in ("GET", "HEAD", "OPTIONS"):
        return None
    site, origin = headers.get("sec-fetch-site"), headers.get("origin")
    if site is not None:
        ours = site in ("same-origin", "none")
    else:
        ours = origin is None or origin == f"{scope['scheme']}://{headers.get('host', '')}"
    if ours:
        return None
    return respond(Problematic(403, "foreign-page", "Only pages of this server may do that."))
