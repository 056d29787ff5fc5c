"""What the real facts say on days that matter: the founding document's story and the border's."""

import json
import re
from datetime import date
from pathlib import Path

import pytest
from click.testing import CliRunner

from csto_map import cli, errors

SEVEN = ["ARM", "BLR", "KAZ", "KGZ", "RUS", "TJK", "UZB"]


@pytest.fixture(scope="module")
def atlas(real_atlas):
    return real_atlas


class TestMembership:
    @pytest.mark.parametrize(
        ("day", "org", "status", "states"),
        [
            ("1992-05-15", "CST", "signatory", ["ARM", "KAZ", "KGZ", "RUS", "TJK", "UZB"]),
            ("1994-04-20", "CST", "member", ["ARM", "AZE", "BLR", "GEO", *SEVEN[2:]]),
            ("1999-04-20", "CST", "member", SEVEN[:-1]),
            ("2003-09-18", "CSTO", "member", SEVEN[:-1]),
            ("2009-06-14", "CSTO", "member", SEVEN),
            ("2012-12-19", "CSTO", "suspended", ["UZB"]),
            ("2024-02-22", "CSTO", "frozen", ["ARM"]),
        ],
    )
    def test_who_stood_how(self, atlas, day, org, status, states):
        assert atlas.at(day).organizations[org].get(status) == states

    def test_the_treaty_had_no_parties_the_day_before(self, atlas):
        assert atlas.at("1992-05-14").organizations["CST"] == {}

    def test_who_left_is_shown_as_former(self, atlas):
        states = atlas.at("2005-01-01").member_states.set_index("country").status

        assert dict(states[["AZE", "GEO", "UZB"]]) == dict.fromkeys(["AZE", "GEO", "UZB"], "former")

    def test_a_bound_state_is_never_hidden_by_a_signature(self, atlas):
        """Between the Charter's signature and its force the Treaty still bound six states."""
        states = atlas.at("2003-01-01").member_states

        assert list(states[states.status == "member"].country) == SEVEN[:-1]


class TestKant:
    def test_it_opens_on_23_october_2003(self, atlas):
        assert "kgz_kant" not in set(atlas.at("2003-10-22").bases.site_id)
        assert "kgz_kant" in set(atlas.at("2003-10-23").bases.site_id)

    def test_its_strength_is_the_latest_total_and_says_as_of_when(self, atlas):
        kant = atlas.at("2014-06-01").bases.set_index("site_id").loc["kgz_kant"]

        assert (kant.personnel_low, kant.personnel_high) == (400, 400)
        assert kant.personnel_as_of == "2013-10-26"


class TestBorder:
    @pytest.mark.parametrize(
        ("day", "guards"),
        [
            ("1993-06-01", ["RUS"] * 6),
            ("2004-12-02", ["RUS", "RUS", "RUS", "RUS", "TJK", "RUS"]),
            ("2005-06-01", ["RUS", "RUS", "TJK", "TJK", "TJK", "RUS"]),
            ("2005-07-13", ["TJK"] * 6),
        ],
    )
    def test_sectors_change_hands_one_by_one(self, atlas, day, guards):
        assert list(atlas.at(day).border.guard_country) == guards

    def test_the_six_sectors_have_their_names(self, atlas):
        assert list(atlas.at("2000-01-01").border.sector) == [
            "Pyanj",
            "Moskovsky",
            "Kalai-Khumb",
            "Khorog",
            "Ishkashim",
            "Murghab",
        ]

    def test_an_unknown_hand_over_is_marked_not_guessed(self, atlas):
        murghab = atlas.at("2005-01-01").border.set_index("sector").loc["Murghab"]

        assert murghab.certainty == "possible"
        assert murghab.end == ""

    def test_troops_without_a_state_are_shown_as_such(self, atlas):
        assert set(atlas.at("1992-03-01").border.guard_country) == {""}


