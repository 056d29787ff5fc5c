"""The files of the page, compiled once for each state of data and code, and kept on disk."""

from __future__ import annotations

import io
import zipfile

from csto_map.atlas import Atlas
from csto_map.drawing import Drawn
from csto_map.drawing.results import Results
from csto_map.facts import contents
from csto_map.page import bundle


def files(atlas: Atlas, kept: Results) -> dict[str, bytes]:
    """
    Give what `csto_map.page.bundle.files` does, from disk if it lies there.

    Compiling takes most of the time that a server needs to start. Nothing is kept of other
    data, of other code or damaged: then all is compiled, as where there is no disk.
    """
    # `Results` sees to the code itself.
    key = f"page {contents.mark(atlas.folder)}"
    there = kept.get(key)
    if there is not None:
        with zipfile.ZipFile(io.BytesIO(there.body)) as archive:
            return {name: archive.read(name) for name in archive.namelist()}
    made = bundle.files(atlas)
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w", zipfile.ZIP_STORED) as archive:
        for name, body in made.items():
            archive.writestr(name, body)
    kept.keep(key, Drawn.of(packed.getvalue()))
    return made
