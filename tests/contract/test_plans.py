"""``POST /plans``: reads a briefing plan for the page, and keeps nothing."""

import pytest

from csto_map.export.documents import plan


def test_a_plan_is_given_as_plain_values(client, url, real_atlas) -> None:
    text = plan.find("seven-dates").read_text(encoding="utf-8")
    answer = client.post(f"{url}plans", json={"name": "mine.yaml", "plan": text})
    assert answer.status_code == 200
    assert answer.json() == plan.document(text, real_atlas)


def test_a_fault_is_one_line_with_file_line_and_field(client, url) -> None:
    text = "title: x\nviews:\n  - date: 2003\n    view: moon\n"
    answer = client.post(f"{url}plans", json={"name": "mine.yaml", "plan": text})
    assert answer.status_code == 400
    assert answer.text.startswith("mine.yaml:4: views 1, view: view 'moon' does not exist")
    assert "\n" not in answer.text


@pytest.mark.parametrize(
    "body",
    [
        *(b"", b"[]", b"[" * 100_000, b"{}", b'{"name": 1, "plan": "title: x"}', b"\xff"),
        b'{"name": "a", "plan": "' + b"x" * 60_001 + b'"}',
        # Each line doubles the one before: told whole, it would fill the memory.
        b'{"name": "a", "plan": "a: &a [x]\\nb: &b [*a, *a]\\nc: [*b, *b]"}',
    ],
)
def test_what_is_no_plan_is_refused(client, url, body: bytes) -> None:
    answer = client.post(f"{url}plans", content=body, headers={"Content-Type": "application/json"})
    assert answer.status_code == 400
    assert len(answer.text) <= 500


def test_forms_of_other_pages_are_not_read(client, url) -> None:
    assert client.post(f"{url}plans", content="{}").status_code == 415
