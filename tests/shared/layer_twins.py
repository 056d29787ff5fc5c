"""How people's files are read, by both readers: as ``tests/js/layers_layer.js`` has it."""

import json
import subprocess
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

from csto_map.errors import AmbiguousDates, BadFile
from csto_map.exchange.reading import layer, records

ROOT = Path(__file__).parent.parent.parent
LAYERS = ROOT / "tests" / "cases" / "layers"
WAYS = {"dmy": "day", "mdy": "month", "": ""}
Question = Mapping[str, Any]


def outcome(question: Question) -> dict[str, Any]:
    """Say how a file is read here; `question` has path, name, and options map, dates, extent."""
    told, name = question.get("map", {}), question["name"]
    try:
        table = records.read(question["path"], None, tuple(told.values()))
        read = layer.of_table(
            table,
            name,
            told,
            extent=question.get("extent"),
            way=WAYS[question.get("dates", "")],
        )
    except AmbiguousDates as problem:
        doubt = problem.args[0].params
        day, month = (one.toordinal() for one in problem.readings)
        where = {key: doubt[key] for key in ("row", "column", "value")}
        return {"ambiguous": {**where, "day": day, "month": month}}
    except BadFile as problem:
        remark = problem.args[0].as_json()
        if remark.get("name") == question["path"]:
            remark["name"] = name
        return {"bad": remark}
    answer = read.as_json()
    answer["refused"] = [
        {**one, "reason": full.reason.as_json()}
        for one, full in zip(answer["refused"], read.refused, strict=True)
    ]
    answer["notes"] = [note.as_json() for note in read.notes]
    frame = read.frame
    columns = (frame.start, frame.end, frame.sidc, frame.colour, frame["size"], frame.details)
    answer["looks"] = [
        [*texts, None if size != size else size, details]
        for *texts, size, details in zip(*columns, strict=True)
    ]
    return json.loads(json.dumps(answer))


def by_node(questions: Sequence[Question]) -> list[dict[str, Any]]:
    """Say how the page reads files."""
    done = subprocess.run(
        ["node", "--no-warnings", str(ROOT / "tests/js/layers_layer.js")],
        input="\n".join(json.dumps(dict(one)) for one in questions),
        capture_output=True,
        text=True,
        check=True,
    )
    return [json.loads(line) for line in done.stdout.split("\n") if line]
