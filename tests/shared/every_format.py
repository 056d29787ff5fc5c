"""Write a file of every format that there is: ``python every_format.py DATA FOLDER``."""

import sys
from pathlib import Path

from csto_map.atlas import Atlas
from csto_map.exchange.writing import files
from csto_map.export import options, still
from csto_map.export.documents import pack, plan
from csto_map.export.films import film
from csto_map.export.films.film_options import read

FILMS = (".mp4", ".gif", ".webp", ".zip")
_STILL = {"date": "2003", "size": "640x360", "compare": "2001"}
_FILM = {"from": "2000", "to": "2002", "step": "year", "dwell": "0", "end": "0", "size": "640x360"}
_PLAN = "title: T\nviews:\n  - date: 2001-05-01\n  - date: 2003\n    remarks: [One, Two]\n"


def names():
    """Names of the files."""
    data = [f"{when}{one.ending}" for one in files.FORMATS for when in ("day", "history")]
    drawn = [f"still.{ending}" for ending in still.MEDIA_TYPES]
    return [*data, *drawn, *(f"pack.{one}" for one in pack.ENDINGS), *(f"film{o}" for o in FILMS)]


def write(atlas, path):
    """Write one of them; what is asked for is in its name."""
    what, _, ending = path.name.partition(".")
    if what == "film":
        film.make(atlas, read(atlas, _FILM), path, workers=1)
    elif what == "still":
        path.write_bytes(still.render(atlas, options.read(atlas, _STILL), ending))
    elif what == "pack":
        path.write_bytes(pack.write(atlas, plan.parse(_PLAN, atlas), ending))
    else:
        layer = "sites" if f".{ending}" in files.ONE_LAYER else None
        files.export(atlas, path, atlas.day("2003") if what == "day" else None, layer)


if __name__ == "__main__":
    read_data = Atlas.load(sys.argv[1])
    for name in names():
        write(read_data, Path(sys.argv[2]) / name)
