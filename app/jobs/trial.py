"""Trying a store of files out, in a process of its own that tells whoever started it.

Libraries of stores begin threads, and a server that has any can make no copies of itself: none
may be opened in it before its web processes are there.

``python -m csto_map.app.jobs.trial`` is started by a server, never by hand.
"""

from __future__ import annotations

import os
import sys

from csto_map import processes
from csto_map.errors import BadOption, CstoMapError

from .files import SharedFiles

_MODULE = "csto_map.app.jobs.trial"


def try_out(url: str) -> None:
    """
    Try out whether files can be kept at an address.

    Raises
    ------
    BadOption
        A ValueError: they cannot; it says why.
    """
    # Such an address may hold a secret: it is not among the words that everybody can see.
    child = processes.start(_MODULE, given=url, answers=True)
    try:
        told: str = processes.receive(child.stdout)
    except EOFError:
        told = f"CSTO_MAP_STORE_URL={url!r}: whoever tried it out ended without a word"
    finally:
        processes.end(child)
    if told:
        raise BadOption(told)


def main() -> None:
    """Try, and tell what was wrong; "" for nothing."""
    # Libraries may print: that must not get in among our answers.
    out = os.fdopen(os.dup(1), "wb")
    os.dup2(2, 1)
    url: str = processes.listen(lambda _: None)
    told = ""
    try:
        SharedFiles(url).check()
    except CstoMapError as problem:
        told = str(problem)
    processes.send(out, told)


if __name__ == "__main__":
    try:
        main()
    except (KeyboardInterrupt, BrokenPipeError, EOFError):
        sys.exit(1)
