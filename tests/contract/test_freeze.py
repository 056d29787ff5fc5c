"""``csto-map freeze``: what a site has, that it is the same twice, and what is refused."""

import re

import pytest
import toy_world
from click.testing import CliRunner
from csto_map.app import frozen
from PIL import Image

from csto_map import whole_files
from csto_map.atlas import Atlas
from csto_map.cli import main
from csto_map.errors import BadOption


@pytest.fixture(scope="module")
def folder(tmp_path_factory):
    return toy_world.write(tmp_path_factory.mktemp("freeze") / "toy")


def freeze(folder, site, *more):
    asked = ["freeze", str(site), "--data", str(folder), "--base-url", "https://a.example/b"]
    return CliRunner().invoke(main, [*asked, "--workers", "1", *more])


@pytest.fixture(scope="module")
def site(folder, tmp_path_factory):
    place = tmp_path_factory.mktemp("site") / "site"
    done = freeze(folder, place)
    assert done.exit_code == 0, done.output
    assert re.search(r"site: \d+ files, \d+\.\d MB, and \d+\.\d MB of them compressed", done.output)
    return place


def test_each_year_and_language_has_a_page_with_a_picture_for_previews(site, folder):
    atlas = Atlas.load(folder)
    years = range(atlas.first.year, atlas.horizon.year + 1)
    assert len(years) > 2
    sitemap = (site / "sitemap.xml").read_text()
    for language in ("", "ru/"):
        for year in years:
            page = (site / language / "year" / str(year) / "index.html").read_text()
            picture = f"pictures/{language}year/{year}.png"
            assert f'content="https://a.example/b/{picture}"' in page
            assert Image.open(site / picture).size == (1200, 628)
            assert f"<loc>https://a.example/b/{language}year/{year}/</loc>" in sitemap
            way = re.findall(r'id="opens" href="([^"]*)"', page)
            assert way == [f"{'../' * (2 + bool(language))}{_query(atlas, year, language)}"]


def _query(atlas, year, language):
    day = min(f"{year}-12-31", atlas.horizon.isoformat())
    return f"?date={day}{'&amp;lang=ru' if language else ''}"


def test_the_same_atlas_is_the_same_site_and_takes_its_place(site, folder):
    before = whole_files.hashes(site)
    assert freeze(folder, site).exit_code == 0
    assert whole_files.hashes(site) == before


def test_without_an_address_nothing_names_one(folder, tmp_path):
    done = CliRunner().invoke(
        main,
        ["freeze", str(tmp_path / "s"), "--data", str(folder), "--no-pictures", "--workers", "1"],
    )
    assert "no sitemap" in done.output
    assert not (tmp_path / "s" / "sitemap.xml").exists()
    assert not (tmp_path / "s" / "year").exists()
    assert "og:" not in (tmp_path / "s" / "index.html").read_text()


def test_a_folder_of_somebody_is_refused_in_a_line(folder, tmp_path):
    (tmp_path / "mine.txt").write_text("mine")
    done = freeze(folder, tmp_path)
    assert done.exit_code == 2
    assert "not touched" in done.output.splitlines()[-1]
    assert [one.name for one in tmp_path.iterdir()] == ["mine.txt"]


@pytest.mark.parametrize(
    ("base", "root"),
    [
        ("ftp://a.example/", ""),
        ("https://a.example/?x=1", ""),
        ("a.example", ""),
        ("https://a.example/b c/", ""),
        ("https://a.example/b/", "/c"),
        ("", "b"),
    ],
)
def test_what_is_no_place_is_refused(base, root):
    with pytest.raises(BadOption):
        frozen.Site.at(base, root)


def test_paths_and_addresses_agree():
    assert frozen.Site.at("https://a.example/b/", "").root == "/b"
    assert frozen.Site.at("https://a.example/b/", "/b/").base == "https://a.example/b"
    assert frozen.Site.at("https://a.example", "") == frozen.Site(base="https://a.example")
    assert frozen.Site.at("", "/b") == frozen.Site(root="/b")
