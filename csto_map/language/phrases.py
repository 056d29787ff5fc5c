"""Sentences with numbers in them: the right form for the number, small ones in words.

A template is a text, or one text for each plural category of the language (Unicode CLDR:
``one``, ``few``, ``many``, ``other``), chosen by the number ``n``. ``{n}`` writes the number
in figures, ``{n:genitive}`` in the words of ``numerals.genitive`` as far as they go.
"""

from __future__ import annotations

from functools import lru_cache

from babel import Locale

from csto_map.language.speech import Speech

__all__ = ["capital", "phrase"]


class _Numeral:
    """A whole number that a template writes in figures or in words."""

    def __init__(self, value: int, speech: Speech) -> None:
        self._value, self._speech = value, speech

    def __format__(self, form: str) -> str:
        if form:
            words = self._speech.words["numerals"][form]
            if self._value < len(words):
                return str(words[self._value])
        return self._speech.number(self._value)


def phrase(speech: Speech, key: str, section: str = "finding", /, **values: str | int) -> str:
    """
    Fill in a sentence of the language.

    Parameters
    ----------
    key
        In the words of `section`.
    values
        Texts, and whole numbers; ``n`` among them chooses the form.

    Examples
    --------
    >>> from csto_map.language.speech import load_speech
    >>> phrase(load_speech("en"), "takes_part", n=5, org="the pact")
    'five states take part in the pact'
    """
    template = speech.words[section][key]
    if isinstance(template, dict):
        count = values.get("n", 0)
        assert isinstance(count, int), "a number chooses the form"
        template = template.get(_category(speech.language, count), template["other"])
    filled = {
        name: _Numeral(value, speech) if isinstance(value, int) else value
        for name, value in values.items()
    }
    return str(template.format(**filled))


def capital(text: str) -> str:
    """Begin a sentence with a capital letter."""
    return text[:1].upper() + text[1:]


@lru_cache(maxsize=1024)
def _category(language: str, count: int) -> str:
    return str(Locale.parse(language).plural_form(count))
