"""Plans as plain values, for whoever edits them: nothing is lost, faults name line and field."""

import json
from pathlib import Path

import pytest

from csto_map.errors import BadOption
from csto_map.export.documents import plan

CASES = json.loads(
    (Path(__file__).parent.parent / "cases" / "plans.json").read_text(encoding="utf-8")
)


@pytest.mark.parametrize("case", CASES["written"], ids=lambda case: case["what"])
def test_what_the_page_writes_is_read_as_the_same_plan(real_atlas, case) -> None:
    told = plan.document(case["text"], real_atlas)
    assert told.pop("lost") == 0
    assert told == case["plan"]


@pytest.mark.parametrize("name", list(plan.shipped()))
def test_shipped_plans_lose_nothing(real_atlas, name: str) -> None:
    text = plan.find(name).read_text(encoding="utf-8")
    told = plan.document(text, real_atlas)
    whole = plan.parse(text, real_atlas)
    assert told["lost"] == 0
    assert told["head"] == [line for line in text.splitlines() if line.startswith("#")]
    assert told["titles"]["title"] == whole.title
    assert told["tables"] == list(whole.tables)
    assert [view["asked"]["date"] for view in told["views"]] == [
        view.still.day.isoformat() for view in whole.views
    ]
    assert [len(view["remarks"]) for view in told["views"]] == [
        len(view.remarks) for view in whole.views
    ]


def test_comments_between_the_lines_are_counted(real_atlas) -> None:
    text = "# Head\n\n# again\ntitle: x\n# lost\nviews:\n  - date: 2003\n    # lost too\n"
    told = plan.document(text, real_atlas)
    assert (told["head"], told["lost"]) == (["# Head", "# again"], 2)


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("title: x\nviews:\n  - date: 1950", "p:3: views 1, date: "),
        (
            "title: x\nviews:\n  - date: 2003\n  - date: 2004\n    view: moon",
            "p:5: views 2, view: ",
        ),
        ("title: x\nviews:\n  - date: 2003\n    vieww: moon", "p:4: views 1: 'vieww' "),
        (
            "title: x\nviews:\n  - date: 2003\n    remarks:\n      - event: none",
            "p:5: views 1, remarks 1, event: ",
        ),
        (
            "title: x\nviews:\n  - date: 2003\n    remarks:\n      - text: a\n        sources: [b]",
            "p:6: views 1, remarks 1, sources 1: ",
        ),
        ("title: x\ntables: [bases, towns]\nviews:\n  - date: 2003", "p:2: tables 2: "),
        ("title: x\nlayers: [tanks]\nviews:\n  - date: 2003", "p:2: layers: "),
        ("title: [x]\nviews:\n  - date: 2003", "p:1: title: "),
    ],
)
def test_a_fault_names_line_and_field(real_atlas, text: str, told: str) -> None:
    with pytest.raises(BadOption) as problem:
        plan.document(text, real_atlas, "p")
    assert str(problem.value).startswith(told)
