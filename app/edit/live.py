"""The map beside the editor: the atlas of the files as they are now."""

from __future__ import annotations

import logging
from html import escape
from threading import Lock

from fastapi.concurrency import run_in_threadpool
from fastapi.responses import HTMLResponse, PlainTextResponse
from starlette.types import ASGIApp, Receive, Scope, Send

from csto_map.atlas import Atlas
from csto_map.errors import CstoMapError
from csto_map.language.words import words

from ..create import create_app
from ..page import Page
from ..settings import Settings
from . import routes
from .session import Session

log = logging.getLogger(__name__)
# Whoever opens one of these wants the files as they are now.
_DOCUMENTS = ("/", "/embed")
_PAGE = """<!DOCTYPE html>
<html lang="en"><head><meta charset="utf-8"><title>{title}</title></head>
<body><h1>{title}</h1><p>{text}</p></body></html>
"""


class Live:
    """
    Answers with the editor under its prefix, and everywhere else with the atlas.

    The atlas is made anew when a page is opened after its files have changed; whoever has an
    older page open gets what belongs to that until then.
    """

    def __init__(self, session: Session, settings: Settings, editor: ASGIApp) -> None:
        self._session, self._settings, self._editor = session, settings, editor
        self._lock = Lock()
        self._app: Page | None = None
        self._revision = -1

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Answer as an ASGI app."""
        if scope["type"] == "lifespan":
            return
        path = scope["path"]
        if path.startswith(routes.PREFIX) or path == routes.PREFIX.rstrip("/"):
            await self._editor(scope, receive, send)
            return
        document = path in _DOCUMENTS
        if document or self._app is None:
            await run_in_threadpool(self._renew)
        if self._app is not None:
            await self._app.server(scope, receive, send)
        else:
            await self._excuse(document=document)(scope, receive, send)

    def _renew(self) -> None:
        """Make the atlas anew if its files have changed; an older one stays if they do not run."""
        with self._lock:
            revision = self._session.revision
            if revision == self._revision:
                return
            try:
                atlas = Atlas.load(self._session.folder)
                atlas.check_boundaries()
                self._app = create_app(atlas, self._settings, editor=routes.PREFIX)
            except CstoMapError:
                log.info("the atlas does not run as it is now", exc_info=True)
            self._revision = revision

    def _excuse(self, *, document: bool) -> ASGIApp:
        texts = words()["edit"]
        if not document:
            return PlainTextResponse(texts["stuck"], status_code=503)
        page = _PAGE.format(title=escape(texts["stuck"]), text=escape(texts["stuck_why"]))
        return HTMLResponse(page, status_code=503)
