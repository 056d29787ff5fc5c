"""Mutants of the room ``history``: how many of them the unit tests kill.

``make mutants`` takes a sample; ``make mutants MUTANTS=--all`` all of them. What is mutated,
and by which tests it is killed, stands in ``[tool.mutmut]`` of ``pyproject.toml``.
"""

from __future__ import annotations

import argparse
import random
import shutil
import subprocess
import sys
from collections import Counter
from pathlib import Path

from mutmut.mutation.data import SourceFileMutationData
from mutmut.mutation.file_mutation import mutate_file_contents
from mutmut.stats import status_by_exit_code
from mutmut.utils.file_utils import walk_mutatable_files
from mutmut.utils.format_utils import get_mutant_name

ROOT = Path(__file__).resolve().parents[1]
# The same number takes the same mutants as long as the code is the same.
SEED = 10
SAMPLE = 500
LEAST = 0.85
# A test failed, or never came to an end.
KILLED = ("killed", "timeout")


def mutants() -> dict[str, Path]:
    """Name every mutant of what may be mutated, with its file."""
    return {
        get_mutant_name(path, name): path
        for path in sorted(walk_mutatable_files())
        for name in mutate_file_contents(str(path), path.read_text("utf-8")).mutant_names
    }


def main() -> int:
    """Run the mutants, say per module how many were killed, and fail below `LEAST`."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--all", action="store_true", help="all of them instead of a sample")
    parser.add_argument("--sample", type=int, default=SAMPLE, help=f"so many ({SAMPLE})")
    parser.add_argument("--seed", type=int, default=SEED, help=f"of the sample ({SEED})")
    parser.add_argument("--processes", type=int, default=2, help="at the same time (2)")
    asked = parser.parse_args()
    every = mutants()
    chosen = sorted(every)
    if not asked.all and asked.sample < len(every):
        chosen = sorted(random.Random(asked.seed).sample(chosen, asked.sample))
    # What is left of an earlier run may be of other code and other tests.
    shutil.rmtree(ROOT / "mutants", ignore_errors=True)
    command = [str(Path(sys.executable).with_name("mutmut")), "run"]
    command += ["--max-children", str(asked.processes), *([] if asked.all else chosen)]
    subprocess.run(command, check=True, cwd=ROOT)  # nosec B603
    return report(every, chosen)


def report(every: dict[str, Path], chosen: list[str]) -> int:
    """Print the table and the survivors; 1 if too few were killed, else 0."""
    codes: dict[str, int | None] = {}
    for path in sorted(set(every.values())):
        data = SourceFileMutationData(path=path)
        data.load()
        codes |= data.exit_code_by_key
    dead = {name for name in chosen if status_by_exit_code[codes[name]] in KILLED}
    for name in sorted(set(chosen) - dead):
        print(f"{status_by_exit_code[codes[name]]}: {name}")
    asked, killed = (Counter(every[name].as_posix() for name in names) for names in (chosen, dead))
    print(f"\n{'':<32}{'mutants':>8}{'killed':>8}{'':>8}")
    for path, count in sorted(asked.items()):
        print(f"{path:<32}{count:>8}{killed[path]:>8}{killed[path] / count:>8.1%}")
    share = len(dead) / len(chosen)
    print(f"{'together':<32}{len(chosen):>8}{len(dead):>8}{share:>8.1%} of {len(every)} in all")
    print(f"at least {LEAST:.0%} are to be killed; see one with: mutmut show NAME")
    return 0 if share >= LEAST else 1


if __name__ == "__main__":
    sys.exit(main())
