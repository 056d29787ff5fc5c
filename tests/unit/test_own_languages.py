"""Languages that an atlas brings: words of the interface that the program has not."""

import json

import pytest
from click.testing import CliRunner

from csto_map import Atlas
from csto_map.audit import check
from csto_map.cli import main
from csto_map.errors import BadOption, DataError
from csto_map.exchange.writing import texts
from csto_map.language import own, translations, words
from csto_map.language.phrases import phrase
from csto_map.page import bundle
from csto_map.picture import scene
from tests.shared import toy_world

GERMAN = """
[status]
member = "Mitglied"
[card]
possible = "Zeit unsicher"
[finding]
takes_part = { one = "{n:words} Staat ist in {org}", other = "{n:words} Staaten sind in {org}" }
[numerals]
words = ["kein", "ein", "zwei", "drei"]
[sheet]
data = "Daten {version}"
"""


def write(folder, text=GERMAN, name="de.toml"):
    toy_world.write(folder)
    path = folder / "atlas.toml"
    text_ = path.read_text(encoding="utf-8")
    path.write_text(text_.replace('["en", "ru"]', '["en", "de"]'), encoding="utf-8")
    (folder / "locale").mkdir()
    (folder / "locale" / name).write_text(text, encoding="utf-8")
    return folder


def told(folder):
    report = check.check(folder)
    return [
        (f.rule, f.line, f.column, f.value, f.expected) for f in (*report.faults, *report.warnings)
    ]


def test_an_atlas_in_a_language_of_its_own_is_drawn_and_told_in_it(tmp_path):
    atlas = Atlas.load(write(tmp_path / "toy"))

    shown = scene.subject(atlas, "2002-06-01", language="de")
    page = bundle.timeline(atlas, "de")

    assert {area.status_text for area in shown.areas if area.status} == {"Mitglied"}
    assert page["words"]["card"]["possible"] == "Zeit unsicher"
    assert page["titles"]["status"]["member"] == "Mitglied"
    # Dates and numbers are those of the language, what it lacks is English.
    assert atlas.speech("de").date("2003-10-23") == "23 Oktober 2003"
    assert page["words"]["card"]["cite"] == words.words("en")["card"]["cite"]
    assert "atlas-de" in bundle.files(atlas)
    assert json.loads(bundle.files(atlas)["search-de"])["entries"]


def test_a_language_that_is_written_from_right_to_left_is_brought_like_any_other(tmp_path):
    folder = write(tmp_path / "toy", '[status]\nmember = "عضو"\n', "ar.toml")
    path = folder / "atlas.toml"
    path.write_text(path.read_text("utf-8").replace('"de"]', '"ar"]'), encoding="utf-8")

    assert own.read(folder)[0].rule == "untranslated-words"
    atlas = Atlas.load(folder)
    page = bundle.timeline(atlas, "ar")
    assert page["direction"] == "rtl"
    assert page["titles"]["status"]["member"] == "عضو"
    assert bundle.timeline(atlas, "en")["direction"] == "ltr"
    assert atlas.speech("ar").date("2003-10-23") == "23 أكتوبر 2003"


def test_names_in_a_language_without_columns_are_translated_with_the_other_texts(tmp_path):
    folder = write(tmp_path / "toy")
    tables = Atlas.load(folder).tables

    texts.renew(folder, tables, "de")
    catalogue = folder / "locale" / "de" / "countries.po"
    words_ = catalogue.read_text(encoding="utf-8")
    assert 'msgid "Aland"\nmsgstr ""' in words_
    catalogue.write_text(
        words_.replace('msgid "Aland"\nmsgstr ""', 'msgid "Aland"\nmsgstr "Ahland"'),
        encoding="utf-8",
    )

    atlas = Atlas.load(folder)
    assert {one["id"]: one["name"] for one in bundle.timeline(atlas, "de")["countries"]}[
        "AAA"
    ] == "Ahland"
    shown = scene.subject(atlas, "2002-06-01", language="de")
    assert "Ahland" in {area.name for area in shown.areas}
    # Russian has columns of its own: a catalogue need not repeat them.
    assert "Aland" not in translations.texts(tables, "countries", "ru")


def test_texts_by_number_have_the_forms_and_numerals_of_the_language(tmp_path):
    speech = Atlas.load(write(tmp_path / "toy")).speech("de")

    said = [phrase(speech, "takes_part", n=n, org="PAKT") for n in (1, 3, 12)]
    assert said == ["ein Staat ist in PAKT", "drei Staaten sind in PAKT", "12 Staaten sind in PAKT"]


def test_what_is_not_translated_is_one_warning_that_counts_it(tmp_path):
    (warning,) = (one for one in told(write(tmp_path / "toy")) if one[0] == "untranslated-words")

    lacking, count = (int(n) for n in warning[3].removesuffix(" texts").split(" of "))
    assert count - lacking == 5 - 1 + 1  # five texts are given; numerals never lack
    assert "in German; they are said in English" in warning[4]


