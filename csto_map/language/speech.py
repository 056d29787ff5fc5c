"""Saying things to people: names, dates and vocabulary words in one language."""

from __future__ import annotations

import tomllib
from calendar import monthrange
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from functools import lru_cache
from pathlib import Path

from babel.dates import format_date
from babel.numbers import format_decimal

from csto_map.errors import DataError, Fault
from csto_map.facts import dates, toml_lines
from csto_map.facts.row_kinds import Named
from csto_map.facts.rules import breach
from csto_map.facts.vocabulary import KNOWN, Vocabulary
from csto_map.language.words import Words, words


@dataclass(frozen=True, slots=True)
class Speech:
    """
    The words of one language, and how it says names, dates and numbers.

    Use `load_speech`. `words` are all those of ``locale/<language>.toml``, `titles` those of the
    data folder's ``atlas.<language>.toml`` where it has one.
    """

    language: str
    words: Words
    titles: Words

    def word(self, section: str, key: str) -> str:
        """Say a vocabulary word; one without words of its own is made readable."""
        text = self.words[section].get(key)
        return str(text) if text else key.replace("_", " ").capitalize()

    def name(self, row: Named) -> str:
        """Give a row's name in the language, or its English one where no source has it."""
        name = getattr(row, f"name_{self.language}", "")
        return str(name or row.name)

    def title(self, section: str, id_: str, default: str) -> str:
        """Give a title of ``atlas.toml`` in the language; `id_` "" for one without a section."""
        entry = self.titles.get(section, {})
        title = entry if isinstance(entry, str) else entry.get(id_)
        return str(title or default)

    def day(self, day: date) -> str:
        """Say a day: ``14 June 2009``."""
        return f"{day.day} {_months(self.language, 'MMMM')[day.month - 1]} {day.year}"

    def month(self, day: date) -> str:
        """Say a day's month, short: ``Jun 2009``."""
        return f"{_months(self.language, 'LLL')[day.month - 1]} {day.year}"

    def number(self, value: float) -> str:
        """Write a number with the language's separators."""
        return number(value, self.language)

    def range(self, low: float, high: float) -> str:
        """Write a range; one number where both ends are equal."""
        return self.number(low) if low == high else f"{self.number(low)}\u2013{self.number(high)}"

    def figure(self, people: str, dated: str, age: str) -> str:
        """
        Say people with the date of the figure and how old it is: everywhere alike.

        `people` and `dated` are in words; `age` as in `csto_map.history.strengths`.

        Examples
        --------
        >>> load_speech("en").figure("700", "2004", "old")
        '700 (2004, old)'
        """
        return str(self.words["figure"][age]).format(n=people, date=dated)

    def date(self, text: str, certainty: str = "certain") -> str:
        """
        Say an EDTF date, with its certainty.

        Examples
        --------
        >>> load_speech("en").date("2003-10-23")
        '23 October 2003'
        >>> load_speech("en").date("2004", "attested")
        '2004 (as attested; the true date is unknown)'
        """
        phrases = self.words["dates"]
        first = dates.earliest(text)
        if first is None:
            return str(phrases["still"] if text == ".." else phrases["unknown"])
        period = _period(self, first, dates.latest(text) or first)
        if any(mark in text for mark in "~?%"):
            period = phrases["about"].format(date=period)
        return str(phrases[certainty].format(date=period)) if certainty in phrases else period

    def until(self, end: str, certainty: str = "certain") -> str:
        """
        Say the `end` cell of a half-open row as people understand it: the last day included.

        Examples
        --------
        >>> load_speech("en").until("2022-01-20")
        '19 January 2022'
        """
        return self.date(dates.through(end, certainty), certainty)

    def listing(self, names: Sequence[str], most: int = 9) -> str:
        """Join names as a sentence does: ``A, B and C``; beyond `most`, ``A, B and 5 more``."""
        phrases = self.words["dates"]
        shown = list(names)
        if len(shown) > most:
            rest = len(shown) - most + 1
            shown = [*shown[: most - 1], phrases["more"].format(n=rest)]
        if len(shown) == 1:
            return shown[0]
        return f"{', '.join(shown[:-1])} {phrases['and']} {shown[-1]}"

    def joined(self, parts: Iterable[str]) -> str:
        """Join what is not empty by semicolons."""
        return "; ".join(part for part in parts if part)


