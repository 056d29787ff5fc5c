"""Pictures into a film file: one function per format, each takes pictures as they come."""

from __future__ import annotations

import itertools
import zipfile
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass
from fractions import Fraction
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray
from PIL import Image

from csto_map import extras
from csto_map.errors import BadOption
from csto_map.picture.style import STYLES, Style
from csto_map.sheet.canvas import Pixels, image

with extras.needing("film"):
    import av
    from av.video.reformatter import ColorRange, Colorspace, VideoReformatter

# Level 6.2, the highest of H.264, allows at most 139,264 blocks of 16 x 16 pixels.
_H264_PIXELS = 139_264 * 256
_TRANSPARENT = 255
_CENTI = 100
# Programs show a frame of less than two hundredths of a second for ten.
_GIF_FPS = 50


@dataclass(frozen=True, slots=True)
class Picture:
    """A picture, the number of frames that it stays, and a name for its own file."""

    pixels: Pixels
    frames: int
    name: str

    @property
    def image(self) -> Image.Image:
        """The picture in red, green and blue."""
        return image(self.pixels)


@dataclass(frozen=True, slots=True)
class Reel:
    """
    What an encoder must know before the first picture.

    `frames` are those of each picture; `about` says what is known after the last one.
    """

    width: int
    height: int
    fps: int
    style: str
    frames: tuple[int, ...]
    about: Callable[[], Mapping[str, str]]


Writer = Callable[[Path, Reel, Iterable[Picture]], None]


def mp4(path: Path, reel: Reel, pictures: Iterable[Picture]) -> None:
    """Write H.264 in MP4 that starts to play before it is loaded: the index stands first."""
    with av.open(str(path), "w", format="mp4", options={"movflags": "+faststart"}) as box:
        stream: Any = box.add_stream("libx264", rate=reel.fps)
        stream.width, stream.height, stream.pix_fmt = reel.width, reel.height, "yuv420p"
        # Flat colours and lines: "animation" keeps them clean at a low bit rate, and slower
        # presets save only a hundredth of it.
        stream.options = {"preset": "veryfast", "crf": "18", "tune": "animation"}
        context = stream.codec_context
        context.color_range, context.colorspace = ColorRange.MPEG, Colorspace.ITU709
        context.color_primaries = context.color_trc = 1
        convert = VideoReformatter()
        # They wait: what the film is about stands before them.
        packets = []
        at = 0
        for picture in pictures:
            raw = av.VideoFrame.from_numpy_buffer(picture.pixels, format="bgra")
            frame = convert.reformat(
                raw,
                format="yuv420p",
                dst_colorspace=Colorspace.ITU709,
                dst_color_range=ColorRange.MPEG,
            )
            frame.time_base = Fraction(1, reel.fps)
            for _ in range(picture.frames):
                frame.pts = at
                at += 1
                packets += stream.encode(frame)
        packets += stream.encode(None)
        box.metadata.update(reel.about())
        box.mux(packets)


def gif(path: Path, reel: Reel, pictures: Iterable[Picture]) -> None:
    """Write an animation of 255 colours; a picture that stays is one frame of it."""
    starts = list(_starts(reel))
    ends = {"loop": "0", "final_delay": str(starts[-1] - starts[-2])}
    with av.open(str(path), "w", format="gif", options=ends) as box:
        stream: Any = box.add_stream("gif", rate=_CENTI)
        stream.width, stream.height, stream.pix_fmt = reel.width, reel.height, "pal8"
        stream.time_base = Fraction(1, _CENTI)
        palette: Image.Image | None = None
        table: NDArray[np.uint8] | None = None
        for picture, start in zip(pictures, starts, strict=False):
            if palette is None or table is None:
                palette, table = _palette(STYLES[reel.style], picture.image)
            indexed = picture.image.quantize(palette=palette, dither=Image.Dither.NONE)
            coloured: Any = (np.asarray(indexed), table)
            frame = av.VideoFrame.from_ndarray(coloured, format="pal8")
            frame.time_base, frame.pts = Fraction(1, _CENTI), start
            box.mux(stream.encode(frame))
        box.mux(stream.encode(None))


def _starts(reel: Reel) -> Iterator[int]:
    """Give the start of each picture in hundredths of a second, and the end of the last."""
    at = 0
    for frames in reel.frames:
        yield round(_CENTI * at / reel.fps)
        at += frames
    yield round(_CENTI * at / reel.fps)


