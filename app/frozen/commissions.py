"""Pictures and files of the data: made by several processes, in their order."""

from __future__ import annotations

import os
from collections.abc import Iterator, Mapping
from concurrent.futures import ProcessPoolExecutor
from concurrent.futures.process import BrokenProcessPool
from multiprocessing import get_context
from pathlib import Path

from csto_map.atlas import Atlas
from csto_map.drawing import Download, Picture
from csto_map.errors import ExportFailed
from csto_map.exchange.web import linked

# Each holds the atlas, about 400 MB.
_MOST_WORKERS = 4
Commission = Picture | Download
# The atlas of this process, loaded once.
_ATLAS: list[Atlas] = []


def downloads() -> dict[str, Commission]:
    """Give everything in a file, in each format, by the path that the server has it at."""
    return {
        linked.address(one, "").removeprefix("/"): Download(one.ending, None)
        for one in linked.served()
    }


def made(
    atlas: Atlas, asked: Mapping[str, Commission], workers: int = 0
) -> Iterator[tuple[str, bytes]]:
    """
    Make what is asked for, by its path.

    Raises
    ------
    ExportFailed
        A process ended without an answer.
    """
    count = min(workers or min(os.cpu_count() or 1, _MOST_WORKERS), len(asked))
    if count < 2:
        for path, one in asked.items():
            yield path, one.make(atlas, ())
        return
    # Fresh processes: a copy of a process with threads may hang.
    pool = ProcessPoolExecutor(
        count, get_context("spawn"), initializer=_load, initargs=(atlas.folder,)
    )
    try:
        with pool:
            yield from zip(asked, pool.map(_make, asked.values()), strict=True)
    except BrokenProcessPool as problem:
        raise ExportFailed(
            "a process that draws has ended without an answer: there may be too little "
            "memory; try --workers 1"
        ) from problem
    finally:
        pool.shutdown(cancel_futures=True)


def _load(folder: Path) -> None:
    _ATLAS[:] = [Atlas.load(folder)]


def _make(one: Commission) -> bytes:
    return one.make(_ATLAS[0], ())
