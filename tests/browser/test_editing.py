"""From an empty folder to a first membership on the map, without a CSV file."""

import csv

import servers
import web_world

from csto_map.audit.check import check
from csto_map.facts.scaffold import scaffold

# Whether the map has something to show.
SHOWN = """() => window.cstoMap && document.getElementById("loading").hidden &&
  cstoMap.page.data.unfilled.length === 0"""


class Editor:
    """What somebody does at the editor, by keyboard and mouse."""

    def __init__(self, page):
        self.page = page

    def table(self, name):
        self.page.locator(f"[data-table={name}]").click()
        self.page.locator(f"[data-table={name}][aria-current=true]").wait_for()

    def add(self, **cells):
        """Add a row and fill its cells in, one after the other, by typing and Tab."""
        self.page.locator("#edit-add").click()
        for column, text in cells.items():
            if column == "source_ids":
                self.choose(text)
            else:
                self.page.locator(f".ag-cell-inline-editing[col-id={column}] :focus").wait_for()
                self.page.keyboard.type(text)
                self.page.keyboard.press("Tab")

    def choose(self, text):
        """Find one source in the list that is open, and be done."""
        self.page.locator(".edit-several :focus").wait_for()
        self.page.keyboard.type(text)
        self.page.keyboard.press("Enter")
        self.page.keyboard.press("Enter")

    def written(self):
        self.page.wait_for_function(
            """() => !document.getElementById("edit-status").classList.contains("edit-wrong")""",
            polling=100,
        )


def test_a_first_membership_comes_from_an_empty_folder_to_the_map(tmp_path, browser):
    folder = scaffold(tmp_path / "mine")
    with servers.serving(str(folder), command="edit") as (url, _):
        page, problems = browser.new_page(), []
        # A limit, not a wait: a busy machine may take its time with the map.
        page.set_default_timeout(60_000)
        page.on("console", lambda m: problems.append(m.text) if m.type == "error" else None)
        page.on("pageerror", lambda e: problems.append(str(e)))
        page.goto(url)
        page.locator("#edit-grid .ag-row").first.wait_for()
        map_ = page.frame_locator("#edit-frame")
        # The map says what to begin with, and leads there.
        map_.locator(".unfilled a").nth(1).click()
        page.locator("[data-table=organizations][aria-current=true]").wait_for()

        editor = Editor(page)
        editor.table("sources")
        editor.add(
            title="The Paper",
            publisher="Daily",
            date="2001",
            url="https://example.org/paper",
            rank="3",
        )
        page.keyboard.press("Escape")
        editor.written()
        editor.table("organizations")
        editor.add(
            name="The Pact",
            name_ru="",
            abbr="PACT",
            abbr_ru="",
            start="2000-01-01",
            end="..",
            start_certainty="certain",
            end_certainty="ongoing",
            note="The first pact",
            source_ids="paper",
        )
        editor.written()
        editor.table("memberships")
        editor.add(
            org_id="org-1",
            country="POL",
            status="membre",
            start="1999-01-01",
            end="..",
            start_certainty="certain",
            end_certainty="ongoing",
            note="",
        )
        page.locator(".edit-several :focus").wait_for()
        page.keyboard.press("Escape")
        # A word that does not exist: told with its remedy, at the cell, and not in the file.
        fault = page.locator("#edit-faults button", has_text="“membre”")
        fault.wait_for()
        assert "choose one of the words listed" in fault.inner_text()
        assert "POL" not in (folder / "tables/memberships.csv").read_text(encoding="utf-8")
        fault.click()
        page.locator(".ag-cell-focus.faulty[col-id=status]").wait_for()
        assert "membre" in page.locator("#edit-cell").inner_text()
        page.keyboard.press("Enter")
        page.locator(".ag-cell-inline-editing input").fill("member")
        page.keyboard.press("Enter")
        page.locator("#edit-faults button", has_text="source_ids").click()
        page.keyboard.press("Enter")
        editor.choose("paper")
        editor.written()

        frame = page.locator("#edit-frame").element_handle().content_frame()
        frame.wait_for_function(SHOWN, polling=250)
        member = frame.evaluate("() => JSON.stringify(cstoMap.page.state.states)")
        page.evaluate(web_world.AXE.read_text(encoding="utf-8"))
        found = {}
        for theme in ("light", "dark"):
            page.emulate_media(color_scheme=theme)
            worn = f"() => document.documentElement.dataset.theme === '{theme}'"
            page.wait_for_function(worn, polling=100)
            found[theme] = page.evaluate(web_world.FAULTS, ["", web_world.RULES])
        page.close()

    assert problems == []
    assert found == {"light": [], "dark": []}
    assert "POL" in member
    assert check(folder).faults == ()
    with (folder / "tables" / "memberships.csv").open(encoding="utf-8", newline="") as file:
        (row,) = csv.DictReader(file)
    assert row == {
        "membership_id": "membership-1", "org_id": "org-1", "country": "POL",
        "status": "member", "start": "1999-01-01", "end": "..", "start_certainty": "certain",
        "end_certainty": "ongoing", "note": "", "source_ids": "source-1",
    }  # fmt: skip
