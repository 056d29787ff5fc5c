"""No fact stands in code: another folder of data makes another atlas."""

import re
from pathlib import Path

import pytest

from csto_map.atlas import Atlas
from csto_map.facts import schema
from csto_map.facts.vocabulary import KNOWN, SECTIONS

ROOT = Path(__file__).resolve().parents[2]
ENDINGS = {".py", ".js", ".css", ".toml", ".typ"}
FILES = [
    path
    for folder in ("csto_map", "app", "assets")
    for path in sorted((ROOT / folder).rglob("*"))
    if path.suffix in ENDINGS and not {"vendor", "dist"} & set(path.parts)
]
# The help says what is drawn without a folder; name_ru columns are in the Russian language.
NAMES = re.compile(
    r"^\"\"\"CSTO Map|is the atlas of the CSTO|Russian (?:name|abbreviation)|^\s*// .*Russian"
)
WORD = re.compile(r"\w+")
# Too common in English or in code to tell a fact by.
COMMON = {"", "book", "in_force", "DOM"}


ATLASES = [None, *sorted(path.parent for path in (ROOT / "examples").glob("*/atlas.toml"))]


@pytest.fixture(scope="module", params=ATLASES, ids=lambda path: path.name if path else "shipped")
def facts(request):
    """Codes, names, ids and words of an atlas, and stems that only the shipped one would bring."""
    atlas = Atlas.load(request.param)
    tables, vocabulary = atlas.tables, atlas.config.vocabulary
    words = {row.country for row in tables.countries}
    words |= {row.name for row in tables.countries} | {row.name for row in tables.border_sectors}
    for row in tables.organizations:
        words |= {row.org_id, row.abbr, row.abbr_ru}
    for name, model in schema.TABLES.items():
        ids = (getattr(row, model.key) for row in getattr(tables, name))
        words |= {id_ for id_ in ids if "_" in id_ or any(c.isdigit() for c in id_)}
    for section in SECTIONS:
        words |= set(vocabulary.drawn[section]) - set(KNOWN.drawn[section])
    words |= {"Kant", "Tajik", "Russian", "Soviet", "USSR", "KSOR", "KSBR", "КСОР", "КСБР"}
    return words - COMMON


def test_no_file_names_a_state_organisation_place_or_row(facts):
    found = [
        f"{path.relative_to(ROOT)}:{number}: {', '.join(sorted(named))}"
        for path in FILES
        for number, line in enumerate(path.read_text(encoding="utf-8").splitlines(), start=1)
        if (named := facts & set(WORD.findall(NAMES.sub("", line))))
    ]

    assert len(FILES) > 100
    assert found == []


def test_no_word_that_every_atlas_knows_is_an_atlases_own(facts):
    known = {word for section in SECTIONS for word in KNOWN.drawn[section]}

    assert not facts & known
