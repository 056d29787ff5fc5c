"""The editor: what it writes when, what it tells, and to whom it answers."""

import asyncio
from concurrent.futures import ThreadPoolExecutor

import httpx
import pytest
from click.testing import CliRunner
from csto_map.app import create_app, edit
from csto_map.app.edit.session import Session
from csto_map.app.settings import Settings

from csto_map import cli
from csto_map.atlas import Atlas
from csto_map.audit.check import check
from csto_map.errors import BadOption, MissingFolder
from csto_map.facts.scaffold import scaffold
from csto_map.facts.schema import TABLES
from csto_map.language.words import languages, words

SOURCE = {"source_id": "paper", "title": "The Paper", "publisher": "Daily", "date": "2001"} | {
    "url": "https://example.org/paper"
}


@pytest.fixture
def folder(tmp_path):
    return scaffold(tmp_path / "atlas")


@pytest.fixture
def session(folder):
    return Session(folder)


def step(act, **more):
    return {"act": act, "row": None, "rows": [], "cells": {}, **more}


def data(folder, name):
    return (folder / "tables" / f"{name}.csv").read_bytes()


def row(state, number):
    return next(one["cells"] for one in state["table"]["rows"] if one["id"] == number)


@pytest.fixture
def named(folder):
    """A session of an atlas with rows that name each other, also in lists of ids."""
    path = folder / "tables"
    lines = {
        "sources": "book,The Book,Press,2012,https://example.org/b,,,,,\n"
        "other,Other,Press,2013,https://example.org/o,,,,,\n",
        "organizations": "PACT,The Pact,,PACT,,2000-01-01,..,certain,ongoing,,book\n",
        "memberships": "m1,PACT,POL,member,2000,..,certain,ongoing,,book\n"
        "m2,PACT,DEU,member,2000,..,certain,ongoing,,other;book\n",
    }
    for name, text in lines.items():
        file = path / f"{name}.csv"
        file.write_text(file.read_text(encoding="utf-8") + text, encoding="utf-8")
    return Session(folder)


