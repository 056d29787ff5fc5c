"""Headers that keep the page to itself: nothing foreign, nothing guessed, nothing leaked."""

from __future__ import annotations

import secrets
from collections.abc import Mapping, Sequence
from contextvars import ContextVar

# Plotly fills an empty style element rule by rule: the hash of the empty text.
_EMPTY = "'sha256-47DEQpj8HBSa+/TImW+5JCeuQeRkm5NMpJWZG3hSuFU='"

# Dash 4.4's renderer brings a style for buttons that the page has none of; refusing it
# would leave an error in the browser's console.
_UNDO_REDO = "'sha256-Do5Z9ZqsPvCQTUBQS9BnDm/2+on7omuzuLYk5sbA+2s='"


# The grid of the tables writes its own style elements; they must bear the answer's nonce.
_NONCE: ContextVar[str] = ContextVar("nonce", default="")
_PLACE = "{nonce}"


def nonce() -> str:
    """Give the nonce of the answer that is being made; "" outside of one."""
    return _NONCE.get()


def sealed(headers: Mapping[str, str]) -> dict[str, str]:
    """Give an answer's headers with a fresh nonce, which `nonce` gives from now on."""
    _NONCE.set(secrets.token_urlsafe(16))
    return {name: with_nonce(value) for name, value in headers.items()}


def with_nonce(value: str) -> str:
    """Fill the nonce of the answer that is being made into a header's value."""
    return value.replace(_PLACE, _NONCE.get())


def policy(script_hashes: Sequence[str], framed_by: str = "'self'") -> str:
    """
    Write the Content-Security-Policy.

    Parameters
    ----------
    script_hashes
        Hashes of Dash's inline scripts, as ``Dash.csp_hashes()`` gives them.
    framed_by
        Whose pages may show this one in a frame.
    """
    scripts = " ".join(["'self'", *script_hashes])
    return "; ".join(
        [
            "default-src 'self'",
            f"script-src {scripts}",
            f"style-src 'self' {_EMPTY} {_UNDO_REDO} 'nonce-{_PLACE}'",
            # Plotly and the symbols set single properties of elements in script.
            "style-src-attr 'unsafe-inline'",
            "img-src 'self' data: blob:",
            "object-src 'none'",
            "base-uri 'none'",
            "form-action 'none'",
            f"frame-ancestors {framed_by}",
        ]
    )


def headers(script_hashes: Sequence[str]) -> dict[str, str]:
    """Give the headers that every answer has, unless it has its own; see `sealed`."""
    return {
        "Content-Security-Policy": policy(script_hashes),
        # No cache between may keep a page with its nonce.
        "Cache-Control": "private, no-cache",
        "X-Content-Type-Options": "nosniff",
        "Referrer-Policy": "no-referrer",
        "Cross-Origin-Opener-Policy": "same-origin",
        "Permissions-Policy": "camera=(), microphone=(), geolocation=()",
    }
