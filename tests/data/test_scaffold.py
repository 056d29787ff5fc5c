"""New folders: the template says all that can be chosen; examples and packages are whole."""

import csv
import re
import tomllib
import zipfile

import pytest
from click.testing import CliRunner
from pydantic import BaseModel

from csto_map import cli, paths
from csto_map.atlas import Atlas
from csto_map.audit.check import check
from csto_map.errors import BadFile
from csto_map.exchange.writing import files
from csto_map.facts import config, scaffold, schema
from csto_map.facts.config import Config

TEMPLATE = paths.folder("geodata") / "template" / "atlas.toml"


def uncommented():
    """The template with all its examples: those behind a # without a blank."""
    text = re.sub(r"^#(?=[\w\[])", "", TEMPLATE.read_text(encoding="utf-8"), flags=re.MULTILINE)
    return tomllib.loads(text)


def unsaid(model, given, path=""):
    """Name the choices of a model that a table of choices does not have."""
    for name in model.model_fields:
        if name not in given:
            yield f"{path}{name}"
            continue
        value = model.model_fields[name]
        inner = next((one for one in classes(value.annotation)), None)
        parts = given[name] if isinstance(given[name], list) else [given[name]]
        for part in parts if inner else []:
            yield from unsaid(inner, part, f"{path}{name}.")


def classes(annotation):
    if isinstance(annotation, type) and issubclass(annotation, BaseModel):
        yield annotation
    for one in getattr(annotation, "__args__", ()):
        yield from classes(one)


class TestTemplate:
    def test_it_has_an_example_of_every_choice(self):
        assert list(unsaid(Config, uncommented())) == []

    def test_its_examples_are_right(self):
        Config.model_validate(uncommented(), strict=False)

    def test_as_it_comes_it_is_right_too(self):
        assert config.read(TEMPLATE.parent).title


class TestTemplateRecipe:
    """A new folder has our outlines, and nothing of our border and of our sources."""

    def test_it_builds_the_outlines_that_come_with_it(self):
        def read(path):
            recipe = tomllib.loads(path.read_text(encoding="utf-8"))
            recipe.pop("border", None)
            for state in recipe["states"]:
                state.pop("sources", None)
            return recipe

        mine = TEMPLATE.parent / "recipe.toml"
        assert read(mine) == read(TEMPLATE.parents[1] / "boundaries" / "recipe.toml")
        told = tomllib.loads(mine.read_text(encoding="utf-8"))
        assert "border" not in told
        assert not any("sources" in state for state in told["states"])

    def test_it_is_what_a_new_folder_has(self, tmp_path):
        made = scaffold.scaffold(tmp_path / "new") / "boundaries"
        assert (made / "recipe.toml").read_bytes() == (TEMPLATE.parent / "recipe.toml").read_bytes()
        assert not (made / "border.parquet").exists()


def rows(folder, name):
    with (folder / "tables" / f"{name}.csv").open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


@pytest.fixture(scope="module")
def example(tmp_path_factory):
    return scaffold.example(tmp_path_factory.mktemp("example") / "atlas")


class TestExample:
    def test_it_breaks_no_rule_and_lives(self, example):
        assert check(example).faults == ()
        atlas = Atlas.load(example)
        day = atlas.at(atlas.config.default_date)
        assert len(day.member_states) > 3
        assert len(day.bases) > 0

    def test_it_is_small_and_every_row_is_one_of_the_programs_own(self, example):
        shipped = paths.folder("geodata")
        count = 0
        for name in schema.TABLES:
            there = rows(shipped, name)
            mine = rows(example, name)
            count += len(mine)
            assert [row for row in mine if row not in there] == [], name
        assert 200 < count < 800

    def test_the_command_makes_it(self, tmp_path):
        done = CliRunner().invoke(cli.main, ["init", str(tmp_path / "mine"), "--example"])

        assert done.exit_code == 0
        assert (tmp_path / "mine" / "README.md").is_file()


class TestFromPackage:
    def test_the_same_rows_and_choices_come_back(self, example, tmp_path):
        package = tmp_path / "mine.csv.zip"
        package.write_bytes(files.content(Atlas.load(example), ".csv.zip"))
        done = CliRunner().invoke(cli.main, ["init", str(tmp_path / "x"), "--from", str(package)])

        assert done.exit_code == 0, done.output
        folder = tmp_path / "x"
        assert {name: rows(folder, name) for name in schema.TABLES} == {
            name: rows(example, name) for name in schema.TABLES
        }
        assert (folder / "atlas.toml").read_bytes() == (example / "atlas.toml").read_bytes()
        assert check(folder).faults == ()

    @pytest.mark.slow
    def test_the_whole_shipped_atlas_comes_back(self, real_atlas, tmp_path):
        package = tmp_path / "csto.zip"
        package.write_bytes(files.content(real_atlas, ".csv.zip"))
        folder = scaffold.from_package(tmp_path / "x", package)

        assert {name: rows(folder, name) for name in schema.TABLES} == {
            name: rows(real_atlas.folder, name) for name in schema.TABLES
        }
        assert Atlas.load(folder).timeline == real_atlas.timeline

    def test_what_is_no_package_is_refused_and_leaves_nothing(self, tmp_path):
        (tmp_path / "text.zip").write_bytes(b"no zip")
        with zipfile.ZipFile(tmp_path / "other.zip", "w") as other:
            other.writestr("tables/sites.csv", "site_id\n")
        for name in ("text.zip", "other.zip", "none.zip"):
            with pytest.raises(BadFile, match=name):
                scaffold.from_package(tmp_path / "x", tmp_path / name)

        assert not (tmp_path / "x").exists()

    def test_a_border_of_somebody_else_does_not_get_our_lines(self, example, tmp_path):
        package = tmp_path / "theirs.zip"
        head = ",".join(schema.TABLES["border_sectors"].columns())
        theirs = f"{head}\nred,Red,,A-B,0,100,schematic,,jrl7024_afp\n"
        with zipfile.ZipFile(package, "w") as archive:
            archive.write(example / "atlas.toml", "atlas.toml")
            for name in schema.TABLES.keys() - {"border_sectors"}:
                archive.write(example / "tables" / f"{name}.csv", f"tables/{name}.csv")
            archive.writestr("tables/border_sectors.csv", theirs)

        made = scaffold.from_package(tmp_path / "x", package) / "boundaries"

        assert not (made / "border.parquet").exists()

    def test_only_tables_and_choices_are_taken(self, example, tmp_path):
        package = tmp_path / "mine.zip"
        package.write_bytes(files.content(Atlas.load(example), ".csv.zip"))
        with zipfile.ZipFile(package, "a") as archive:
            archive.writestr("../evil.txt", "x")
            archive.writestr("tables/evil.csv", "x")
        folder = scaffold.from_package(tmp_path / "x", package)

        assert not list(tmp_path.rglob("evil*"))
        assert not (folder / "days.csv").exists()
