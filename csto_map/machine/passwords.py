"""Passwords: how they are kept, and whether one is right."""

from __future__ import annotations

import base64
import binascii
import hashlib
import hmac
import re
import secrets
from collections.abc import Mapping
from pathlib import Path

from csto_map.errors import BadFile, BadOption

# As OWASP advises where 16 MB are taken for each: a tenth of a second and more.
_COST, _BLOCK, _PARALLEL = 2**14, 8, 5
_KEPT = re.compile(r"\$scrypt\$(\d{1,8})\$(\d{1,3})\$(\d{1,3})\$([\w+/=-]{16,})\$([\w+/=-]{32,})")
_NAME = re.compile(r"[^\s:#\x00-\x1f\x7f][^:\x00-\x1f\x7f]{0,63}")
_LEAST = 8
# Memory that a line of a file may ask for.
_MOST_MEMORY = 256 << 20


def kept(password: str) -> str:
    """
    Write a password as it may be kept: with scrypt and a salt of its own.

    Raises
    ------
    BadOption
        A ValueError: it is too short.
    """
    if len(password) < _LEAST:
        raise BadOption(f"a password has at least {_LEAST} characters")
    salt = secrets.token_bytes(16)
    made = _hashed(password, salt, _COST, _BLOCK, _PARALLEL)
    parts = (str(_COST), str(_BLOCK), str(_PARALLEL), _text(salt), _text(made))
    return f"$scrypt${'$'.join(parts)}"


def line(name: str, password: str) -> str:
    """Write a line of a file of users; BadOption where the name or the password is none."""
    if not _NAME.fullmatch(name):
        raise BadOption(f"{name!r} is no name of a user: up to 64 characters without a colon")
    return f"{name}:{kept(password)}"


def right(password: str, text: str) -> bool:
    """Say whether a password is the one that was kept; every answer takes as long."""
    cost, block, parallel, salt, made = _parts(text)
    return hmac.compare_digest(_hashed(password, salt, cost, block, parallel), made)


def read(path: Path) -> Mapping[str, str]:
    """
    Read a file of users: a line for each, as `line` writes it; ``#`` begins a remark.

    Raises
    ------
    BadFile
        If it cannot be read, is empty, or a line is none; the line is named by its number, and
        never shown.
    """
    try:
        lines = path.read_text(encoding="utf-8").splitlines()
    except (OSError, UnicodeDecodeError) as problem:
        why = getattr(problem, "strerror", None) or "it is no text in UTF-8"
        raise BadFile(f"{path} cannot be read: {why}") from problem
    found: dict[str, str] = {}
    for number, text in enumerate(lines, 1):
        if not text.strip() or text.startswith("#"):
            continue
        name, _, hashed = text.strip().partition(":")
        if not _NAME.fullmatch(name) or not _parts_or_none(hashed):
            raise BadFile(f"{path}:{number}: not NAME:HASH, as csto-map password writes it")
        if name in found:
            raise BadFile(f"{path}:{number}: {name!r} stands there twice")
        found[name] = hashed
    if not found:
        raise BadFile(f"{path} names no user; csto-map password writes a line for one")
    return found


def _hashed(password: str, salt: bytes, cost: int, block: int, parallel: int) -> bytes:
    return hashlib.scrypt(
        password.encode("utf-8", "surrogatepass"),
        salt=salt,
        n=cost,
        r=block,
        p=parallel,
        maxmem=_MOST_MEMORY,
        dklen=32,
    )


def _parts(text: str) -> tuple[int, int, int, bytes, bytes]:
    found = _parts_or_none(text)
    if found is None:
        raise BadOption("no password is kept there")
    return found


def _parts_or_none(text: str) -> tuple[int, int, int, bytes, bytes] | None:
    match = _KEPT.fullmatch(text)
    if not match:
        return None
    cost, block, parallel = (int(part) for part in match.groups()[:3])
    sound = cost > 1 and not cost & (cost - 1) and block and parallel
    if not sound or 128 * block * (cost + parallel + 2) > _MOST_MEMORY:
        return None
    try:
        salt, made = (base64.b64decode(part, validate=True) for part in match.groups()[3:])
    except binascii.Error:
        return None
    return cost, block, parallel, salt, made


def _text(data: bytes) -> str:
    return base64.b64encode(data).decode()
