"""Processes of our own: each a fresh Python that ends with whoever started it.

A copy of a process with threads may hang, so none is ever forked; and a child that
outlives its parent works for nobody. The pipe to a child's standard input is its lifeline:
when the parent is gone, however it went, the pipe closes.
"""

from __future__ import annotations

import asyncio
import ctypes
import functools
import os
import pickle
import signal
import struct
import subprocess
import sys
import threading
from collections.abc import Callable, Collection
from contextlib import suppress
from pathlib import Path
from types import FrameType
from typing import IO, Any

from csto_map.machine import logs

_LENGTH = struct.Struct(">Q")
# Seconds that a child has to tidy up when its parent is gone.
_GRACE = 2.0
# Whoever waits for a page comes before whoever waits for a picture, and when memory
# runs out it is the picture that goes.
_NICE, _OUT_OF_MEMORY_FIRST = 5, "500"
# Of glibc's malloc.h. Blocks up to the first size come from memory that is kept, of which up to
# the second stays when it is free.
_M_TRIM_THRESHOLD, _M_MMAP_THRESHOLD, _M_ARENA_MAX = -1, -3, -8
_LARGEST_BLOCK, _MOST_FREE = 32 << 20, 64 << 20


def command(module: str, *words: str) -> list[str]:
    """Give the words that run a module of ours, and no module of whatever folder we stand in."""
    return [sys.executable, "-P", "-m", module, *words]


def start(
    module: str,
    *words: str,
    given: object = None,
    answers: bool = False,
    keeps: Collection[int] = (),
) -> subprocess.Popen[bytes]:
    """
    Start a module of ours as a process of its own.

    Parameters
    ----------
    words
        Arguments, which every user of the machine can see.
    given
        What it is told first through its pipe, which nobody else can see; or makes that of its
        number.
    answers
        Whether its standard output is a pipe to us; else it is ours.
    keeps
        Open files of ours that it has too.
    """
    # Our own Python, and words of our own making. Ctrl+C is ours alone: it ends us, and
    # that ends the child.
    child = subprocess.Popen(  # noqa: S603 # nosec B603
        command(module, *words),
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE if answers else None,
        pass_fds=keeps,
        start_new_session=True,
    )
    # One that ended at once is noticed by whoever waits for it.
    with suppress(OSError):
        send(child.stdin, given(child.pid) if callable(given) else given)
    return child


def packed(what: object) -> bytes:
    """Write a message as bytes: its length, then itself."""
    body = pickle.dumps(what)
    return _LENGTH.pack(len(body)) + body


async def heard(stream: asyncio.StreamReader) -> Any:  # noqa: ANN401 - what the other end sent
    """Read a message of a process of our own, as `receive` does; EOFError at the end."""
    (length,) = _LENGTH.unpack(await stream.readexactly(_LENGTH.size))
    # Both ends are ours, and nobody else holds the pipe.
    return pickle.loads(await stream.readexactly(length))  # noqa: S301 # nosec B301


def send(pipe: IO[bytes] | None, what: object) -> None:
    """Write a message; OSError when nobody reads there any more."""
    if pipe is None:
        raise OSError("there is no pipe")
    pipe.write(packed(what))
    pipe.flush()


def receive(pipe: IO[bytes] | None) -> Any:  # noqa: ANN401 - what the other end sent
    """Read a message of a process of our own; EOFError when the other side is gone."""
    head = pipe.read(_LENGTH.size) if pipe else b""
    if len(head) < _LENGTH.size or pipe is None:
        raise EOFError
    (length,) = _LENGTH.unpack(head)
    body = pipe.read(length)
    if len(body) < length:
        raise EOFError
    # Both ends are ours, and nobody else holds the pipe.
    return pickle.loads(body)  # noqa: S301 # nosec B301


def listen(act: Callable[[Any], None], last: Callable[[], None] = lambda: None) -> Any:  # noqa: ANN401 - what the parent sent
    """
    In a child: return the first message, and hand each later one to `act`, in a thread.

    When the parent is gone the child is interrupted, so that it tidies up; if that takes
    too long it just ends, after `last`.
    """
    logs.follow()
    source = os.fdopen(os.dup(0), "rb")
    first = receive(source)
    # A terminal's Ctrl+C is not for us, but ending on request and with the parent is.
    signal.signal(signal.SIGTERM, _interrupt)
    signal.signal(signal.SIGINT, _interrupt)
    main = threading.main_thread().ident or 0

    def follow() -> None:
        with suppress(EOFError, OSError):
            while True:
                act(receive(source))
        # To the main thread itself: a signal that another takes would not wake it.
        if hasattr(signal, "pthread_kill"):
            signal.pthread_kill(main, signal.SIGINT)
        threading.Event().wait(_GRACE)
        last()
        os._exit(1)

    threading.Thread(target=follow, daemon=True).start()
    return first


def _interrupt(_: int, __: FrameType | None) -> None:
    raise KeyboardInterrupt


def step_back() -> None:
    """
    In a child: leave processor and memory to the processes that people wait for.

    Linux may share the processor out by sessions (autogroup), and we begin one of our own: then
    what a process asks for counts among its like alone, and the session has to ask too.
    """
    if hasattr(os, "nice"):
        with suppress(OSError):
            os.nice(_NICE)
    if hasattr(os, "getsid") and os.getsid(0) == os.getpid():
        with suppress(OSError):
            Path("/proc/self/autogroup").write_text(str(_NICE), encoding="ascii")
    with suppress(OSError):
        Path("/proc/self/oom_score_adj").write_text(_OUT_OF_MEMORY_FIRST, encoding="ascii")


@functools.cache
def keep_memory() -> None:
    """
    Keep the memory of a picture that is gone for the next one, where the system lets us.

    Otherwise it is given back at once, and taken again page by page: of a picture that is drawn
    in a tenth of a second that takes a quarter.
    """
    tune = _native("mallopt")
    if tune is not None:
        tune(_M_MMAP_THRESHOLD, _LARGEST_BLOCK)
        tune(_M_TRIM_THRESHOLD, _MOST_FREE)


def share_memory() -> None:
    """
    Let all threads take memory from two places, where the system lets us.

    Otherwise each of them keeps what it once had for itself.
    """
    tune = _native("mallopt")
    if tune is not None:
        tune(_M_ARENA_MAX, 2)


def _native(name: str) -> Any:  # noqa: ANN401 - a function of C, which has no types
    """Give a function that only some C libraries have; None where ours has it not."""
    return getattr(ctypes.CDLL(None), name, None) if sys.platform == "linux" else None


def held(pid: int | None = None) -> int:
    """Give the bytes of memory that a process has now, where the system tells; else 0."""
    try:
        cells = Path(f"/proc/{pid or 'self'}/statm").read_text(encoding="ascii").split()
    except OSError:
        return 0
    return int(cells[1]) * os.sysconf("SC_PAGE_SIZE")


def give_back() -> None:
    """Give memory that nobody uses any more back to the system, where its library can."""
    trim = _native("malloc_trim")
    if trim is not None:
        trim(0)


def end(child: subprocess.Popen[bytes], seconds: float = 0.0) -> None:
    """End a child, politely if there are `seconds` for that, and take note of its end."""
    if seconds:
        child.terminate()
        with suppress(subprocess.TimeoutExpired):
            child.wait(seconds)
    child.kill()
    child.wait()
    for pipe in (child.stdin, child.stdout):
        if pipe is not None:
            with suppress(OSError):
                pipe.close()
