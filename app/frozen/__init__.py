"""
The atlas as files that any web server gives: no program answers, and nothing is asked of one.

Addresses are those of the server, as far as they have no query: ``/api/v1/data.gpkg`` is a
file of that name, ``/methods`` a folder with a page. Within the site they are relative, so
that it may stand at any depth; whole addresses are in what crawlers and catalogues read.
"""

from __future__ import annotations

import os
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from urllib.parse import urlsplit

from csto_map import whole_files
from csto_map.atlas import Atlas
from csto_map.errors import BadOption
from csto_map.machine import clock

from .. import user_layers
from ..settings import rooted
from . import commissions, documents, openings, told
from .output import Output

__all__ = ["MARK", "Site", "Written", "steps", "write"]

MARK = "csto-map-site.json"
# Longer addresses are cut off by the texts of pictures.
_LONGEST_ADDRESS = 120


@dataclass(frozen=True, slots=True, kw_only=True)
class Site:
    """
    Where a site will stand, and what is in it.

    Attributes
    ----------
    base
        Whole address of the map without its last slash; "" where it is not known.
    root
        Path of that address.
    pictures
        Whether each year and each stop of a tour has a picture and a page that shows it.
    """

    base: str = ""
    root: str = ""
    pictures: bool = True

    @classmethod
    def at(cls, base_url: str, root_path: str, *, pictures: bool = True) -> Site:
        """
        Read the options of the command line.

        Raises
        ------
        BadOption
            A ValueError: the address is none, or its path is another than the one given.
        """
        parts = urlsplit(base_url)
        if base_url and (
            parts.scheme not in ("http", "https")
            or not parts.netloc
            or parts.query
            or parts.fragment
            or len(base_url) > _LONGEST_ADDRESS
        ):
            raise BadOption(
                f"--base-url {base_url!r} is no address of at most {_LONGEST_ADDRESS} "
                "characters, such as https://atlas.example.org/"
            )
        told_path = rooted(parts.path, "the path of --base-url") if base_url else ""
        root = rooted(root_path, "--root-path") if root_path else told_path
        if base_url and root != told_path:
            raise BadOption(f"--base-url {base_url!r} does not end with --root-path {root_path!r}")
        base = f"{parts.scheme}://{parts.netloc}{root}" if base_url else ""
        return cls(base=base, root=root, pictures=pictures)


@dataclass(frozen=True, slots=True)
class Written:
    """How large a site is: its files and their bytes, and those of the compressed ones beside."""

    files: int
    bytes: int
    packed: int


def steps(atlas: Atlas, site: Site) -> int:
    """Count what is made: `write` tells of each."""
    return 1 + len(_commissions(atlas, site))


def write(
    atlas: Atlas,
    folder: Path,
    site: Site,
    layers: user_layers.Told | None = None,
    *,
    workers: int = 0,
    progress: Callable[[int], None] = lambda _: None,
) -> Written:
    """
    Write the site.

    The same atlas gives the same bytes under the same ``SOURCE_DATE_EPOCH``, which is the
    time of all files, too.

    Parameters
    ----------
    folder
        Must not be there, be empty, or hold a site that nobody has changed; it takes the
        place of that.
    layers
        User layers to show.
    workers
        Processes that draw; 0 for one a processor, at most four.
    progress
        Is told how many more of `steps` are done.

    Raises
    ------
    BadOption
        A ValueError: the folder holds something else or cannot be written.
    ExportFailed
        A picture or a file of the data cannot be made.
    """
    when = clock.made().timestamp()
    with whole_files.whole_folder(folder, MARK) as part:
        output = Output(part)
        for path, body in _pages(atlas, site, layers):
            output.put(path, body)
        progress(1)
        asked = _commissions(atlas, site)
        for path, body in commissions.made(atlas, asked, workers):
            output.put(path, body)
            if site.base and path == told.PACKAGE:
                output.put("croissant.json", told.croissant(site.base, body))
            progress(1)
        for one in [*part.rglob("*"), part]:
            os.utime(one, (when, when))
        return Written(output.files, output.bytes, output.packed)


def _commissions(atlas: Atlas, site: Site) -> Mapping[str, commissions.Commission]:
    pictures = openings.pictures(atlas) if site.pictures else openings.first_pictures(atlas)
    return {**pictures, **commissions.downloads()}


def _pages(
    atlas: Atlas, site: Site, layers: user_layers.Told | None
) -> Iterator[tuple[str, bytes]]:
    """Give all that is no picture and no file of the data, by its path."""
    assets = documents.Assets(atlas, layers)
    yield from assets.files.items()
    opened = openings.every(atlas) if site.pictures else openings.of_languages(atlas)
    yield "index.html", assets.map_page("", told.head(atlas, site.base, openings.first()))
    yield "embed/index.html", assets.map_page("../", "")
    for one in opened:
        yield f"{one.path}index.html", assets.opening(atlas, one, told.head(atlas, site.base, one))
    yield from assets.reading(atlas, site.root)
    yield from told.layers(atlas)
    yield from told.for_crawlers(atlas, site.base, opened)
