"""Looking for garbage, where all that is made stays: not done."""

from __future__ import annotations

import gc
from collections.abc import Iterator
from contextlib import contextmanager


@contextmanager
def uncollected() -> Iterator[None]:
    """
    Look for no garbage meanwhile.

    Loading makes millions of objects that stay. Python looks through them again and again
    as they grow in number, which takes a fifth of the time and finds nothing.
    """
    was = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if was:
            gc.enable()