class TestSession:
    def test_it_says_what_to_fill_in_first_until_there_is_something_to_see(self, session):
        assert session.state("sources")["first"] == [
            "sources", "organizations", "memberships", "sites", "events",
        ]  # fmt: skip
        assert session.change("sources", step("add", cells=SOURCE))["first"][0] == "organizations"
        assert session.change("sites", step("add"))["first"] == []

    def test_what_runs_is_written_at_once_and_the_map_follows(self, folder, session):
        state = session.change("sources", step("add", cells=SOURCE))

        assert b"The Paper" in data(folder, "sources")
        assert state["unwritten"] == []
        assert state["revision"] == 1
        assert row(state, 1)[:2] == ["paper", "The Paper"]

    def test_what_does_not_run_stays_out_of_the_files_with_its_faults(self, folder, session):
        before = data(folder, "memberships")
        state = session.change("memberships", step("add", cells={"country": "POL"}))

        assert data(folder, "memberships") == before
        assert not state["runs"]
        assert state["unwritten"] == ["memberships.csv"]
        assert state["revision"] == 0
        assert {one["column"] for one in state["table"]["faults"]} >= {"org_id", "status"}
        named = {one["id"]: one["faults"] for one in state["tables"]}
        assert named["memberships"] == len(state["table"]["faults"])
        assert session.change("memberships", step("undo"))["unwritten"] == []

    def test_what_waits_for_its_faults_to_be_mended_outlives_the_session(self, folder, session):
        session.change("memberships", step("add", cells={"country": "POL"}))
        state = Session(folder).state("memberships")

        assert state["unwritten"] == ["memberships.csv"]
        assert row(state, 0)[2] == "POL"

    def test_a_half_filled_row_is_written_where_somebody_insists(self, folder, session):
        session.change("memberships", step("add", cells={"country": "POL"}))
        state = session.change("memberships", step("write"))

        assert b"POL" in data(folder, "memberships")
        assert state["unwritten"] == []
        assert state["revision"] == 0

    def test_undo_takes_back_what_is_in_the_files(self, folder, session):
        before = data(folder, "sources")
        session.change("sources", step("add", cells=SOURCE))
        state = session.change("sources", step("undo"))

        assert data(folder, "sources") == before
        assert (state["undo"], state["redo"], state["revision"]) == (False, True, 2)

    def test_a_new_id_is_offered_to_those_who_name_the_row_and_undone_in_one_step(self, named):
        before = named.state("sources")
        rows, was = {one["cells"][0]: one["id"] for one in before["table"]["rows"]}, "book"
        number = rows[was]

        asked = named.change("sources", step("set", row=number, cells={"source_id": "volume"}))

        assert asked["asks"] == {
            "act": "rename", "table": "sources", "cells": 3, "row": number, "was": was,
            "tables": ["organizations", "memberships"],
        }  # fmt: skip
        # Of another table nobody is asked.
        assert named.state("units")["asks"] is None
        done = named.change("sources", step("rename", row=number, was=was))
        assert (done["asks"], done["runs"], done["unwritten"]) == (None, True, [])
        cells = [one["cells"][-1] for one in named.state("memberships")["table"]["rows"]]
        assert cells == ["volume", "other;volume"]
        named.change("sources", step("undo"))
        assert row(named.state("sources"), number)[0] == was
        cells = [one["cells"][-1] for one in named.state("memberships")["table"]["rows"]]
        assert cells == [was, f"other;{was}"]

    def test_a_row_that_others_name_is_deleted_only_where_somebody_is_sure(self, named):
        number = named.state("organizations")["table"]["rows"][0]["id"]

        asked = named.change("organizations", step("delete", rows=[number]))
        assert (asked["asks"]["act"], asked["asks"]["cells"]) == ("delete", 2)
        assert len(asked["table"]["rows"]) == 1
        done = named.change("organizations", step("delete", rows=[number], sure=True))
        assert done["table"]["rows"] == []
        # What nobody names goes at once.
        last = named.state("memberships")["table"]["rows"][1]["id"]
        rest = named.change("memberships", step("delete", rows=[last]))
        assert (rest["asks"], len(rest["table"]["rows"])) == (None, 1)

    def test_another_programs_change_is_told_once_and_shown(self, folder, session):
        path = folder / "tables" / "sources.csv"
        path.write_bytes(path.read_bytes() + b"theirs,Theirs,T,2002,,,,,,seen on paper\n")
        state = session.state("sources")

        assert state["reread"] == ["sources.csv"]
        assert row(state, 1)[1] == "Theirs"
        assert state["revision"] == 1
        assert session.state("sources")["reread"] == []

    @pytest.mark.parametrize("act", ["merge", "theirs"])
    def test_where_both_changed_a_table_nothing_goes_before_somebody_decides(
        self, folder, session, act
    ):
        session.change("sources", step("add", cells=SOURCE | {"date": "1.5.2001"}))
        path = folder / "tables" / "sources.csv"
        path.write_bytes(path.read_bytes() + b"theirs,Theirs,T,2002,,,,,,seen on paper\n")
        state = session.change("sources", step("set", row=1, cells={"date": "2001-05-01"}))

        assert state["clashes"] == ["sources.csv"]
        assert b"The Paper" not in path.read_bytes()
        assert row(state, 1)[:2] == ["paper", "The Paper"]
        state = session.change("sources", step(act))
        assert state["clashes"] == state["unwritten"] == []
        assert b"Theirs" in path.read_bytes()
        assert (b"The Paper" in path.read_bytes()) == (act == "merge")

    def test_choices_that_change_are_checked_anew(self, folder, session):
        path = folder / "atlas.toml"
        path.write_text(path.read_text("utf-8").replace('"whole"', '"hole"', 1), "utf-8")
        state = session.state("sources")

        assert not state["runs"]
        (fault,) = session.state("atlas")["table"]["faults"]
        assert (fault["file"], fault["value"]) == ("atlas.toml", "hole")
        assert row(session.state("atlas"), fault["row"])[0] == "default_view"
        assert path.read_text("utf-8").splitlines()[fault["line"] - 1] == 'default_view = "hole"'

    def test_what_is_not_there_changes_nothing(self, session):
        before = session.state("sources")
        for wrong in (step("set", row=9), step("set", row=0, cells={"nome": "x"})):
            with pytest.raises(KeyError):
                session.change("sources", wrong)
        with pytest.raises(KeyError):
            session.state("passwords")

        assert session.state("sources") == before

    def test_every_table_can_be_shown(self, session):
        for name in TABLES:
            table = session.state(name)["table"]
            assert [one["name"] for one in table["columns"]] == list(TABLES[name].columns())

    def test_words_of_the_atlas_are_offered(self, session):
        with (session.folder / "atlas.toml").open("a", encoding="utf-8") as file:
            file.write('\n[[site_kinds]]\nid = "fort"\ntext = { en = "Fort" }\nlike = "garrison"\n')
        columns = {one["name"]: one for one in session.state("sites")["table"]["columns"]}
        kind = columns["kind"]

        assert kind["kind"] == "choice"
        assert {"garrison", "fort"} <= {choice["value"] for choice in kind["choices"]}


def ask(app, method, path, host="127.0.0.1", **more):
    async def answer():
        transport = httpx.ASGITransport(app)
        async with httpx.AsyncClient(transport=transport, base_url=f"http://{host}") as client:
            return await client.request(method, path, **more)

    with ThreadPoolExecutor(1) as thread:
        return thread.submit(asyncio.run, answer()).result()


@pytest.fixture(scope="module")
def app(tmp_path_factory):
    return edit.make(scaffold(tmp_path_factory.mktemp("edit") / "atlas"), Settings())


