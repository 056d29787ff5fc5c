"""
Try what strangers may send for a bounded time: ``make fuzz``, ``make fuzz FUZZ=600`` for longer.

What is tried stands in ``tests/shared/fuzzing.py``. A try that breaks something is made smaller,
shown, and kept in ``.hypothesis``, so that the next run begins with it.

``python scripts/fuzz.py 600 --guided`` lets atheris choose what to try, by what it has reached of
our code: it finds what chance does not, and is slower to begin. It is no part of ``[dev]``, since
it has wheels for Linux and Python 3.11 to 3.13 alone: ``pip install atheris``.
"""

from __future__ import annotations

import argparse
import subprocess
import sys
import time
import warnings
from collections.abc import Callable
from functools import partial
from pathlib import Path

from hypothesis import HealthCheck, Phase, given, settings
from hypothesis.strategies import SearchStrategy

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
    import fuzzing

    from csto_map.atlas import Atlas

    atlas = Atlas.load()
    end = time.monotonic() + seconds
    tried = dict.fromkeys(fuzzing.TARGETS, 0)
    rounds = 0
    while not rounds or time.monotonic() < end:
        rounds += 1
        for name, (strategy, act, _) in fuzzing.TARGETS.items():
            tried[name] += _round(strategy, partial(act, atlas))
    print(f"{rounds} rounds: " + ", ".join(f"{name} {count}" for name, count in tried.items()))


def guided(seconds: float) -> int:
    """Try each target in a process of its own, which atheris ends; give how many broke."""
    import fuzzing

    broke = 0
    for name in fuzzing.TARGETS:
        share = str(max(1.0, seconds / len(fuzzing.TARGETS)))
        words = [sys.executable, __file__, share, "--target", name]
        broke += subprocess.run(words, check=False).returncode != 0  # nosec B603 - ourselves
    return broke


def one_guided(name: str, seconds: float) -> None:
    """Try one target, guided by what is reached; this process ends with it."""
    import atheris

    with atheris.instrument_imports(include=["csto_map"]):
        # Nothing of ours may have been imported before.
        import fuzzing

        from csto_map.atlas import Atlas
    strategy, act, _ = fuzzing.TARGETS[name]
    atlas = Atlas.load()

    @settings(deadline=None, suppress_health_check=list(HealthCheck))
    @given(strategy)
    def one(sent: object) -> None:
        act(atlas, sent)

    reached = ROOT / ".hypothesis" / "guided" / name.replace(" ", "-")
    reached.mkdir(parents=True, exist_ok=True)
    # What broke lies beside what was reached.
    words = ["-len_control=0", "-max_len=2000", f"-max_total_time={seconds:.0f}"]
    words += [f"-artifact_prefix={reached}/", str(reached)]
    atheris.Setup([sys.argv[0], *words], one.hypothesis.fuzz_one_input)
    atheris.Fuzz()


if __name__ == "__main__":
    asked = argparse.ArgumentParser(description=__doc__)
    asked.add_argument("seconds", type=float, nargs="?", default=60.0)
    asked.add_argument("--guided", action="store_true", help="let atheris choose")
    asked.add_argument("--target", default="", help=argparse.SUPPRESS)
    given_words = asked.parse_args()
    sys.path.insert(0, str(ROOT / "tests" / "shared"))
    # Readers warn of what they guess.
    warnings.simplefilter("ignore")
    if given_words.target:
        one_guided(given_words.target, given_words.seconds)
    elif given_words.guided:
        sys.exit(guided(given_words.seconds))
    else:
        main(given_words.seconds)
