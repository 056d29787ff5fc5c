"""Pictures into a film: two functions per format, one for a segment and one that joins them."""

from __future__ import annotations

import itertools
import shutil
import zipfile
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from fractions import Fraction
from pathlib import Path
from types import MappingProxyType
from typing import Any

import numpy as np
from numpy.typing import NDArray
from PIL import Image

from csto_map import archive, extras
from csto_map.errors import BadOption
from csto_map.export.films import chunks
from csto_map.picture.style import Style
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
_ABOUT = "about.txt"


@dataclass(frozen=True, slots=True)
class Picture:
    """
    A picture, the number of frames that it stays, and a name for its own file.

    Attributes
    ----------
    sheet
        What it has in common with those before and after it, which are the same array.
    bands
        First rows and pixels of what stands in place of parts of that; they begin at an even
        row, and end at one or below the last row.
    """

    sheet: Pixels
    bands: tuple[tuple[int, Pixels], ...]
    frames: int
    name: str

    @property
    def image(self) -> Image.Image:
        """The picture in red, green and blue."""
        pixels = self.sheet.copy()
        for top, band in self.bands:
            pixels[top : top + len(band)] = band
        return image(pixels)


@dataclass(frozen=True, slots=True)
class Reel:
    """
    What an encoder must know before the first picture.

    Attributes
    ----------
    frames
        Those of each picture.
    before
        Frames of the film before the first picture.
    palette
        Colours of the formats that have few, rows of red, green and blue.
    """

    width: int
    height: int
    fps: int
    frames: tuple[int, ...]
    before: int = 0
    palette: bytes = b""


# What players show about a film.
About = Mapping[str, str]
Writer = Callable[[Path, Reel, Iterable[Picture]], None]
Joiner = Callable[[Path, Reel, Sequence[Path], About], None]


@dataclass(frozen=True, slots=True)
class Format:
    """
    How films of an ending are made.

    Attributes
    ----------
    segment
        Writes pictures on end as a file or a folder of its own.
    join
        Makes a film of all that was written so, in order.
    """

    segment: Writer
    join: Joiner


def mp4(path: Path, reel: Reel, pictures: Iterable[Picture]) -> None:
    """Write H.264 in MP4."""
    with av.open(str(path), "w", format="mp4") as box:
        stream: Any = box.add_stream("libx264", rate=reel.fps)
        stream.width, stream.height, stream.pix_fmt = reel.width, reel.height, "yuv420p"
        # Flat colours and lines: "animation" keeps them clean at a low bit rate, and slower
        # presets save only a hundredth of it. Nothing moves by parts of a pixel, and to look for
        # that takes time. Without pictures that are told of by later ones (bframes) segments of
        # any length can be joined. They share the processors out, not threads.
        stream.options = {
            "preset": "veryfast",
            "crf": "18",
            "tune": "animation",
            "threads": "1",
            "x264-params": "bframes=0:me=dia:subme=1",
        }
        context = stream.codec_context
        context.color_range, context.colorspace = ColorRange.MPEG, Colorspace.ITU709
        context.color_primaries = context.color_trc = 1
        turned = Turned(reel.width, reel.height)
        at = 0
        for picture in pictures:
            frame = turned.frame(picture)
            frame.time_base = Fraction(1, reel.fps)
            for _ in range(picture.frames):
                frame.pts = at
                at += 1
                box.mux(stream.encode(frame))
        box.mux(stream.encode(None))


