"""
Try what strangers may send for a bounded time: ``make fuzz``, ``make fuzz FUZZ=600`` for longer.

What is tried stands in ``tests/shared/fuzzing.py``. A try that breaks something is made smaller,
shown, and kept in ``.hypothesis``, so that the next run begins with it.
"""

from __future__ import annotations

import sys
import time
import warnings
from collections.abc import Callable
from functools import partial
from pathlib import Path

from hypothesis import HealthCheck, Phase, given, settings
from hypothesis.strategies import SearchStrategy

from csto_map.atlas import Atlas

ROOT = Path(__file__).parents[1]
_ROUND = 200


def _round(strategy: SearchStrategy[object], act: Callable[[object], None]) -> int:
    """Try some, and give how many."""
    count = 0

    @settings(
        max_examples=_ROUND,
        deadline=None,
        suppress_health_check=list(HealthCheck),
        phases=[Phase.reuse, Phase.generate, Phase.shrink],
    )
    @given(strategy)
    def one(sent: object) -> None:
        nonlocal count
        count += 1
        act(sent)

    one()
    return count


def main(seconds: float) -> None:
    """Try all targets in turn until the time is over."""
    sys.path.insert(0, str(ROOT / "tests" / "shared"))
    import fuzzing

    # Readers warn of what they guess.
    warnings.simplefilter("ignore")
    atlas = Atlas.load()
    end = time.monotonic() + seconds
    tried = dict.fromkeys(fuzzing.TARGETS, 0)
    rounds = 0
    while not rounds or time.monotonic() < end:
        rounds += 1
        for name, (strategy, act, _) in fuzzing.TARGETS.items():
            tried[name] += _round(strategy, partial(act, atlas))
    print(f"{rounds} rounds: " + ", ".join(f"{name} {count}" for name, count in tried.items()))


if __name__ == "__main__":
    main(float(sys.argv[1]) if len(sys.argv) > 1 else 60.0)
