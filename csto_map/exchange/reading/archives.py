"""Zip archives of other people: what is in them, never outside, never more than allowed.

``assets/src/layers/zip.js`` is its twin.
"""

from __future__ import annotations

import io
import lzma
import zipfile
import zlib
from collections.abc import Sequence
from dataclasses import dataclass

from csto_map.exchange.reading import columns
from csto_map.exchange.reading.columns import bad

_MOST_MEMBERS = 10_000
# What systems and programs leave behind in archives.
_LITTER = ("__MACOSX/", "._", ".DS_Store", "Thumbs.db")


@dataclass(frozen=True, slots=True)
class Archive:
    """An archive: its name, its members' names in their order, and its bytes."""

    name: str
    members: tuple[str, ...]
    data: bytes

    def ending(self, *endings: str) -> list[str]:
        """Give the members whose names end so, in their order."""
        return [member for member in self.members if member.lower().endswith(endings)]

    def read(self, *members: str) -> list[bytes]:
        """
        Unpack members.

        Raises
        ------
        BadFile
            If one is damaged or locked, or all together are larger than `MOST_BYTES`.
        """
        left = columns.MOST_BYTES
        unpacked = []
        try:
            with zipfile.ZipFile(io.BytesIO(self.data)) as archive:
                for member in members:
                    with archive.open(member) as file:
                        # What the archive says of its size may be a lie: count what comes out.
                        unpacked.append(file.read(left + 1))
                    left -= len(unpacked[-1])
                    if left < 0:
                        most = columns.MOST_BYTES // 1024**2
                        raise bad("zip_large", name=self.name, most=most)
        except (*_DAMAGED, KeyError) as problem:
            raise bad("bad_zip", name=self.name) from problem
        return unpacked


_DAMAGED = (
    *(zipfile.BadZipFile, RuntimeError, NotImplementedError, EOFError, OSError, ValueError),
    *(IndexError, UnicodeDecodeError, zlib.error, lzma.LZMAError),
)


def opened(data: bytes, name: str) -> Archive:
    """
    Open an archive.

    Raises
    ------
    BadFile
        If it is damaged, holds a path that leads out of it, or a crowd of members.
    """
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            members = [info.filename for info in archive.infolist() if not info.is_dir()]
    except _DAMAGED as problem:
        raise bad("bad_zip", name=name) from problem
    if len(members) > _MOST_MEMBERS:
        raise bad("zip_crowded", name=name, most=_MOST_MEMBERS)
    for member in members:
        parts = member.replace("\\", "/").split("/")
        if ".." in parts or member.startswith(("/", "\\")) or ":" in parts[0]:
            raise bad("zip_path", name=name, member=member)
    return Archive(name, tuple(m for m in members if not _is_litter(m)), data)


def _is_litter(member: str) -> bool:
    return member.startswith(_LITTER[0]) or member.rpartition("/")[2].startswith(_LITTER[1:])


def one_of(candidates: Sequence[str], name: str, wanted: str | None) -> str:
    """
    Choose one of several members or layers, by its name or its path.

    Raises
    ------
    BadFile
        If there are several and none is wanted, or what is wanted is not there.
    """
    listed = ", ".join(candidates)
    if wanted is None:
        if len(candidates) > 1:
            raise bad("several_layers", name=name, layers=listed)
        return candidates[0]
    for candidate in candidates:
        bare = candidate.rpartition("/")[2]
        if wanted in (candidate, bare, bare.rpartition(".")[0]):
            return candidate
    raise bad("no_layer", name=name, layer=wanted, layers=listed)