class TestDates:
    @pytest.mark.parametrize("day", ["1990-12-31", "2026-03-22"])
    def test_a_day_outside_is_an_error_that_names_the_range(self, atlas, day):
        with pytest.raises(errors.DateOutOfRange, match=r"1991-01-01\.\.2026-03-21"):
            atlas.at(day)

    @pytest.mark.parametrize("day", ["yesterday", "2009-02-30", "14/06/2009", ""])
    def test_what_is_no_date_is_an_error(self, atlas, day):
        with pytest.raises(ValueError):
            atlas.at(day)

    @pytest.mark.parametrize("day", [date(2004, 10, 1), "2004-10-01", "2004-10"])
    def test_a_date_can_be_given_in_three_ways(self, atlas, day):
        assert atlas.at(day).date == date(2004, 10, 1)


class TestChanges:
    def test_every_day_has_one_sentence(self, atlas):
        days = [change.day for change in atlas.changes]

        assert days == sorted(set(days))
        assert all(change.text and not change.text.endswith(".") for change in atlas.changes)

    @pytest.mark.parametrize(
        ("day", "words"),
        [
            (date(1999, 4, 20), "Azerbaijan, Georgia and Uzbekistan leave"),
            (date(2003, 10, 23), "Kant air base opens"),
            (date(2004, 12, 3), "Tajikistan takes over the Khorog sector"),
            (date(2024, 2, 22), "Armenia freezes its part in the CSTO"),
        ],
    )
    def test_turning_points_are_told(self, atlas, day, words):
        told = {change.day: change.text for change in atlas.changes}

        assert words in told[day]

    def test_a_guard_first_seen_on_a_day_is_not_told_as_a_hand_over_of_that_day(self, atlas):
        """No source dates Murghab's hand-over; Pyanj's is dated to the same day."""
        told = {change.day: change.text for change in atlas.changes}

        assert "takes over the Pyanj sector" in told[date(2005, 7, 13)]
        assert not any("Murghab" in told[day] for day in told if "Tajikistan takes" in told[day])


class TestShow:
    def test_json_is_one_object_with_the_promised_keys(self):
        result = CliRunner().invoke(cli.main, ["show", "2009-06-14", "--json"])
        shown = json.loads(result.output)

        assert result.exit_code == 0
        assert set(shown) == {
            "date",
            "headline",
            "groupings",
            "organizations",
            "sites",
            "deployments",
            "border",
            "events",
            "personnel_by_host",
        }
        assert {"CST", "CSTO", "CIS", "EURASEC", "EAEU", "SCO"} <= set(shown["organizations"])
        assert shown["organizations"]["CSTO"]["member"] == SEVEN
        kant = next(site for site in shown["sites"] if site["id"] == "kgz_kant")
        assert kant["personnel"]["low"] == 700
        assert kant["personnel"]["source_ids"]
        assert [sector["guard_country"] for sector in shown["border"]] == ["TJK"] * 6
        assert any(
            "KSOR" in event["title"] or "rapid" in event["title"].lower()
            for event in shown["events"]
        )

    def test_it_says_a_day_in_lines_with_names_for_everything(self):
        told = CliRunner().invoke(cli.main, ["show", "2022-01-10"]).output

        assert told.startswith("10 January 2022: About 2,030 peacekeepers of five states are in ")
        assert "\n  CST, member: Armenia, Belarus," in told
        assert re.search(r"^Units: \d+$", told, re.MULTILINE)
        assert "  Russia: 201st Military Base, " in told
        assert re.search(r"^Contingents: \d+$", told, re.MULTILINE)
        assert re.search(r"Kazakhstan.*: Armenia, .*, 100 people", told)
        assert not re.search(r"\b(RUS|TJK|KAZ|ARM)\b", told)

    def test_what_a_day_or_an_atlas_has_not_has_no_heading(self):
        nato = Path(__file__).resolve().parents[2] / "examples" / "nato"
        told = CliRunner().invoke(cli.main, ["show", "2010", "--data", str(nato)]).output

        assert "NATO, member: Albania" in told
        assert not re.search(
            r"^(Border sectors|Sites in use|Units|Contingents)", told, re.MULTILINE
        )

    @pytest.mark.parametrize("day", ["1990-01-01", "nonsense", "2030"])
    def test_bad_input_is_one_clear_line_and_exit_2(self, day):
        result = CliRunner().invoke(cli.main, ["show", day])

        assert result.exit_code == 2
        assert "Traceback" not in result.output
        assert result.output.strip().splitlines()[-1].startswith("Error:")
