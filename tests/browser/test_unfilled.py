"""An atlas that is empty or half filled in: a map, never a blank page, and no error."""

import csv
import re

import pytest
import servers
import web_world
from csto_map.app import create_app
from csto_map.app.settings import Settings

from csto_map.atlas import Atlas
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

# Where the page says what to fill in first.
GUIDED = list(STAGES)[:3]


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
    with servers.hosting(create_app(Atlas.load(folder), Settings()).server) as url:
        page = web_world.Visit(browser, url, first=True).look()
        guide = page.page.locator(".unfilled")
        if stage in GUIDED:
            guide.wait_for()
        page.press("PageDown", "c")
        # Charts are offered where there is something to show.
        if page.run("() => !document.getElementById('tab-charts').hidden"):
            page.page.locator("#dock").wait_for()
        page.page.wait_for_load_state("networkidle")
        text = guide.inner_text() if guide.count() else ""
        land = page.page.locator("#map .areas path").count()
        said = page.said
        page.close()

    assert said == []
    assert land > 0
    missing = set(re.findall(r"tables/(\w+)\.csv", text))
    assert missing == (set(ROWS) - set(STAGES[stage]) if stage in GUIDED else set())
