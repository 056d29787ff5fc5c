"""Whatever `csto-map data check` passes runs: it is tried out, and slips nobody thought of too."""

import random
import shutil

import mutations
import pytest
from click.testing import CliRunner

from csto_map import cli
from csto_map.atlas import Atlas
from csto_map.audit import check as checking
from csto_map.audit import trial
from csto_map.errors import BadFile, DataError, MissingExtra
from csto_map.exchange.writing import files
from csto_map.facts import config
from csto_map.facts.rules import breach
from csto_map.page import bundle

PLAN = """title: Two
views:
  - date: 2003-01-01
    view: all
    remarks:
      - event: signed
"""
# What of a trial is quick: all that reads choices and cells, in both languages, but no wrapping.
QUICK = ("what held", "the page", "a frame", "a file as .geojson")


@pytest.fixture(scope="module")
def world(tmp_path_factory):
    """A toy world in which every choice is made."""
    return mutations.world(tmp_path_factory.mktemp("world") / "all")


def test_the_world_makes_every_choice(world):
    """Else nothing spoils those that it leaves out."""
    made = config.read(world)

    assert set(config.Config.model_fields) == made.model_fields_set


def test_an_atlas_that_keeps_every_rule_is_made_once(world):
    done = CliRunner().invoke(cli.main, ["data", "check", str(world)])

    assert done.exit_code == 0, done.output
    assert "no faults" in done.output
    tried = [what for what, _ in trial.steps(Atlas.load(world))]
    for what in ("the page", "the picture ?date=2003-01-01&view=all", "a picture as pptx",
                 "a frame of a film", "a file as .gpkg", "a file as .xlsx"):  # fmt: skip
        assert what in tried


def test_quick_tries_nothing(world, monkeypatch):
    monkeypatch.setattr(trial, "faults", lambda *_: pytest.fail("tried"))
    done = CliRunner().invoke(cli.main, ["data", "check", "--quick", str(world)])

    assert done.exit_code == 0


def test_a_folder_with_faults_is_not_tried(toy, monkeypatch):
    """They would be told again as whatever follows from them."""
    monkeypatch.setattr(trial, "faults", lambda *_: pytest.fail("tried"))
    (toy / "tables" / "units.csv").unlink()

    assert [fault.rule for fault in checking.prove(toy).faults] == ["missing-table"]


def _raise(problem):
    def step():
        raise problem

    return step


def test_what_cannot_be_made_is_a_fault_in_plain_words(toy, monkeypatch):
    at = breach("edtf", toy / "tables/sites.csv", 3, "start", "soon", "a date")
    steps = [
        ("the page", _raise(KeyError("pact"))),
        ("a picture as png", _raise(BadFile("coarse.parquet is damaged"))),
        ("a file as .kmz", _raise(DataError([at]))),
        ("a picture as pdf", _raise(MissingExtra("typst is not installed"))),
        ("a file as .xlsx", lambda: None),
    ]
    monkeypatch.setattr(trial, "steps", lambda _: iter(steps))
    told = []
    found = list(trial.faults(toy, told.append))

    assert told == [what for what, _ in steps]
    assert {fault.rule for fault in found} == {"runs"}
    assert [(fault.path.name, fault.line, fault.value) for fault in found] == [
        ("atlas.toml", 0, "the page"),
        ("atlas.toml", 0, "a picture as png"),
        ("sites.csv", 3, "soon"),
    ]
    assert "made: KeyError: 'pact'" in found[0].told()
    assert "made: coarse.parquet is damaged" in found[1].told()
    assert all(fault.fix for fault in found)


@pytest.mark.parametrize(
    ("was", "now", "told"),
    [("2003-01-01", "1803-01-01", "two.yaml:3:"), ("view: all", "view: al", "two.yaml:4:"),
     ("event: signed", "event: singed", "two.yaml:6:")],
)  # fmt: skip
def test_plans_of_a_folder_are_held_to_its_facts(toy, monkeypatch, was, now, told):
    (toy / "plans").mkdir()
    path = toy / "plans" / "two.yaml"
    path.write_text(PLAN, encoding="utf-8")
    steps = [step for step in trial.steps(Atlas.load(toy)) if step[0] == "the plan two.yaml"]
    monkeypatch.setattr(trial, "steps", lambda _: iter(steps))
    assert list(trial.faults(toy)) == []

    path.write_text(PLAN.replace(was, now), encoding="utf-8")
    (fault,) = trial.faults(toy)
    assert fault.rule == "runs"
    assert told in fault.told()


def test_a_number_that_no_browser_reads_is_a_fault(toy, monkeypatch):
    """Python writes NaN into JSON; the page would stay blank."""
    monkeypatch.setattr(bundle, "files", lambda _: {"charts": b'{"y": [NaN]}'})
    page = next(step for step in trial.steps(Atlas.load(toy)) if step[0] == "the page")
    monkeypatch.setattr(trial, "steps", lambda _: iter([page]))
    (fault,) = trial.faults(toy)

    assert "charts.json holds NaN" in fault.told()


@pytest.mark.parametrize("seed", range(8))
def test_a_slip_that_nobody_thought_of_is_refused_or_runs(world, tmp_path, seed):
    """Any key of atlas.toml, any column of any table, spoilt at random: the same in every run."""
    chance = random.Random(seed)
    slips = list(mutations.every(world))
    # Most slips are refused, which is quick.
    for number, slip in enumerate(chance.sample(slips, 4)):
        folder = tmp_path / str(number)
        shutil.copytree(world, folder)
        mutations.apply(folder, slip)
        if checking.check(folder).faults:
            continue
        for what, make in trial.steps(Atlas.load(folder)):
            if what.startswith(QUICK) or "layers=" in what:
                try:
                    make()
                except Exception as problem:
                    raise AssertionError(f"{slip}: {what}") from problem


def test_a_long_title_is_no_long_name_of_a_file(toy):
    text = (toy / "atlas.toml").read_text(encoding="utf-8").replace("Toy Map", "Ж" * 300)
    (toy / "atlas.toml").write_text(text, encoding="utf-8")

    assert files.content(Atlas.load(toy), ".geojson")
