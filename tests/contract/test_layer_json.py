"""JSON of other people: the same values, cells and places of damage in Python and on the page."""

import json
import random
import shutil
import struct
import subprocess
from pathlib import Path

import pytest

from csto_map.exchange.reading import json_read

ROOT = Path(__file__).parent.parent.parent
NODE = shutil.which("node")
pytestmark = pytest.mark.skipif(NODE is None, reason="node is not there")
CODE = """
import { readFileSync } from "node:fs";
import * as json from "%s";
const texts = JSON.parse(readFileSync(0, "utf8"));
const answers = texts.map((text) => {
  try {
    const value = json.parse(text);
    return json.isObject(value) ? ["cells", Object.entries(json.cellsOf(value)), json.asJson(value)]
      : ["json", json.asJson(value)];
  } catch (problem) {
    if (problem instanceof json.TooDeep) return ["deep"];
    return ["damaged", problem.line, problem.column, problem.more];
  }
});
console.log(JSON.stringify(answers));
"""


def on_the_page(texts: list[str]) -> list[list[object]]:
    code = CODE % (ROOT / "assets/src/layers/json.js").as_uri()
    done = subprocess.run(
        [str(NODE), "--input-type=module", "-e", code],
        input=json.dumps(texts),
        capture_output=True,
        text=True,
        check=True,
    )
    return json.loads(done.stdout)


def here(text: str) -> list[object]:
    try:
        value = json_read.parse(text)
        if isinstance(value, dict):
            found = [[name, cell] for name, cell in json_read.cells(value).items()]
            return ["cells", found, json_read.as_json(value)]
        return ["json", json_read.as_json(value)]
    except json_read.TooDeep:
        return ["deep"]
    except json_read.Damaged as problem:
        return ["damaged", problem.line, problem.column, problem.more]


def any_value(chance: random.Random, depth: int = 0) -> object:
    plain = [
        lambda: chance.choice(
            ["", "a", "Кант", 'q"\\', "\ud800", "😀", "\n\t\x01\x7f", "b;c", "0"]
        ),
        lambda: chance.choice([None, True, False, 0, -1, 2005, 2**53, 2**53 + 1, -(10**30), 1e21]),
        lambda: struct.unpack("d", chance.randbytes(8))[0],
        lambda: round(chance.uniform(-180, 180), chance.randint(0, 8)),
        lambda: chance.uniform(-1, 1) * 10.0 ** chance.randint(-9, 23),
    ]
    if depth > 3 or chance.random() < 0.6:
        return chance.choice(plain)()
    if chance.random() < 0.5:
        return [any_value(chance, depth + 1) for _ in range(chance.randint(0, 4))]
    names = ["a", "b", "10", "2", "007", "__proto__", "имя", "a.b", "", "4294967295"]
    return {
        name: any_value(chance, depth + 1)
        for name in chance.sample(names, chance.randint(0, len(names)))
    }


def test_values_are_the_same_cells() -> None:
    chance = random.Random(5)
    texts = [json.dumps(any_value(chance), ensure_ascii=chance.random() < 0.5) for _ in range(4000)]
    texts += [text.replace("\ud800", "") for text in texts if not text.isascii()]
    texts = [text for text in texts if "\ud800" not in text]
    texts += ["[" * 120 + "]" * 120, '{"a":' * 120 + "1" + "}" * 120, "[" * 5000 + "]" * 5000]
    texts += ["9" * 5000, "1e999", "-0", "[1.0, 1E5, 1e-7, 100000000000000000000.0]", '{"v":NaN}']

    for text, other in zip(texts, on_the_page(texts), strict=True):
        assert here(text) == other, text[:200]


def test_damage_is_found_at_the_same_place() -> None:
    chance = random.Random(6)
    texts = ["", " ", "{", "nul", '"a', '{"a" 1}', "[1,]", '{"a":1,}', "01", "1.", "-", "{} {}"]
    for _ in range(3000):
        indent = chance.choice([None, 1])
        letters = list(json.dumps([any_value(chance), "😀"], indent=indent))
        for _ in range(chance.randint(1, 3)):
            k = chance.randrange(len(letters))
            letters[k : k + chance.randint(0, 2)] = chance.choice(
                ["", ",", '"', "}", "x", "\\", "1"]
            )
        text = "".join(letters)
        texts.append(text[: chance.randint(1, len(text) or 1)] if chance.random() < 0.2 else text)
    answers = [here(text) for text in texts]

    for text, one, other in zip(texts, answers, on_the_page(texts), strict=True):
        assert one == other, text
    assert sum(answer[0] == "damaged" for answer in answers) > 2000
