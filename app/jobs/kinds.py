"""The kinds of background jobs: what each may be asked for, and how it is made."""

from __future__ import annotations

import tempfile
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path

from csto_map.atlas import Atlas
from csto_map.errors import BadOption
from csto_map.export.documents import pack, plan
from csto_map.export.films import film as films
from csto_map.export.films.film_options import read as read_film
from csto_map.picture.user_layers import UserLayer

# Pixels of all pictures of a film together: an hour's work of a slow machine.
_MOST_DRAWN = 8_000_000_000

MEDIA_TYPES = {
    ".mp4": "video/mp4",
    ".gif": "image/gif",
    ".webp": "image/webp",
    ".zip": "application/zip",
    ".pptx": "application/vnd.openxmlformats-officedocument.presentationml.presentation",
    ".pdf": "application/pdf",
}
_FILM_ENDINGS = (".mp4", ".gif", ".webp", ".zip")
_PACK_ENDINGS = (".pptx", ".pdf")

# User layers that may be asked for.
Own = Sequence[UserLayer]
# Atlas, layers, what was asked, where to write, progress.
Make = Callable[[Atlas, Own, dict[str, str], Path, films.Progress], None]
# Atlas, layers, what was asked, where it would be written, the largest picture allowed.
Check = Callable[[Atlas, Own, dict[str, str], Path, int], None]


def _film(
    atlas: Atlas, layers: Own, asked: dict[str, str], path: Path, progress: films.Progress
) -> None:
    films.make(atlas, read_film(atlas, asked, layers), path, progress=progress)


def _check_film(
    atlas: Atlas, layers: Own, asked: dict[str, str], path: Path, max_pixels: int
) -> None:
    wanted = read_film(atlas, asked, layers, max_pixels)
    shots = films.prepare(atlas, wanted, path)
    size = wanted.size
    if len(shots) * size.width * size.height > _MOST_DRAWN:
        raise BadOption(
            f"{len(shots)} pictures of {size.width} x {size.height} pixels are too much "
            "for a server: take fewer or smaller ones, or csto-map film on your own machine"
        )


def _pack(
    atlas: Atlas, layers: Own, asked: dict[str, str], path: Path, progress: films.Progress
) -> None:
    briefing = plan.parse(asked["plan"], atlas, user_layers=layers).addressed(asked.get("link", ""))
    path.write_bytes(pack.write(atlas, briefing, path.suffix[1:], progress))


def _check_pack(
    atlas: Atlas, layers: Own, asked: dict[str, str], path: Path, max_pixels: int
) -> None:
    del path
    if set(asked) - {"link"} != {"plan"}:
        raise BadOption("a pack has one option, plan: the text of a plan in YAML")
    plan.parse(asked["plan"], atlas, user_layers=layers, max_pixels=max_pixels)


def check_film(
    atlas: Atlas, layers: Own, asked: dict[str, str], ending: str, max_pixels: int
) -> None:
    """Raise BadOption for a film that no job would make."""
    if ending not in _FILM_ENDINGS:
        raise BadOption(f"ending {ending!r} does not exist; there are {', '.join(_FILM_ENDINGS)}")
    with tempfile.TemporaryDirectory() as folder:
        _check_film(atlas, layers, asked, Path(folder) / f"film{ending}", max_pixels)


@dataclass(frozen=True, slots=True)
class Kind:
    """A kind of job: the endings of its files, how it is made, and checked beforehand."""

    endings: tuple[str, ...]
    make: Make
    check: Check


KINDS = {
    "film": Kind(_FILM_ENDINGS, _film, _check_film),
    "pack": Kind(_PACK_ENDINGS, _pack, _check_pack),
}
