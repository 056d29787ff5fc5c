"""Files packed into one document lose nothing, and grow smaller."""

import base64
import gzip
import json
import math
import random
import re

import pytest

from csto_map.page import packing

# The way back, as assets/src/export/packed.js has it.
LETTERS = bytes.maketrans(b",.", b"<&")


def unpacked(text):
    return gzip.decompress(base64.b85decode(text.encode().translate(LETTERS)))


def unfolded(value):
    if isinstance(value, list):
        return [unfolded(one) for one in value]
    if not isinstance(value, dict):
        return value
    if "by differences" not in value:
        return {key: unfolded(one) for key, one in value.items()}
    columns = []
    for decimals, differences in value["by differences"]:
        total, column = 0, []
        for one in differences:
            total += one or 0
            column.append(None if one is None else total / 10**decimals)
        columns.append(column)
    return columns[0] if len(columns) == 1 else [list(pair) for pair in zip(*columns, strict=True)]


def patched(base, patch):
    if isinstance(patch, list):
        return patch[0]
    if isinstance(base, list):
        base = dict(enumerate(base))
        patch = {int(key): one for key, one in patch.items()}
        return list(patched(base, patch).values())
    return base | {key: patched(base.get(key), one) for key, one in patch.items()}


def text(value):
    return json.dumps(value, ensure_ascii=False, separators=(",", ":"))


@pytest.mark.parametrize("length", range(9))
def test_packed_bytes_of_any_length_need_no_escape_and_come_back(length):
    body = bytes(range(250, 250 - length, -1))

    packed = packing.text_of(body)

    assert unpacked(packed) == body
    assert not re.search(r"""[<&"'\\\s]""", packed)


def test_coordinates_are_told_by_differences_that_give_the_very_numbers():
    rng = random.Random(5)
    xs = [rng.choice([None, round(rng.uniform(-4000, 4000), 2)]) for _ in range(200)]
    pairs = [[round(rng.uniform(-4000, 4000), 1), k + 0.5] for k in range(20)]
    whole = {"x": xs, "line": pairs, "other": [{"y": xs}]}

    folded = packing.folded(whole)

    assert text(unfolded(json.loads(text(folded)))) == text(whole)
    assert list(folded["x"]) == list(folded["line"]) == ["by differences"]
    line = [round(1000.01 + 0.03 * k, 2) for k in range(99)]
    assert len(text(packing.folded(line))) < len(text(line)) / 2


@pytest.mark.parametrize(
    "plain",
    [
        [1.5] * 7,
        list(range(20)),
        [math.pi * k for k in range(20)],
        [-0.0, *[0.5] * 20],
        [True, *[0.5] * 20],
        ["1.5"] * 20,
        [[0.5, 1.5, 2.5]] * 20,
        [[0.5, None]] * 20,
    ],
)
def test_other_arrays_stay_as_they_are(plain):
    assert text(packing.folded(plain)) == text(plain)


def test_a_file_with_a_member_of_the_folds_own_name_is_refused():
    with pytest.raises(ValueError, match="by differences"):
        packing.folded([{"by differences": []}])


BASE = {"a": 1, "b": [1, 2, {"c": "x", "d": None}], "e": {"f": "y"}, "g": [1]}


@pytest.mark.parametrize(
    ("value", "wanted"),
    [
        (BASE, {}),
        ({**BASE, "a": 2}, {"a": [2]}),
        ({**BASE, "a": None}, {"a": [None]}),
        ({**BASE, "a": True}, {"a": [True]}),
        ({**BASE, "a": []}, {"a": [[]]}),
        ({**BASE, "h": {}}, {"h": [{}]}),
        ({**BASE, "b": [1, 2, {"c": "z", "d": None}]}, {"b": {"2": {"c": ["z"]}}}),
        ({**BASE, "g": [1, 2]}, {"g": [[1, 2]]}),
        # Keys keep their order: a file is read by it.
        ({**BASE, "e": {"n": 1, "f": "y"}}, {"e": [{"n": 1, "f": "y"}]}),
        ({"b": BASE["b"]}, [{"b": BASE["b"]}]),
        ("none", ["none"]),
    ],
)
def test_a_patch_says_what_differs_and_no_more(value, wanted):
    patch = packing.patch(BASE, value)

    assert text(patch) == text(wanted)
    assert text(patched(BASE, json.loads(text(patch)))) == text(value)
