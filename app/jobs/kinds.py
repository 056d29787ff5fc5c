"""The kinds of background jobs: what each may be asked for, and how it is made.

A kind is made either whole, by one process, or in parts by several that share nothing but a
store: each of them plans the same `Making` from what was asked.
"""

from __future__ import annotations

import json
import shutil
import tempfile
import zipfile
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Protocol

from csto_map.atlas import Atlas
from csto_map.errors import BadOption
from csto_map.export.documents import plan
from csto_map.export.films import film as films
from csto_map.export.films import segments, states
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
_TOLD = "told.json"

# User layers that may be asked for.
Own = Sequence[UserLayer]
# Called after a picture; what it raises ends the work.
Step = Callable[[], None]
# Atlas, layers, what was asked, where to write, progress.
Make = Callable[[Atlas, Own, dict[str, str], Path, films.Progress], None]
# Atlas, layers, what was asked, where it would be written, the largest picture allowed; gives
# the number of parts.
Check = Callable[[Atlas, Own, dict[str, str], Path, int], int]


class Making(Protocol):
    """A file that is made in parts; `pictures` says how many each of them has."""

    pictures: tuple[int, ...]

    def part(self, k: int, path: Path, step: Step) -> None:
        """Make a part as a file."""

    def join(self, parts: Sequence[Path], path: Path) -> None:
        """Make the whole of all its parts, in order."""


# Atlas, layers, what was asked, the file to come.
Plan = Callable[[Atlas, Own, dict[str, str], Path], Making]


class _Film:
    """A film in segments, each a zip of what it holds and of what is told of it."""

    def __init__(self, atlas: Atlas, layers: Own, asked: dict[str, str], path: Path) -> None:
        wanted = read_film(atlas, asked, layers)
        shots = films.prepare(atlas, wanted, path)
        ordered = tuple(states.states(atlas, wanted, shots))
        self._atlas = atlas
        self._plan = films.settle(atlas, wanted, shots, ordered, path)
        self._cuts = segments.split(ordered)
        self.pictures = tuple(cut.end - cut.first for cut in self._cuts)

    def part(self, k: int, path: Path, step: Step) -> None:
        """Make a segment."""
        with tempfile.TemporaryDirectory(prefix="csto-map-part-") as folder:
            made = Path(folder) / f"part{self._plan.ending}"
            told = segments.make(self._atlas, self._plan, self._cuts[k], made, step)
            # What it holds is pressed already.
            with zipfile.ZipFile(path, "w") as box:
                box.writestr(_TOLD, json.dumps([told.title, dict(told.sources)]))
                for one in sorted(made.iterdir()) if made.is_dir() else [made]:
                    box.write(one, str(one.relative_to(folder)))

    def join(self, parts: Sequence[Path], path: Path) -> None:
        """Join the segments."""
        with tempfile.TemporaryDirectory(prefix="csto-map-parts-") as folder:
            made, tellings = [], []
            for k, part in enumerate(parts):
                place = Path(folder) / str(k)
                with zipfile.ZipFile(part) as box:
                    tellings.append(states.Told(*json.loads(box.read(_TOLD))))
                    box.extractall(place)
                made.append(place / f"part{self._plan.ending}")
            segments.join(self._atlas, self._plan, made, tellings, path)


class _Pack:
    """A pack, which is one part: its pictures are few, and drawn in less than a process starts."""

    def __init__(self, atlas: Atlas, layers: Own, asked: dict[str, str], path: Path) -> None:
        del path
        self._atlas, self._layers, self._asked = atlas, layers, asked
        self._briefing = _read_pack(atlas, layers, asked)
        self.pictures: tuple[int, ...] = (len(self._briefing.views),)

    def part(self, k: int, path: Path, step: Step) -> None:
        """Make the pack."""
        del k
        from csto_map.export.documents import pack

        ending = path.suffix[1:]
        path.write_bytes(pack.write(self._atlas, self._briefing, ending, lambda *_: step()))

    def join(self, parts: Sequence[Path], path: Path) -> None:
        """Take the only part."""
        (only,) = parts
        shutil.move(only, path)


def _film(
    atlas: Atlas, layers: Own, asked: dict[str, str], path: Path, progress: films.Progress
) -> None:
    films.make(atlas, read_film(atlas, asked, layers), path, progress=progress)


def _check_film(
    atlas: Atlas, layers: Own, asked: dict[str, str], path: Path, max_pixels: int
) -> int:
    wanted = read_film(atlas, asked, layers, max_pixels)
    shots = films.prepare(atlas, wanted, path)
    size = wanted.size
    if len(shots) * size.width * size.height > _MOST_DRAWN:
        raise BadOption(
            f"{len(shots)} pictures of {size.width} x {size.height} pixels are too much "
            "for a server: take fewer or smaller ones, or csto-map film on your own machine"
        )
    # As many as there are if each picture shows another state; at times there are fewer.
    return len(segments.split(range(len(shots))))


def _read_pack(atlas: Atlas, layers: Own, asked: dict[str, str]) -> plan.Plan:
    return plan.parse(asked["plan"], atlas, user_layers=layers).addressed(asked.get("link", ""))


def _pack(
    atlas: Atlas, layers: Own, asked: dict[str, str], path: Path, progress: films.Progress
) -> None:
    # Films do without what writes documents.
    from csto_map.export.documents import pack

    briefing = _read_pack(atlas, layers, asked)
    path.write_bytes(pack.write(atlas, briefing, path.suffix[1:], progress))


def _check_pack(
    atlas: Atlas, layers: Own, asked: dict[str, str], path: Path, max_pixels: int
) -> int:
    del path
    if set(asked) - {"link"} != {"plan"}:
        raise BadOption("a pack has one option, plan: the text of a plan in YAML")
    plan.parse(asked["plan"], atlas, user_layers=layers, max_pixels=max_pixels)
    return 1


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
    """
    A kind of job: the endings of its files, how it is made, and checked beforehand.

    `make` is the way of one process, which may have children; `plan` that of several.
    """

    endings: tuple[str, ...]
    make: Make
    plan: Plan
    check: Check


KINDS = {
    "film": Kind(_FILM_ENDINGS, _film, _Film, _check_film),
    "pack": Kind(_PACK_ENDINGS, _pack, _Pack, _check_pack),
}
