"""The types by which the page's code looks up elements are those that the shell makes."""

import re
from pathlib import Path

import pytest
from csto_map.app.layout import shell

ROOT = Path(__file__).resolve().parents[2]
DECLARED = re.compile(r'^  "?([\w-]+)"?: HTML(\w+)Element;$', re.MULTILINE)
# What the DOM calls them where it is not the name of the tag.
NAMES = {"Img": "Image"}


@pytest.fixture(scope="module")
def made(real_atlas):
    root = shell(real_atlas, {})
    parts = [root, *root._traverse()]
    return {
        part.id: NAMES.get(part._type, part._type) for part in parts if getattr(part, "id", None)
    }


def test_every_element_is_of_the_type_that_is_declared(made):
    text = (ROOT / "assets" / "src" / "types" / "dom.d.ts").read_text(encoding="utf-8")
    shells = text.partition("interface ShellElements {")[2].partition("}")[0]
    declared = dict(DECLARED.findall(shells))

    assert len(declared) == shells.count(";")
    assert {id_: made.get(id_) for id_ in declared} == declared