@pytest.mark.parametrize(
    ("text", "line", "column", "value", "wanted"),
    [
        ('[stauts]\nmember = "M"', 1, "stauts", "stauts", "did you mean status?"),
        ('[status]\nmembr = "M"', 2, "status.membr", "membr", "did you mean member?"),
        ('[status]\nmember = ["M"]', 2, "status.member", "['M']", "a text"),
        ('status = "M"', 1, "status", "M", "a section of texts"),
        ('[sheet]\ndata = "D {versoin}"', 2, "sheet.data", "{versoin}", "these gaps: version"),
        ('[sheet]\ndata = "D {version"', 2, "sheet.data", "D {version", "braces come in pairs"),
        (
            '[finding]\ntakes_part = { one = "{n} S" }',
            2,
            "finding.takes_part",
            "{'one': '{n} S'}",
            "with `other`",
        ),
        (
            '[finding]\ntakes_part = "{n:words} S"',
            2,
            "finding.takes_part.other",
            "{n:words}",
            "a form of [numerals] in this file",
        ),
        ("[status]\nmember = M", 2, "*", "Invalid value", "valid TOML"),
    ],
)
def test_a_slip_is_a_fault_with_its_line_and_nobody_loads_it(
    tmp_path, text, line, column, value, wanted
):
    folder = write(tmp_path / "toy", text)

    fault, *others = (one for one in told(folder) if one[0] != "untranslated-words")
    assert (*fault[:3], others) == ("words", line, column, [])
    assert value in fault[3]
    assert wanted in fault[4]
    with pytest.raises(DataError, match=r"locale.de\.toml"):
        Atlas.load(folder)


@pytest.mark.parametrize(
    ("name", "wanted"),
    [
        ("ru.toml", "section [words]"),
        ("deutsch.toml", "a code of a language"),
    ],
)
def test_a_file_that_brings_no_language_says_why(tmp_path, name, wanted):
    faults = own.read(write(tmp_path / "toy", GERMAN, name))

    assert [wanted in fault.expected for fault in faults] == [True]


def test_a_file_to_fill_in_has_every_text_and_lacks_all(tmp_path):
    folder = toy_world.write(tmp_path / "toy")

    begun = CliRunner().invoke(main, ["data", "texts", "de", str(folder)])

    assert begun.exit_code == 0, begun.output
    path = folder / "locale" / "de.toml"
    text = path.read_text(encoding="utf-8")
    assert '# member = "Member"' in text
    (warning,) = own.read(folder)
    count = warning.value.removesuffix(" texts").split(" of ")
    # How numbers are said is not asked of anybody.
    assert int(count[0]) == int(count[1]) - 1
    opened = text.replace("# member = ", "member = ", 1)
    path.write_text(opened, encoding="utf-8")
    again = CliRunner().invoke(main, ["data", "texts", "de", str(folder)])
    assert again.exit_code == 0
    assert path.read_text(encoding="utf-8") == opened


def test_two_atlases_with_other_words_are_not_open_at_once(tmp_path):
    one = write(tmp_path / "one")
    Atlas.load(one)
    # The same words, or other ones of the same folder, are no matter.
    Atlas.load(write(tmp_path / "same"))
    (one / "locale" / "de.toml").write_text('[status]\nmember = "M"\n', encoding="utf-8")

    with pytest.raises(BadOption, match=r"other words in .*same"):
        Atlas.load(one)


def test_a_folder_may_change_its_words(tmp_path):
    folder = write(tmp_path / "toy")
    Atlas.load(folder)
    (folder / "locale" / "de.toml").write_text('[status]\nmember = "M"\n', encoding="utf-8")

    assert Atlas.load(folder).speech("de").words["status"]["member"] == "M"


def test_a_language_that_atlas_toml_names_first_is_begun(tmp_path):
    """Whoever names it before it is there is told the command, and that works."""
    toy_world.write(tmp_path / "toy")
    choices = tmp_path / "toy" / "atlas.toml"
    choices.write_text(toy_world.TOML.replace('["en", "ru"]', '["en", "fr"]'), encoding="utf-8")

    (fault,) = check.check(tmp_path / "toy").faults
    assert "csto-map data texts fr" in fault.expected
    assert CliRunner().invoke(main, ["data", "texts", "fr", str(tmp_path / "toy")]).exit_code == 0
    assert check.check(tmp_path / "toy").faults == ()


@pytest.mark.parametrize("language", ["french", "../fr", "ar", ""])
def test_no_file_is_begun_for_what_is_no_language(tmp_path, language):
    toy_world.write(tmp_path / "toy")

    with pytest.raises(BadOption, match="is not a"):
        own.begin(tmp_path / "toy", language)
    assert not (tmp_path / "toy" / "locale").exists()
