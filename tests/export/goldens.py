"""Reference pictures of the exports: ``make goldens`` renews them; look at what changed.

Most are of the toy world, so that a corrected fact breaks none of them. Those of the real
world show states only. Pictures are compared crop by crop; see `crops`.
"""

import hashlib
import io
import itertools
import json
import sys
import tempfile
from pathlib import Path

from PIL import Image

sys.path.insert(0, str(Path(__file__).parents[1] / "shared"))

import crops
import toy_world

from csto_map.atlas import Atlas
from csto_map.export import options, sizes, still
from csto_map.picture import asked as scenes
from csto_map.picture.png import png
from csto_map.picture.scene import compose
from csto_map.query import question
from csto_map.sheet.svg import to_svg

FOLDER = Path(__file__).parent / "golden"
HASHES = FOLDER / "svg.json"

_DAYS = ("2000-06-01", "2003-08-01", "2004-08-05", "2012-01-01")
_MORE = (
    "date=2003&title=Bases %26 units&subtitle=Said in one line&handling=UNCLASSIFIED",
    "date=2003&hide=title,subtitle,date,tally,legend,scale,projection,sources,note,version,timeline,link",
    "date=2003&hide=legend",
    "date=2003&hide=sources,note,projection",
    "date=2003&layers=",
    "date=2003&layers=states",
    "date=2003&layers=bases,units&icons=plain",
    "date=2003&box=-300,-1300,600,200",
    "date=2003&lang=ru",
    "date=2003&compare=2012&mode=side",
    "date=2003&compare=2012&mode=difference",
    "date=2003&compare=2012&mode=difference&style=dark",
    "date=2003&compare=2012&mode=side&size=a4-portrait",
    "date=2003&compare=2012&mode=difference&size=square",
    "date=2000-06-01&compare=2004-08-05&mode=difference&lang=ru",
    "date=2003&link=https://example.org/",
)


def svg_cases() -> list[str]:
    """Queries whose SVG of the toy world is compared by its hash."""
    found = [
        f"date={day}&style={style}&size={size}"
        for day, style, size in itertools.product(
            _DAYS, ("light", "dark", "grey"), ("slide", "slide43", "a4-portrait", "social")
        )
    ]
    return [*found, *_MORE]


def png_cases() -> list[str]:
    """Queries of the toy world whose pictures are compared pixel by pixel."""
    found = [
        f"date=2004-08-05&style={s}&size={z}" for s in ("light", "dark") for z in sizes.PRESETS
    ]
    return [*found, "date=2004-08-05&style=grey", *_MORE[:1], *_MORE[9:12]]


def real_cases() -> list[str]:
    """Queries of the real world, of which only the map with its states is compared."""
    views = ("alliance", "central-asia", "tajik-afghan", "caucasus")
    days = ("1992-06-01", "2009-06-14")
    return [f"date={day}&view={view}&layers=states" for day in days for view in views]


def name_of(query: str) -> str:
    """Name the file of a query."""
    return hashlib.sha256(query.encode()).hexdigest()[:12] + ".png"


def svg_hash(atlas: Atlas, query: str) -> str:
    """Hash the SVG of a query."""
    asked = options.read(atlas, question.parted(query))
    return hashlib.sha256(still.svg(atlas, asked).encode()).hexdigest()[:16]


def picture(atlas: Atlas, query: str) -> Image.Image:
    """Draw a query as a small picture of its whole sheet."""
    asked = options.read(atlas, question.parted(query))
    drawn = png(still.svg(atlas, asked), 300 / max(asked.size.width, asked.size.height))
    return Image.open(io.BytesIO(drawn)).convert("RGB")


def real_picture(atlas: Atlas, query: str) -> Image.Image:
    """Draw the map of a query as a small picture."""
    asked = options.read(atlas, question.parted(query))
    scene = compose(scenes.of(atlas, asked, (900, 600)), 900, 600)
    drawn = png(to_svg(scene, furniture=False), 0.33)
    return Image.open(io.BytesIO(drawn)).convert("RGB")


def difference(one: Image.Image, other: Image.Image) -> str:
    """Say where two pictures differ; "" if they are the same to the eye."""
    return "; ".join(crops.faults(one, other)[:3])


def renew() -> None:
    """Write all references anew."""
    FOLDER.mkdir(exist_ok=True)
    for old in FOLDER.glob("*.png"):
        old.unlink()
    with tempfile.TemporaryDirectory() as folder:
        toy = Atlas.load(toy_world.write(Path(folder) / "toy"))
        hashes = {query: svg_hash(toy, query) for query in svg_cases()}
        HASHES.write_text(json.dumps(hashes, indent=1, ensure_ascii=False) + "\n", "utf-8")
        for query in png_cases():
            picture(toy, query).save(FOLDER / name_of(query), optimize=True)
    real = Atlas.load()
    for query in real_cases():
        real_picture(real, query).save(FOLDER / name_of(query), optimize=True)
    count = len(png_cases()) + len(real_cases())
    print(f"{len(hashes)} hashes and {count} pictures are in {FOLDER}")


if __name__ == "__main__":
    renew()
