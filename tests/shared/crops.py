"""Two pictures compared crop by crop, so that one small thing that vanished is seen.

A share of the whole picture would let a score of symbols go. Here every square of `TILE`
pixels, at every half of one, must be the same but for a few pixels of its edges.
"""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray
from PIL import Image

TILE = 16
# A pixel differs when a channel is off by more than this.
FAR = 24
# So many pixels of a tile may differ: edges, where another machine smooths otherwise.
MOST = 8


def apart(one: Image.Image, other: Image.Image) -> NDArray[np.bool_]:
    """Say which pixels of two pictures of one size clearly differ; shape (height, width)."""
    pair = (np.asarray(image.convert("RGB"), dtype=np.int16) for image in (one, other))
    return (np.abs(np.subtract(*pair)) > FAR).any(axis=2)


def tiles(far: NDArray[np.bool_]) -> list[tuple[int, int, int]]:
    """List x, y and how many pixels differ, for each tile of a picture with more than `MOST`."""
    tall, wide = far.shape
    sums = np.pad(far.astype(np.int64).cumsum(0).cumsum(1), ((1, 0), (1, 0)))
    top = np.arange(0, max(tall - TILE // 2, 1), TILE // 2)[:, None]
    left = np.arange(0, max(wide - TILE // 2, 1), TILE // 2)[None, :]
    down, right = np.minimum(top + TILE, tall), np.minimum(left + TILE, wide)
    counts = sums[down, right] - sums[top, right] - sums[down, left] + sums[top, left]
    rows, columns = np.nonzero(counts > MOST)
    return [
        (int(left[0, column]), int(top[row, 0]), int(counts[row, column]))
        for row, column in zip(rows, columns, strict=True)
    ]


def faults(one: Image.Image, other: Image.Image) -> list[str]:
    """Say where two pictures differ, the worst place first; nothing where they are alike."""
    if one.size != other.size:
        return [f"{one.size} is not {other.size}"]
    found = sorted(tiles(apart(one, other)), key=lambda place: -place[2])
    return [f"{count} pixels of {TILE}x{TILE} differ at {x},{y}" for x, y, count in found]
