"""The file that says which process is the server's, and what became of its last reload."""

from __future__ import annotations

import contextlib
import fcntl
import json
import os
import signal
import threading
import time
from dataclasses import asdict, dataclass, replace
from pathlib import Path
from typing import Self

from csto_map.errors import BadOption

# How often whoever asked for a reload looks whether it is done.
_LOOK = 0.1
_VARIABLE = "CSTO_MAP_PID_FILE"


@dataclass(frozen=True, slots=True)
class State:
    """
    What a server says of its data.

    Attributes
    ----------
    asked
        How many times it has been told to load them.
    answered
        How many of those times had come when it loaded those that this is about.
    served
        Whether it took them.
    text
        Their version, or why it went on with those that it had.
    """

    asked: int = 0
    answered: int = 0
    served: bool = False
    text: str = ""


class Notice:
    """
    The file, held as long as a server runs: its first line is the process id, the next its state.

    Parameters
    ----------
    path
        "" for none.

    Raises
    ------
    BadOption
        If it cannot be written, or another server that lives holds it.
    """

    def __init__(self, path: str) -> None:
        self._path = path
        self._state = State()
        self._file: int | None = None
        if not path:
            return
        try:
            self._file = os.open(path, os.O_RDWR | os.O_CREAT | os.O_CLOEXEC, 0o644)
            fcntl.flock(self._file, fcntl.LOCK_EX | fcntl.LOCK_NB)
            self._write()
        except BlockingIOError as problem:
            raise BadOption(f"{_VARIABLE}={path!r} is another server's, which runs") from problem
        except OSError as problem:
            raise BadOption(
                f"{_VARIABLE}={path!r} cannot be written: {problem.strerror}"
            ) from problem

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        if self._file is not None:
            # While it is held: nobody else's is taken away.
            with contextlib.suppress(OSError):
                Path(self._path).unlink()
            self.let_go()

    def let_go(self) -> None:
        """Hold it no longer: in a copy, whose maker does."""
        if self._file is not None:
            os.close(self._file)
            self._file = None

    def ask(self) -> int:
        """Take note that data are to be loaded; give how many times that was so."""
        self._state = replace(self._state, asked=self._state.asked + 1)
        self._write()
        return self._state.asked

    def tell(self, text: str, answered: int, *, served: bool) -> None:
        """Say what became of data: the version that is served, or why it is an older one."""
        self._state = State(self._state.asked, answered, served, text)
        self._write()

    def _write(self) -> None:
        if self._file is not None:
            body = f"{os.getpid()}\n{json.dumps(asdict(self._state))}\n".encode()
            os.ftruncate(self._file, 0)
            os.pwrite(self._file, body, 0)


def reload(path: str, seconds: float) -> str:
    """
    Have a server load its data anew, and wait until it has.

    Parameters
    ----------
    path
        Its file.
    seconds
        How long to wait.

    Returns
    -------
    version
        Of the data that it serves now.

    Raises
    ------
    BadOption
        If no server holds the file, it refuses the data, or takes too long.
    """
    pid, before = _held(path)
    os.kill(pid, signal.SIGHUP)
    end = time.monotonic() + seconds
    while time.monotonic() < end:
        state = _held(path)[1]
        if state.answered > before.asked:
            if state.served:
                return state.text
            raise BadOption(f"the server goes on with the data that it had: {state.text}")
        threading.Event().wait(_LOOK)
    raise BadOption(f"the server has not loaded its data in {seconds:.0f} s; its log says more")


def _held(path: str) -> tuple[int, State]:
    """Read the file of a server that runs."""
    if not path:
        raise BadOption(f"no server is named: start it with {_VARIABLE}, and say the same here")
    try:
        with Path(path).open(encoding="utf-8") as file:
            try:
                fcntl.flock(file, fcntl.LOCK_SH | fcntl.LOCK_NB)
            except BlockingIOError:
                pass
            else:
                raise BadOption(f"{path}: the server that wrote it is gone")
            # It may be about to be written.
            for _ in range(10):
                file.seek(0)
                with contextlib.suppress(ValueError, TypeError):
                    pid, state = file.read().splitlines()
                    return int(pid), State(**json.loads(state))
                threading.Event().wait(_LOOK)
    except OSError as problem:
        raise BadOption(f"{path} cannot be read: {problem.strerror}") from problem
    raise BadOption(f"{path} is no file of a server")
