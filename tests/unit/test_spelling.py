"""Words in any script and spelling become the same letters, and then the same sound."""

import re

import pytest

from csto_map.language.spelling import FOLDS, fold, letters, normalise, split


@pytest.mark.parametrize(
    ("text", "plain"),
    [
        ("Кант", "kant"),
        ("Қӯрғонтеппа", "qurghonteppa"),
        ("Объект", "obekt"),
        ("Ўзбекистон", "uzbekiston"),
        ("Kürşad", "kursad"),
        ("Երևան", "erevan"),
        ("KANT", "kant"),
    ],
)
def test_every_script_reads_in_plain_latin_letters(text, plain):
    assert normalise(text) == plain


def test_words_are_split_at_everything_that_is_no_letter_or_figure():
    assert split("Kurgan-Tyube (201st), б. № 5") == ["kurgan", "tyube", "201st", "b", "no", "5"]


@pytest.mark.parametrize(
    "spellings",
    [
        ("Пяндж", "Pyandzh", "Pyanj", "Panj", "Piandj"),
        ("Курган-Тюбе", "Kurgan-Tyube", "Kurgan-Tube"),
        ("Хорог", "Khorog", "Horog"),
        ("Московский", "Moskovsky", "Moskovskiy"),
        ("Азербайджан", "Azerbaijan"),
        ("Гюмри", "Gyumri", "Giumri", "Gumri"),
    ],
)
def test_spellings_of_one_name_sound_alike(spellings):
    assert len({tuple(fold(word) for word in split(one)) for one in spellings}) == 1


@pytest.mark.parametrize(("one", "other"), [("Osh", "Og"), ("Kant", "Kaint"), ("Vanj", "Panj")])
def test_other_names_do_not(one, other):
    assert fold(normalise(one)) != fold(normalise(other))


def test_the_table_of_letters_does_what_normalising_does():
    table = letters()

    for text in ("қўрғонтеппа", "бохтар", "հայաստան", "თბილისი", "ünïcode – “text”"):
        assert "".join(table.get(c, c) for c in text) == normalise(text)
    assert all(re.fullmatch(r"[\x20-\x7e]*", plain) for plain in table.values())


def test_the_patterns_are_read_alike_by_a_browser():
    """No more than classes, alternatives, a look ahead and one group."""
    for pattern, to in FOLDS:
        assert re.fullmatch(r"[a-z|\[\]()?=\\1-]+", pattern), pattern
        assert re.fullmatch(r"[a-z]*", to)
