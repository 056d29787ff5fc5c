"""Zip archives whose bytes depend on their contents alone."""

from __future__ import annotations

import zipfile
from collections.abc import Mapping
from pathlib import Path

# The earliest time that a zip can hold; the real one would change the bytes.
_EPOCH = (1980, 1, 1, 0, 0, 0)


def write(path: Path, members: Mapping[str, bytes]) -> None:
    """Write members in the order given, deflated."""
    with zipfile.ZipFile(path, "w") as archive:
        for name, data in members.items():
            archive.writestr(member(name), data, compresslevel=9)


def member(name: str, *, pressed: bool = False) -> zipfile.ZipInfo:
    """Describe a member without the hour at which it was packed; one `pressed` already is not."""
    info = zipfile.ZipInfo(name, _EPOCH)
    info.compress_type = zipfile.ZIP_STORED if pressed else zipfile.ZIP_DEFLATED
    info.external_attr = 0o644 << 16
    return info