@lru_cache(maxsize=64)
def _months(language: str, form: str) -> tuple[str, ...]:
    """Name the months: ``MMMM`` as after a day, ``LLLL`` by themselves, ``LLL`` in short."""
    # Babel reads its pattern anew for every date, and the timeline says thousands.
    days = (date(2000, month, 1) for month in range(1, 13))
    return tuple(str(format_date(day, form, locale=language)) for day in days)


@lru_cache(maxsize=16384)
def number(value: float, language: str) -> str:
    """Write a number with the separators of a language."""
    return str(format_decimal(value, locale=language))


def _period(speech: Speech, first: date, last: date) -> str:
    """Say the days that a date can mean, no more exactly: a day, months or years."""
    whole = first.day == 1 and last.day == monthrange(last.year, last.month)[1]
    if whole and (first.month, last.month) == (1, 12):
        ends = [str(first.year), str(last.year)]
    elif whole:
        names = _months(speech.language, "LLLL")
        ends = [f"{names[day.month - 1]} {day.year}" for day in (first, last)]
    else:
        ends = [speech.day(first), speech.day(last)]
    return " \u2013 ".join(dict.fromkeys(ends))


def load_speech(
    language: str = "en", folder: Path | None = None, vocabulary: Vocabulary = KNOWN
) -> Speech:
    """
    Give the speech of a language.

    Parameters
    ----------
    folder
        A data folder, for its own titles and words in the language
        (``atlas.<language>.toml``); None for none.
    vocabulary
        Words of the tables, those that the atlas declares with what they are called.

    Raises
    ------
    BadOption
        If there is no such language; it lists those that there are.
    DataError
        If the folder's titles are no valid TOML, or not texts.
    """
    path = folder / f"atlas.{language}.toml" if folder else None
    titles: Words = {}
    if path and path.is_file():
        try:
            titles = tomllib.loads(path.read_text(encoding="utf-8-sig"))
        except (tomllib.TOMLDecodeError, UnicodeDecodeError) as problem:
            line, wanted = toml_lines.line_in(problem), "valid TOML in UTF-8"
            fault = breach("choices", path, line, "*", str(problem), wanted)
            raise DataError([fault]) from problem
        wrong = list(_no_texts(titles, words(language)))
        if wrong:
            raise DataError(list(_faults(path, wrong)))
    general = {
        section: {**texts, **vocabulary.spoken(section, language)}
        if isinstance(texts, dict)
        else texts
        for section, texts in words(language).items()
    }
    return Speech(language, _merged(general, titles.get("words", {})), titles)


def _faults(path: Path, wrong: Iterable[tuple[tuple[str, ...], object]]) -> Iterator[Fault]:
    lines = toml_lines.lines(path.read_text(encoding="utf-8-sig"))
    wanted = "a text, or names with a text each"
    for place, value in wrong:
        line, column = toml_lines.line_of(lines, place), ".".join(place)
        yield breach("choices", path, line, column, str(value)[:60], wanted)


def _no_texts(titles: Words, general: Words) -> Iterator[tuple[tuple[str, ...], object]]:
    """Yield where there is no text, and what is; words must be of the kinds of `general`."""
    for key, value in titles.items():
        if key == "words":
            yield from (
                _unlike(value, general, (key,)) if isinstance(value, dict) else [((key,), value)]
            )
        elif isinstance(value, dict):
            yield from (((key, k), v) for k, v in value.items() if not isinstance(v, str))
        elif not isinstance(value, str):
            yield (key,), value


def _unlike(
    special: Words, general: Words, at: tuple[str, ...]
) -> Iterator[tuple[tuple[str, ...], object]]:
    for key, value in special.items():
        like = general.get(key, "")
        if isinstance(value, dict) and isinstance(like, dict):
            yield from _unlike(value, like, (*at, key))
        elif type(value) is not type(like):
            yield (*at, key), value


def _merged(general: Words, special: Words) -> Words:
    """Put an atlas's own words in place of the general ones, section by section."""
    return {
        key: _merged(value, special.get(key, {}))
        if isinstance(value, dict)
        else special.get(key, value)
        for key, value in general.items()
    }