class Turned:
    """
    Turns pictures into brightness and colours, as video has them.

    What pictures on end have in common is turned once.
    """

    # Rows around a band that have a say in its colours.
    _RIM = 8

    def __init__(self, width: int, height: int) -> None:
        self._width, self._height = width, height
        # One for each height: for another one it would begin anew.
        self._converters: dict[int, VideoReformatter] = {}
        self._sheet: Pixels | None = None
        self._planes: NDArray[np.uint8] = np.empty(0, np.uint8)

    def frame(self, picture: Picture) -> av.VideoFrame:
        """Give the frame of a picture."""
        if self._sheet is not picture.sheet:
            self._sheet, self._planes = picture.sheet, self._turn(picture.sheet)
        planes = self._planes.copy()
        for top, band in picture.bands:
            self._set(planes, picture.sheet, top, band)
        return av.VideoFrame.from_ndarray(planes, format="yuv420p")

    def _turn(self, pixels: Pixels) -> NDArray[np.uint8]:
        raw = av.VideoFrame.from_numpy_buffer(pixels, format="bgra")
        convert = self._converters.setdefault(len(pixels), VideoReformatter())
        turned: Any = convert.reformat(
            raw,
            format="yuv420p",
            dst_colorspace=Colorspace.ITU709,
            dst_color_range=ColorRange.MPEG,
        ).to_ndarray()
        planes: NDArray[np.uint8] = turned
        return planes

    def _set(self, planes: NDArray[np.uint8], sheet: Pixels, top: int, band: Pixels) -> None:
        """Set a band, turned with the rows around it, into the planes of its sheet."""
        above = min(self._RIM, top)
        end = top + len(band)
        parts = (sheet[top - above : top], band, sheet[end : end + self._RIM])
        turned = self._turn(np.concatenate(parts))
        rows = len(turned) * 2 // 3
        ours, its = self._split(planes, self._height), self._split(turned, rows)
        for one, other, share in zip(ours, its, (1, 2, 2), strict=True):
            first, many = above // share, len(band) // share
            one[top // share : end // share] = other[first : first + many]

    def _split(
        self, planes: NDArray[np.uint8], rows: int
    ) -> tuple[NDArray[np.uint8], NDArray[np.uint8], NDArray[np.uint8]]:
        """Give views of the three planes: the colours have half of the rows and columns."""
        flat, bright = planes.reshape(-1), rows * self._width
        blue, red = flat[bright : bright * 5 // 4], flat[bright * 5 // 4 :]
        half = rows // 2, self._width // 2
        return flat[:bright].reshape(rows, -1), blue.reshape(half), red.reshape(half)


def mp4_joined(path: Path, reel: Reel, parts: Sequence[Path], about: About) -> None:
    """Put videos on end; the film starts to play before it is loaded: its index stands first."""
    with av.open(str(path), "w", format="mp4", options={"movflags": "+faststart"}) as box:
        box.metadata.update(about)
        joined: Any = None
        at = 0
        for part in parts:
            with av.open(str(part)) as opened:
                source = opened.streams.video[0]
                joined = joined or box.add_stream_from_template(source)
                for packet in opened.demux(source):
                    # The last one is empty, and ends the file.
                    if packet.dts is None or packet.pts is None:
                        continue
                    start = round(at / reel.fps / packet.time_base)
                    packet.pts, packet.dts = packet.pts + start, packet.dts + start
                    packet.stream = joined
                    box.mux(packet)
                at += source.frames


def gif(path: Path, reel: Reel, pictures: Iterable[Picture]) -> None:
    """Write an animation of 255 colours; a picture that stays is one frame of it."""
    starts = list(_starts(reel))
    ends = {"loop": "0", "final_delay": str(starts[-1] - starts[-2])}
    carrier, table = _palette(reel.palette)
    with av.open(str(path), "w", format="gif", options=ends) as box:
        stream: Any = box.add_stream("gif", rate=_CENTI)
        stream.width, stream.height, stream.pix_fmt = reel.width, reel.height, "pal8"
        stream.time_base = Fraction(1, _CENTI)
        for picture, start in zip(pictures, starts, strict=False):
            indexed = picture.image.quantize(palette=carrier, dither=Image.Dither.NONE)
            coloured: Any = (np.asarray(indexed), table)
            frame = av.VideoFrame.from_ndarray(coloured, format="pal8")
            frame.time_base, frame.pts = Fraction(1, _CENTI), start - starts[0]
            box.mux(stream.encode(frame))
        box.mux(stream.encode(None))


def gif_joined(path: Path, reel: Reel, parts: Sequence[Path], about: About) -> None:
    """Put animations of one palette on end; the first one says that the film begins anew."""
    del reel, about
    with path.open("wb") as film:
        for k, part in enumerate(parts):
            data = part.read_bytes()
            begins = chunks.after_gif_head(data)
            film.write(data[:begins] if not k else b"")
            for block in chunks.gif_blocks(data, begins):
                if not k or not block.startswith(chunks.GIF_LOOP):
                    film.write(block)
        film.write(chunks.GIF_END)


def _starts(reel: Reel) -> Iterator[int]:
    """Give the start of each picture in hundredths of a second, and the end of the last."""
    at = reel.before
    for frames in reel.frames:
        yield round(_CENTI * at / reel.fps)
        at += frames
    yield round(_CENTI * at / reel.fps)


def palette(style: Style, picture: Image.Image) -> bytes:
    """Choose 255 colours: those of the style exactly, others from a picture."""
    named = [style.water, style.land, style.border, style.text, style.text_soft, style.halo]
    named += [style.paper, style.rule, style.leader, style.shore, style.river, style.town]
    named += [style.water_text, style.disputed_line, style.headline, style.flag, style.flag_text]
    for look in style.statuses.values():
        named += [look.fill, look.line, look.ink]
    named += [*style.guards.values(), *style.guard_texts.values()]
    for accent in style.accents.values():
        named += [accent.body, accent.mark, accent.edge, accent.line, accent.text]
    named += style.pens.values()
    exact = [bytes.fromhex(c[1:]) for c in dict.fromkeys(named) if c]
    room = _TRANSPARENT - len(exact)
    reduced = picture.quantize(room, method=Image.Quantize.MEDIANCUT, dither=Image.Dither.NONE)
    return b"".join(exact) + bytes(reduced.getpalette() or [])[: 3 * room]


def _palette(colours: bytes) -> tuple[Image.Image, NDArray[np.uint8]]:
    """Give a palette as Pillow has it and as PyAV has it; its last entry is transparent."""
    table = np.frombuffer(colours, np.uint8).reshape(-1, 3)
    # No picture may use the last entry: it stands for "as before".
    table = np.vstack([table, np.repeat(table[:1], 256 - len(table), axis=0)])
    carrier = Image.new("P", (1, 1))
    carrier.putpalette(table[:_TRANSPARENT].tobytes())
    alpha = np.full((256, 1), 255, dtype=np.uint8)
    alpha[_TRANSPARENT] = 0
    # PyAV's palettes are rows of alpha, red, green, blue.
    return carrier, np.ascontiguousarray(np.hstack([alpha, table]))


def webp(path: Path, reel: Reel, pictures: Iterable[Picture]) -> None:
    """Write an animation in WebP; a picture that stays is one frame of it."""
    images = (picture.image for picture in pictures)
    starts = [round(1000 * at / _CENTI) for at in _starts(reel)]
    times = [end - start for start, end in itertools.pairwise(starts)]
    looks = {"quality": 80, "method": 2}
    next(images).save(
        path, "WEBP", save_all=True, append_images=images, duration=times, loop=0, **looks
    )
    if len(times) == 1:
        # The library writes a single picture without its time.
        path.write_bytes(chunks.webp_of_one(path.read_bytes(), (reel.width, reel.height), times[0]))


def webp_joined(path: Path, reel: Reel, parts: Sequence[Path], about: About) -> None:
    """Put animations in WebP on end."""
    del reel, about
    path.write_bytes(chunks.webp_joined(part.read_bytes() for part in parts))


def pngs(path: Path, reel: Reel, pictures: Iterable[Picture]) -> None:
    """Write each picture once, into a new folder, named by number and day."""
    del reel
    path.mkdir()
    for picture in pictures:
        picture.image.save(path / f"{picture.name}.png", compress_level=3)


def pngs_joined(path: Path, reel: Reel, parts: Sequence[Path], about: About) -> None:
    """Put pictures into a folder that exists."""
    del reel
    for one in _files(parts):
        shutil.move(one, path / one.name)
    (path / _ABOUT).write_text(_told(about), encoding="utf-8")


def zip_joined(path: Path, reel: Reel, parts: Sequence[Path], about: About) -> None:
    """Put pictures into a zip archive."""
    del reel
    with zipfile.ZipFile(path, "w") as box:
        for one in _files(parts):
            box.writestr(archive.member(one.name, pressed=True), one.read_bytes())
        box.writestr(archive.member(_ABOUT), _told(about))


def _files(parts: Sequence[Path]) -> Iterator[Path]:
    for part in parts:
        yield from sorted(part.iterdir())


def _told(about: About) -> str:
    return "".join(f"{name}: {text}\n" for name, text in about.items())


FORMATS: Mapping[str, Format] = MappingProxyType(
    {
        ".mp4": Format(mp4, mp4_joined),
        ".gif": Format(gif, gif_joined),
        ".webp": Format(webp, webp_joined),
        ".zip": Format(pngs, zip_joined),
        "": Format(pngs, pngs_joined),
    }
)


def formatted(ending: str) -> Format:
    """
    Choose the format by a file's ending; "" stands for a folder of PNGs.

    Raises
    ------
    BadOption
        A ValueError: no film has that ending.
    """
    found = FORMATS.get(ending.lower())
    if found is None:
        endings = ", ".join(one for one in FORMATS if one)
        raise BadOption(
            f"no film ends in {ending!r}; there are {endings}, and a name without "
            "an ending for a folder of PNG files"
        )
    return found


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
