"""Tell whose figures stop counting in which year, as their subjects go.

    python scripts/gone_figures.py [DIR]

Each line: the year, the subject, the last figure that counted, with its own date, and the
day from which it is history. Without the rule of `csto_map.history.lives` it would count for ever.
"""

from __future__ import annotations

import sys
from collections.abc import Iterator
from datetime import date

from csto_map.atlas import Atlas
from csto_map.history.strengths import Strength


def gone(atlas: Atlas) -> Iterator[tuple[date, str, Strength]]:
    """Yield the day from which nothing counts any more, the subject, its last strength."""
    for subject in dict.fromkeys(row.subject_id for row in atlas.tables.strengths):
        steps = atlas.strengths.steps(subject)
        if len(steps) > 1 and steps[-1][1] is None and atlas.lives[subject][-1].until:
            last = next(one for _, one in reversed(steps) if one)
            yield steps[-1][0], subject, last


def main() -> None:
    """Write the table, in order of time."""
    atlas = Atlas.load(*sys.argv[1:2])
    lines = ["| year | subject | last figure | as of | history from |"]
    lines.append("| --- | --- | ---: | --- | --- |")
    for day, subject, last in sorted(gone(atlas), key=lambda one: one[:2]):
        people = f"{last.low:,}" if last.low == last.high else f"{last.low:,}-{last.high:,}"
        lines.append(f"| {day.year} | {subject} | {people} | {last.as_of} | {day} |")
    sys.stdout.write("\n".join(lines) + "\n")


if __name__ == "__main__":
    main()
