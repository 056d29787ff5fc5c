"""A drawing process: draws what it is asked for through its pipe, one thing at a time.

``python -m csto_map.drawing.process`` is started by the drawing house (`csto_map.drawing.house`),
never by hand. What a native library breaks, or takes too much memory, is this process alone.
"""

from __future__ import annotations

import logging
import os
import queue
import sys
import tempfile
from collections.abc import Sequence

from csto_map import processes
from csto_map.atlas import Atlas
from csto_map.drawing import Commission, Drawn, Failed, NoRoom, Outcome, Ready, Refused, Start
from csto_map.errors import CstoMapError, ExportFailed
from csto_map.export import options, still
from csto_map.picture.user_layers import UserLayer

log = logging.getLogger(__name__)

# Bytes that a process may hold for the next picture.
_SPARE = 32_000_000


def main() -> None:
    """Answer until the pipe closes."""
    # Libraries may print: that must not get in among our answers.
    out = os.fdopen(os.dup(1), "wb")
    os.dup2(2, 1)
    processes.step_back()
    asked: queue.SimpleQueue[Commission] = queue.SimpleQueue()
    started: Start = processes.listen(asked.put)
    if started.scratch:
        tempfile.tempdir = started.scratch
    _bound(started.memory)
    atlas = Atlas.load(started.folder)
    _warm(atlas)
    processes.send(out, Ready(atlas.version))
    usual = processes.held()
    while True:
        processes.send(out, _answer(asked.get(), atlas, started.user_layers))
        # The next picture uses the memory of the last; that of a large one would stay with us.
        if processes.held() > usual + _SPARE:
            processes.give_back()
            usual = processes.held()


def _bound(memory: int) -> None:
    """
    Take no more than so many bytes, where the system can bound them.

    Linux counts what a process may write to and nobody shares, which is near what it uses: the
    whole of its addresses would be several times that. Other systems bound neither.
    """
    if memory and sys.platform == "linux":
        import resource

        resource.setrlimit(resource.RLIMIT_DATA, (memory, memory))


def _warm(atlas: Atlas) -> None:
    """Do once what every picture needs, so that the first is as fast as the next."""
    first = options.read(atlas, {"date": atlas.config.default_date.isoformat()})
    still.render(atlas, first, "svg")


def _answer(commission: Commission, atlas: Atlas, user_layers: Sequence[UserLayer]) -> Outcome:
    try:
        return Drawn.of(commission.make(atlas, user_layers))
    except ExportFailed as problem:
        log.exception("no room for %s", type(commission).__name__)
        return NoRoom(getattr(problem.__cause__, "strerror", None) or "")
    except CstoMapError as problem:
        return Refused(type(problem), str(problem))
    except MemoryError:
        # What is left of this process is not to be trusted; the next one starts afresh.
        log.exception("no memory left for %s", type(commission).__name__)
        sys.exit(1)
    except Exception:
        log.exception("%s failed", type(commission).__name__)
        return Failed()


if __name__ == "__main__":
    try:
        main()
    except CstoMapError as problem:
        sys.exit(f"a drawing process cannot start: {problem}")
    except (KeyboardInterrupt, BrokenPipeError, EOFError):
        sys.exit(1)
