"""What readers of people's files make of them, short: as ``tests/js/layers_told.js`` has it."""

import json
import subprocess
from pathlib import Path

from csto_map.errors import BadFile
from csto_map.exchange.reading import records
from csto_map.exchange.reading.shapes import point_of

ROOT = Path(__file__).parent.parent.parent
LAYERS = ROOT / "tests" / "cases" / "layers"
CASES = json.loads((LAYERS.parent / "formats_files.json").read_text(encoding="utf-8"))["files"]
BUNDLE = ("npx", "esbuild", "--bundle", "--format=iife", "--global-name=layers")


def told(path: Path | str, layer: str | None = None) -> dict[str, object]:
    """Say what a file is read as here; names of files in problems are as given."""
    try:
        table = records.read(path, layer)
    except BadFile as problem:
        remark = problem.args[0].as_json()
        if remark["key"] == "bad_xml":
            # Browsers and libraries count lines of damaged XML each in its own way.
            assert remark.pop("line") >= 1
            assert remark.pop("column") >= 1
        return {"problem": remark}
    shapes = table.shapes
    points = None if shapes is None else [point_of(shape) for shape in shapes]
    return {
        "columns": list(table.values),
        "cells": [[str(table.values[c][k]) for c in table.values] for k in range(len(table.rows))],
        "numbers": table.rows,
        "kinds": None if shapes is None else ["" if s is None else s.geom_type for s in shapes],
        "points": None if points is None else [p if p is None else list(p) for p in points],
        "times": table.times and [time and list(time) for time in table.times],
        "refused": [
            {
                "row": one.row,
                "column": one.column,
                "value": one.value,
                "reason": one.reason.as_json(),
            }
            for one in table.refused
        ],
        "notes": [note.as_json() for note in table.notes],
    }


def told_by_node(*paths: Path) -> list[dict[str, object]]:
    """Say what files are read as by the page's readers, outside a browser."""
    done = subprocess.run(
        ["node", "--no-warnings", str(ROOT / "tests/js/layers_told.js"), *map(str, paths)],
        capture_output=True,
        text=True,
        check=True,
    )
    return json.loads(done.stdout)
