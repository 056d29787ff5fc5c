"""From an empty folder to a first membership, a title and a view, without opening a file."""

import csv
import re
import tomllib
from contextlib import contextmanager

import servers
import web_world

from csto_map.audit.check import check
from csto_map.facts.scaffold import scaffold

# Whether the map has something to show.
SHOWN = """() => window.cstoMap && document.getElementById("loading").hidden &&
  cstoMap.page.data.unfilled.length === 0"""
# Whether it is being loaded, and what it is loaded of.
AWAY = "() => !document.getElementById('edit-frame').contentWindow.cstoMap"
ATLAS = re.compile(r"/atlas\.[0-9a-f]+\.json$")


class Editor:
    """What somebody does at the editor, by keyboard and mouse."""

    def __init__(self, page):
        self.page = page

    def table(self, name):
        self.page.locator(f"[data-table='{name}']").click()
        self.page.locator(f"[data-table='{name}'][aria-current=true]").wait_for()

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

    def choice(self, name, text):
        """Write a choice that stands once."""
        named = self.page.locator(f".ag-pinned-left-cols-container .ag-row:has-text('{name}')")
        at = named.first.get_attribute("row-index")
        self.page.locator(f".ag-row[row-index='{at}'] [col-id=value]").dblclick()
        self.page.locator(".ag-cell-inline-editing input").fill(text)
        self.page.keyboard.press("Enter")

    def add_at_once(self, *texts):
        """Add a row and type before the server has made it, a Tab after each text but the last."""
        held = []

        def hold(route):
            held.append(route)

        self.page.route("**/edit/change", hold)
        with self.page.expect_request("**/edit/change"):
            self.page.locator("#edit-add").click()
        for k, text in enumerate(texts):
            if k:
                self.page.keyboard.press("Tab")
            self.page.keyboard.type(text)
        held[0].continue_()
        self.page.unroute("**/edit/change")
        self.page.wait_for_function(
            "text => document.querySelector('.ag-cell-inline-editing input')?.value === text",
            arg=texts[-1],
        )
        self.page.keyboard.press("Enter")

    @contextmanager
    def map_away(self):
        """Load the map anew, and keep it from showing anything meanwhile."""
        held = []
        self.page.route(ATLAS, lambda route: held.append(route))  # noqa: PLW0108 - it is marked
        self.page.locator("#edit-frame").evaluate("(map) => map.contentWindow.location.reload()")
        self.page.wait_for_function(AWAY, polling=50)
        yield
        for route in held:
            route.continue_()
        self.page.unroute(ATLAS)

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


def test_a_first_atlas_comes_from_an_empty_folder_to_the_map(tmp_path, browser):
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
        # What stands in atlas.toml: the title, a fault at its cell, and a view of the map's frame.
        editor.table("atlas")
        editor.choice("title", "The Pact")
        page.locator("#edit-atlas", has_text="The Pact").wait_for()
        editor.choice("default_view", "nowhere")
        fault = page.locator("#edit-faults button", has_text="“nowhere”")
        assert "atlas.toml, line" in fault.inner_text()
        assert "nowhere" not in (folder / "atlas.toml").read_text(encoding="utf-8")
        editor.choice("default_view", "whole")
        editor.written()
        editor.table("atlas.views")
        with editor.map_away():
            editor.add_at_once("Close to it", "fine")
        page.locator(".ag-row .ag-cell[col-id=level]", has_text="fine").wait_for()
        editor.written()
        page.evaluate(web_world.AXE.read_text(encoding="utf-8"))
        # What is told of a cell beneath the pointer fades away, and is pale meanwhile.
        page.mouse.move(2, 2)
        page.wait_for_function("() => !document.querySelector('.ag-tooltip')", polling=100)
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
    chosen = tomllib.loads((folder / "atlas.toml").read_text(encoding="utf-8"))
    whole, close = chosen["views"]
    assert (chosen["title"], chosen["default_view"]) == ("The Pact", "whole")
    assert (close["title"], close["level"]) == ("Close to it", "fine")
    # The map beside is narrower than it is high, and in the middle of the view that it showed.
    middle = (close["x0"] + close["x1"] - whole["x0"] - whole["x1"]) / 2
    assert abs(middle) < 2
    assert 0 < close["x1"] - close["x0"] < close["y1"] - close["y0"]
    with (folder / "tables" / "memberships.csv").open(encoding="utf-8", newline="") as file:
        (row,) = csv.DictReader(file)
    assert row == {
        "membership_id": "membership-1", "org_id": "org-1", "country": "POL",
        "status": "member", "start": "1999-01-01", "end": "..", "start_certainty": "certain",
        "end_certainty": "ongoing", "note": "", "source_ids": "source-1",
    }  # fmt: skip
