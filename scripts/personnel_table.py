"""Renew the table of personnel by host in docs/explanation/personnel.md.

    python scripts/personnel_table.py docs/explanation/personnel.md

It stands between two markers and is held current by tests/data/test_personnel.py.
"""

from __future__ import annotations

import sys
from pathlib import Path

from csto_map.atlas import Atlas

BEGIN, END = "<!-- personnel -->", "<!-- /personnel -->"
DAYS = ("2003-06-30", "2013-06-30", "2023-06-30")
TOGETHER = ("TJK", "KGZ", "ARM")


def table(atlas: Atlas) -> str:
    """Write the numbers of three days, all hosts and some together, as Markdown."""
    lines = ["| day | host | of | people | method | as of | age | covered | sources |"]
    lines.append("| --- | --- | --- | ---: | --- | --- | --- | ---: | --- |")
    for day in DAYS:
        for one in (*atlas.personnel(day=day), *atlas.personnel(TOGETHER, day=day)):
            people = f"{one.low:,}" if one.low == one.high else f"{one.low:,} to {one.high:,}"
            age = one.age.replace("_", " ")
            sources = ", ".join(f"`{id_}`" for id_ in one.source_ids)
            cells = (
                day,
                one.host.replace(";", " + "),
                one.operator,
                people,
                one.method,
                one.as_of,
                age,
            )
            lines.append(f"| {' | '.join(cells)} | {one.covered:.0%} | {sources} |")
    return "\n".join(lines)


def renewed(text: str, atlas: Atlas) -> str:
    """Give a page with its table made anew; a ValueError where a marker is missing."""
    before, begin, rest = text.partition(BEGIN)
    _, end, after = rest.partition(END)
    if not begin or not end:
        raise ValueError(f"{BEGIN} and {END} are wanted")
    return f"{before}{BEGIN}\n{table(atlas)}\n{END}{after}"


if __name__ == "__main__":
    page = Path(sys.argv[1])
    page.write_text(renewed(page.read_text(encoding="utf-8"), Atlas.load()), encoding="utf-8")
