"""Words of the interface: every language says everything, with the same places to fill in."""

import re
from pathlib import Path

import pytest

from csto_map import paths
from csto_map.errors import BadOption
from csto_map.facts import config
from csto_map.language import words
from csto_map.language.speech import load_speech

ROOT = Path(__file__).resolve().parents[2]
OTHERS = [name for name in words.languages() if name != "en"]
TITLED = ("views", "lenses", "layers")


# Forms of a text for a number: a language has those that its grammar has.
PLURALS = {"zero", "one", "two", "few", "many", "other"}


def flat(said, path=""):
    for name, value in said.items():
        if path + name == "numerals":
            continue
        if isinstance(value, dict) and set(value) <= PLURALS:
            yield f"{path}{name}", list(value.values())
        elif isinstance(value, dict):
            yield from flat(value, f"{path}{name}.")
        else:
            yield f"{path}{name}", value


def places(text):
    return set(re.findall(r"\{(\w+)(?::\w+)?\}", "".join(text)))


@pytest.mark.parametrize("language", OTHERS)
def test_every_key_of_english_is_there_and_no_other(language):
    assert set(dict(flat(words.words(language)))) == set(dict(flat(words.words("en"))))


@pytest.mark.parametrize("language", OTHERS)
def test_every_text_has_the_same_places_to_fill_in(language):
    own = dict(flat(words.words(language)))

    for key, text in flat(words.words("en")):
        assert places(own[key]) == places(text) or key.startswith("change."), key
        assert own[key], key


@pytest.mark.parametrize("language", words.languages())
def test_numbers_in_words_have_their_forms_and_forms_their_numbers(language):
    """Every form that a template asks for is a list from none on, and ``other`` is there."""
    said = words.words(language)
    asked = set()
    for section in ("finding", "tally"):
        for key, value in said[section].items():
            texts = value.values() if isinstance(value, dict) else [value]
            asked |= {form for text in texts for form in re.findall(r":(\w+)\}", text)}
            assert not isinstance(value, dict) or "other" in value, key

    assert asked == set(said["numerals"])
    assert all(len(set(forms)) == len(forms) == 13 for forms in said["numerals"].values())


@pytest.mark.parametrize("language", OTHERS)
def test_every_choice_of_the_atlas_has_a_title(language):
    folder = paths.folder("geodata")
    choices = config.read(folder)
    said = load_speech(language, folder)

    for section in TITLED:
        for item in getattr(choices, section):
            assert said.title(section, item.id, "") or item.title.isupper(), (section, item.id)
    for group in choices.group_titles:
        assert said.title("group_titles", group, "")
    for key in ("title", "subject", "border_name", "boundary_source", "projection"):
        assert said.title(key, "", "")


def test_every_word_that_a_script_asks_for_is_there():
    """A key is asked for as words.section.key; sections of their own scripts are said.key."""
    known = dict(flat(words.words("en")))
    for path in sorted((ROOT / "assets" / "src").rglob("*.js")):
        for section, key in re.findall(r"words\.(\w+)\.(\w+)", path.read_text(encoding="utf-8")):
            assert f"{section}.{key}" in known or section not in words.words("en"), (path.name, key)


def test_an_unknown_language_is_named_with_those_that_there_are():
    with pytest.raises(BadOption, match="'xx' does not exist; there are en, ru"):
        words.words("xx")


@pytest.mark.parametrize(
    ("language", "text", "certainty", "said"),
    [
        ("en", "2003-10-23", "certain", "23 October 2003"),
        ("en", "2004", "attested", "2004 (as attested; the true date is unknown)"),
        ("en", "2013~", "certain", "about 2013"),
        ("en", "..", "ongoing", "still so"),
        ("en", "", "unknown", "unknown"),
        ("ru", "2003-10-23", "certain", "23 октября 2003"),
        ("ru", "2004-10", "certain", "октябрь 2004"),
    ],
)
def test_dates_are_said_as_exactly_as_they_are_known(language, text, certainty, said):
    assert load_speech(language).date(text, certainty) == said


def test_names_are_listed_as_a_sentence_does():
    said = load_speech("en")

    assert said.listing(["A"]) == "A"
    assert said.listing(["A", "B", "C"]) == "A, B and C"
    assert said.listing(list("ABCDE"), most=3) == "A, B and 3 more"


@pytest.mark.parametrize(
    ("language", "today"),
    [("en", r"\b(now|currently|today|nowadays)\b"), ("ru", r"(?i)сейчас|теперь|ныне\b|сегодня")],
)
def test_the_day_of_the_map_is_never_called_now(language, today):
    for key, text in flat(words.words(language)):
        assert not re.search(today, "".join(text)), key