class TestServer:
    @pytest.mark.parametrize("host", ["0.0.0.0", "192.168.1.4", "::", "example.org"])
    def test_it_listens_on_nothing_that_others_reach(self, folder, host):
        with pytest.raises(BadOption, match="no address of this machine alone"):
            edit.make(folder, Settings(host=host))
        done = CliRunner().invoke(cli.main, ["edit", str(folder), "--host", host])
        assert done.exit_code == 2

    def test_a_folder_that_is_none_is_refused(self, tmp_path):
        with pytest.raises(MissingFolder):
            edit.make(tmp_path, Settings())

    def test_its_page_keeps_to_itself(self, app):
        got = ask(app, "GET", "/edit/")

        assert got.status_code == 200
        policy = got.headers["content-security-policy"]
        assert "unsafe-eval" not in policy
        assert "'unsafe-inline'" not in policy.replace("style-src-attr 'unsafe-inline'", "")
        assert "http" not in got.text.replace("http-equiv", "").partition("<body>")[0]

    def test_its_own_pages_may_change_files(self, app):
        body = {"act": "add", "table": "sites"}
        got = ask(app, "POST", "/edit/change", json=body, headers={"Origin": "http://127.0.0.1"})

        assert got.status_code == 200
        assert got.json()["unwritten"] == ["sites.csv"]
        assert got.json()["table"]["rows"][0]["cells"][0] == "site-1"
        again = ask(app, "POST", "/edit/change", json={"act": "undo", "table": "sites"})
        assert again.json()["unwritten"] == []

    @pytest.mark.parametrize(
        "asked",
        [
            {
                "json": {"act": "add", "table": "sites"},
                "headers": {"Origin": "http://evil.example"},
            },
            {"json": {"act": "add", "table": "sites"}, "headers": {"Origin": "null"}},
            {
                "content": '{"act": "add", "table": "sites"}',
                "headers": {"Content-Type": "text/plain"},
            },
            {"data": {"act": "add", "table": "sites"}},
        ],
        ids=["another page", "a file", "plain text", "a form"],
    )
    def test_no_other_page_can_change_files(self, app, asked):
        assert ask(app, "POST", "/edit/change", **asked).status_code == 403

    def test_it_answers_to_no_name_of_others(self, app):
        assert ask(app, "GET", "/edit/state", host="rebound.example").status_code == 421
        assert ask(app, "GET", "/", host="rebound.example").status_code in (421, 503)

    @pytest.mark.parametrize(
        ("body", "status"),
        [
            ({"act": "set", "table": "sites", "row": 5, "cells": {"name": "x"}}, 409),
            ({"act": "set", "table": "passwords", "row": 0, "cells": {}}, 409),
            ({"act": "format", "table": "sites"}, 422),
            ({"act": "add", "table": "sites", "path": "/etc"}, 422),
        ],
    )
    def test_what_makes_no_sense_is_refused(self, app, body, status):
        assert ask(app, "POST", "/edit/change", json=body).status_code == status

    def test_a_folder_that_does_not_run_can_be_opened_to_be_mended(self, folder):
        path = folder / "tables" / "sites.csv"
        path.write_bytes(path.read_bytes() + b"base,Base\n")
        app = edit.make(folder, Settings())

        assert ask(app, "GET", "/edit/").status_code == 200
        shown = ask(app, "GET", "/")
        assert shown.status_code == 503
        assert words()["edit"]["stuck"] in shown.text
        state = ask(app, "GET", "/edit/state?table=sites").json()
        assert [one["row"] for one in state["table"]["faults"]] == [0]

    def test_serving_has_no_editor(self, folder):
        app = create_app(Atlas.load(folder), Settings()).server

        for address in ("/edit/", "/edit/state"):
            assert ask(app, "GET", address).status_code == 404
        assert ask(app, "POST", "/edit/change", json={"act": "undo"}).status_code in (404, 405)
        assert "csto-map:editor" not in ask(app, "GET", "/").text


@pytest.mark.parametrize("language", languages())
def test_every_table_has_a_name(language):
    assert set(words(language)["edit"]["names"]) == set(TABLES)


def test_what_atlas_toml_names_for_boundaries_is_cited_by_it(folder):
    path = folder / "tables" / "countries.csv"
    lines = path.read_text(encoding="utf-8").splitlines(keepends=True)
    path.write_text(lines[0], encoding="utf-8")
    rules = {one.rule for one in check(folder).faults}

    assert "unused-source" not in rules


def test_a_lens_that_names_no_organisation_reads_all(folder):
    path = folder / "tables" / "organizations.csv"
    rows = "".join(f"{id_},{id_},,{id_},,2000,..,certain,ongoing,,ne511deu\n" for id_ in "BA")
    path.write_bytes(path.read_bytes() + rows.encode())

    assert Atlas.load(folder).config.lenses[0].orgs == ("B", "A")
