"""Write ``docs/benchmarks.md`` and its plots from the figures in ``docs/benchmarks.json``.

The figures are those that the benchmarks printed, taken over by hand with the machine and the
load they were measured on; this script only sets them as tables and bars, so that page and
plots cannot disagree. It needs matplotlib (``make bench-rivals`` installs it).
"""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import matplotlib as mpl
from matplotlib import pyplot as plt

DOCS = Path(__file__).resolve().parents[1] / "docs"
INK, OURS, OTHERS = "#1c2429", "#2d6482", "#b9b2a3"


def main() -> None:
    """Write the page and a plot for each of its tables that has one."""
    told = json.loads((DOCS / "benchmarks.json").read_text(encoding="utf-8"))
    parts = ["# Benchmarks", *told["about"]]
    for table in told["tables"]:
        parts += [f"## {table['title']}", table["about"], _table(table)]
        if "plot" in table:
            name = f"static/benchmark-{table['id']}.svg"
            _plot(table, DOCS / name)
            parts.append(f"![{table['title']}: {table['plot']['unit']}]({name})")
    (DOCS / "benchmarks.md").write_text("\n\n".join(parts) + "\n", encoding="utf-8")


def _table(table: dict[str, Any]) -> str:
    lines = [table["columns"], ["---"] * len(table["columns"]), *table["rows"]]
    return "\n".join(f"| {' | '.join(map(str, line))} |" for line in lines)


def _plot(table: dict[str, Any], path: Path) -> None:
    """Draw a column of a table as bars; ours are told apart by colour."""
    plot = table["plot"]
    column = table["columns"].index(plot["column"])
    rows = [row for row in table["rows"] if isinstance(row[column], int | float)]
    names, values = [str(row[0]) for row in rows], [row[column] for row in rows]
    # The same bytes for the same figures.
    mpl.rcParams.update({"svg.hashsalt": "csto-map", "svg.fonttype": "none", "font.size": 11})
    figure, axes = plt.subplots(figsize=(7.5, 0.6 + 0.4 * len(rows)))
    colours = [
        OURS if name.startswith("the atlas") or plot.get("all") else OTHERS for name in names
    ]
    bars = axes.barh(names, values, color=colours)
    axes.bar_label(bars, padding=4, color=INK)
    axes.invert_yaxis()
    axes.set_xlabel(plot["unit"], color=INK)
    axes.set_xscale("log" if plot.get("log") else "linear")
    axes.spines[["top", "right"]].set_visible(False)
    axes.margins(x=0.12)
    figure.savefig(path, bbox_inches="tight", metadata={"Date": None})
    plt.close(figure)


if __name__ == "__main__":
    main()