def _palette(style: Style, picture: Image.Image) -> tuple[Image.Image, NDArray[np.uint8]]:
    """Choose 255 colours: those of the style exactly, others from a picture; one transparent."""
    named = [style.water, style.land, style.border, style.text, style.text_soft, style.halo]
    named += [style.paper, style.rule, style.leader, style.shore, style.river, style.town]
    named += [style.water_text, style.disputed_line, style.headline, style.flag, style.flag_text]
    for look in style.statuses.values():
        named += [look.fill, look.line, look.ink]
    named += [*style.guards.values(), *style.guard_texts.values()]
    for accent in style.accents.values():
        named += [accent.body, accent.mark, accent.edge, accent.line, accent.text]
    named += style.pens.values()
    exact = [tuple(bytes.fromhex(c[1:])) for c in dict.fromkeys(named) if c]
    room = _TRANSPARENT - len(exact)
    reduced = picture.quantize(room, method=Image.Quantize.MEDIANCUT, dither=Image.Dither.NONE)
    adaptive = np.array(reduced.getpalette() or [], dtype=np.uint8).reshape(-1, 3)[:room]
    colours = np.vstack([np.array(exact, dtype=np.uint8), adaptive])
    # No picture may use the last entry: it stands for "as before".
    colours = np.vstack([colours, np.repeat(colours[:1], 256 - len(colours), axis=0)])
    carrier = Image.new("P", (1, 1))
    carrier.putpalette(colours[:_TRANSPARENT].tobytes())
    alpha = np.full((256, 1), 255, dtype=np.uint8)
    alpha[_TRANSPARENT] = 0
    # PyAV's palettes are rows of alpha, red, green, blue.
    return carrier, np.ascontiguousarray(np.hstack([alpha, colours]))


def webp(path: Path, reel: Reel, pictures: Iterable[Picture]) -> None:
    """Write an animation in WebP; a picture that stays is one frame of it."""
    starts = [round(1000 * at / _CENTI) for at in _starts(reel)]
    images = (picture.image for picture in pictures)
    next(images).save(
        path,
        "WEBP",
        save_all=True,
        append_images=images,
        duration=[end - start for start, end in itertools.pairwise(starts)],
        loop=0,
        quality=80,
        method=2,
    )


def pngs(path: Path, reel: Reel, pictures: Iterable[Picture]) -> None:
    """Write each picture once, into a folder that exists, named by number and day."""
    for k, picture in enumerate(pictures, start=1):
        picture.image.save(path / f"{k:04}_{picture.name}.png", compress_level=3)
    (path / "about.txt").write_text(_about(reel), encoding="utf-8")


def zipped(path: Path, reel: Reel, pictures: Iterable[Picture]) -> None:
    """Write each picture once, into a zip archive."""
    with zipfile.ZipFile(path, "w") as box:
        for k, picture in enumerate(pictures, start=1):
            with box.open(f"{k:04}_{picture.name}.png", "w") as part:
                picture.image.save(part, "PNG", compress_level=3)
        box.writestr("about.txt", _about(reel))


def _about(reel: Reel) -> str:
    return "".join(f"{name}: {text}\n" for name, text in reel.about().items())


WRITERS: Mapping[str, Writer] = {
    ".mp4": mp4,
    ".gif": gif,
    ".webp": webp,
    ".zip": zipped,
    "": pngs,
}


def writer(path: Path) -> Writer:
    """
    Choose the format by a file's ending; a path without one is a folder of PNGs.

    Raises
    ------
    BadOption
        A ValueError: no film has that ending.
    """
    write = WRITERS.get(path.suffix.lower())
    if write is None:
        endings = ", ".join(ending for ending in WRITERS if ending)
        raise BadOption(
            f"no film ends in {path.suffix!r}; there are {endings}, and a name without "
            "an ending for a folder of PNG files"
        )
    return write


def check(path: Path, width: int, height: int, fps: int) -> None:
    """Raise BadOption if the format cannot hold pictures of this size, or so many a second."""
    if path.suffix.lower() == ".gif" and fps > _GIF_FPS:
        raise BadOption(
            f"{fps} frames a second are more than the {_GIF_FPS} that programs show of a GIF"
        )
    if path.suffix.lower() == ".mp4":
        if width % 2 or height % 2:
            raise BadOption(f"{width} x {height}: both sides of an MP4 must be even")
        if width * height > _H264_PIXELS:
            raise BadOption(f"{width} x {height} pixels are more than H.264's {_H264_PIXELS:,}")
    if path.suffix.lower() == ".webp" and max(width, height) > 16383:
        raise BadOption(f"{width} x {height}: no side of a WebP is longer than 16383 pixels")
