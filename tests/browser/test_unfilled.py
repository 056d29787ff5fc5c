"""An atlas that is empty or half filled in: a map, never a blank page, and no error."""

import csv
import re

import pytest
import servers
import web_world

from csto_map.facts.scaffold import scaffold

ROWS = {
    "sources": {"source_id": "paper", "title": "The Paper", "publisher": "Daily", "date": "2001"}
    | {"url": "https://example.org/paper"},
    "organizations": {"org_id": "PACT", "name": "The Pact", "abbr": "PACT", "start": "2000-01-01"}
    | {"end": "..", "start_certainty": "certain", "end_certainty": "ongoing"},
    "memberships": {"membership_id": "pact_pol", "org_id": "PACT", "country": "POL"}
    | {"status": "member", "start": "1999-01-01", "end": "..", "start_certainty": "certain"}
    | {"end_certainty": "ongoing"},
    "sites": {"site_id": "base", "name": "The Base", "kind": "garrison", "country": "POL"}
    | {"operator": "POL", "coord_precision": "none", "start": "1999", "end": ".."}
    | {"start_certainty": "certain", "end_certainty": "ongoing"},
    "events": {"event_id": "signed", "start": "1999", "kind": "treaty", "theme": "membership"}
    | {"title": "The Pact is signed", "weight": "3", "coord_precision": "none"},
}
STAGES = {
    "nothing": (),
    "only a source": ("sources",),
    "an organisation without members": ("sources", "organizations"),
    "members that no lens shows": ("sources", "organizations", "memberships"),
    "a site alone": ("sources", "sites"),
    "an event alone": ("sources", "events"),
    "all but a lens": tuple(ROWS),
}


def _fill(folder, tables):
    for name in tables:
        path = folder / "tables" / f"{name}.csv"
        with path.open(encoding="utf-8", newline="") as file:
            header = next(csv.reader(file))
        cells = ROWS[name] | ({"source_ids": "paper"} if "source_ids" in header else {})
        with path.open("a", encoding="utf-8", newline="") as file:
            csv.DictWriter(file, header, restval="", lineterminator="\n").writerow(cells)


@pytest.mark.parametrize("stage", STAGES)
def test_a_half_filled_folder_is_a_map_and_no_error(stage, tmp_path, browser):
    folder = scaffold(tmp_path / "mine")
    _fill(folder, STAGES[stage])
    with servers.serving("--data", str(folder)) as (url, _):
        page, problems = browser.new_page(), []
        page.on("console", lambda m: problems.append(m.text) if m.type == "error" else None)
        page.on("pageerror", lambda e: problems.append(str(e)))
        page.goto(url)
        page.wait_for_function(web_world.READY)
        page.keyboard.press("PageDown")
        page.keyboard.press("c")
        page.wait_for_timeout(300)
        guide = page.locator(".unfilled")
        shown = guide.count() == 1
        text = guide.inner_text() if shown else ""
        land = page.locator("#map .areas path").count()
        page.close()

    assert problems == []
    assert land > 0
    assert shown == (stage in list(STAGES)[:3])
    missing = set(re.findall(r"tables/(\w+)\.csv", text))
    assert missing == (set(ROWS) - set(STAGES[stage]) if shown else set())
