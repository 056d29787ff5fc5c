"""What the entries of the search are made of: things to select, and an atlas in a language."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import TYPE_CHECKING

from babel import Locale
from babel.core import get_global

from csto_map.facts import dates
from csto_map.facts.ids import MapId
from csto_map.facts.schema import Dated, Grouping, Placed, Row
from csto_map.history.forms import Point
from csto_map.history.hosts import Place
from csto_map.history.marks import Spot
from csto_map.language.speech import Speech
from csto_map.page import forms
from csto_map.page.card_forms import Card

if TYPE_CHECKING:
    from csto_map.atlas import Atlas

# Languages in which states are found by the names that CLDR gives them.
_TONGUES = ("en", "ru", "hy", "az", "be", "ka", "kk", "ky", "tg", "uz")


@dataclass(frozen=True, slots=True)
class Target:
    """
    Something to select when an entry is chosen.

    `from_`, `until` and `sure` are days (`sure`: from when it was there for certain) or
    None; `point` is in km on the map, None where there is none.
    """

    id: MapId
    place: str = ""
    years: str = ""
    from_: int | None = None
    until: int | None = None
    sure: int | None = None
    point: tuple[float, float] | None = None

    def packed(self) -> forms.Target:
        """Give the target as the browser reads it."""
        point = None if self.point is None else Point(*(round(v, 1) for v in self.point))
        return forms.Target(
            self.id, self.place, self.years, self.from_, self.until, self.sure, point
        )


@dataclass(slots=True)
class Entry:
    """
    One thing that can be found.

    `also` are texts that find it as well as its name does: other names and languages;
    `about` says what and where it is; `text` tells of it. `rank` from 0 decides between
    things that match alike.

    `kinds` are what a question must ask for to find it (nothing: it is found by its words),
    `numbers` those that find it too; `lens` is the organisation to show with it, `line` the
    answer that stands below its title.
    """

    group: str
    title: str
    kind: str
    targets: list[Target]
    also: Iterable[str] = ()
    about: Iterable[str] = ()
    text: str = ""
    rank: int = 0
    kinds: tuple[str, ...] = ()
    numbers: tuple[int, ...] = ()
    lens: str = ""
    line: str = ""
    fields: list[list[int]] = field(default_factory=list)


@dataclass(frozen=True, slots=True)
class Kit:
    """What all entries are made from."""

    atlas: Atlas
    speech: Speech
    cards: Mapping[MapId, Card]
    countries: Mapping[str, str]
    project: Callable[[float, float], tuple[float, float]]

    def phrase(self, key: str, **values: str) -> str:
        """Say a word of the search, its places filled in."""
        return str(self.speech.words["search"][key]).format(**values)

    def words(self, section: str, *keys: str) -> Iterable[str]:
        """Give vocabulary words in every language."""
        for language in self.atlas.config.languages:
            spoken = self.atlas.speech(language)
            yield from (spoken.word(section, key) for key in keys)

    def country(self, codes: str, day: date | None = None) -> str:
        """Name countries, in a row, as on a day; None for as usual."""
        then = self.atlas.states.called(day, self.speech) if day else self.countries
        return ", ".join(then[code] for code in codes.split(";") if code)

    def where(self, row: Place, until: date | None) -> str:
        """Name the states in which a place is in turn, to the day before `until`."""
        from_ = dates.earliest(row.start) or self.atlas.first
        steps = self.atlas.hosts.named(row, from_, until, self.speech)
        listed = [name for _, name in steps]
        return ", ".join(listed) or self.country(
            row.host if isinstance(row, Grouping) else row.country
        )

    def ever(self, country: str) -> tuple[str, ...]:
        """Give all names that a state has ever had, in every language."""
        rows = self.atlas.states.ever(country)
        return tuple(dict.fromkeys(name for row in rows for name in names(row)))

    def point(self, row: Placed | Spot | None) -> tuple[float, float] | None:
        """Give the point of a row in km; None where there is no row or no point."""
        if row is None or row.lat is None or row.lon is None:
            return None
        return self.project(row.lon, row.lat)

    def target(self, id_: MapId, row: Dated, place: str, at: Placed | Spot | None) -> Target:
        """Make a target of a row with dates; `at` is the row that has its point."""
        span = dates.span(row.start, row.end, row.start_certainty, row.end_certainty)
        if span is None:
            return Target(id_, place, self.years(row), point=self.point(at))
        return Target(
            id_,
            place,
            self.years(row),
            ordinal(span.from_ or self.atlas.first),
            ordinal(span.until),
            ordinal(span.certain_from),
            self.point(at),
        )

    def years(self, row: Dated) -> str:
        """Say from which year to which, as far as the sources go."""
        if row.start_certainty == "planned":
            return self.phrase("planned")
        from_ = self._year(row.start)
        to = self._year(dates.through(row.end, row.end_certainty))
        if from_ == to:
            return "" if row.start == "" else from_
        if row.start_certainty in ("attested", "inherited"):
            from_ = self.phrase("by", year=from_)
        if row.end == ".." or row.end_certainty == "planned":
            return self.phrase("open", start=from_)
        if row.end_certainty == "attested":
            to = self.phrase("at_least", year=to)
        return self.phrase("span", start=from_, end=to)

    def _year(self, text: str) -> str:
        day = dates.earliest(text)
        if day is None:
            return self.phrase("unknown")
        last = dates.latest(text) or day
        year = str(day.year) if day.year == last.year else f"{day.year}\u2013{last.year}"
        loose = text.endswith(("~", "?", "%"))
        about = str(self.speech.words["dates"]["about"])
        return about.format(date=year) if loose else year


def ordinal(day: date | None) -> int | None:
    """Give the number of a day; None for none."""
    return None if day is None else day.toordinal()


def names(row: Row) -> tuple[str, ...]:
    """Give all names that a row has."""
    return tuple(getattr(row, name, "") for name in ("name", "name_ru", "former_names", "name_alt"))


def territories(country: str) -> tuple[str, ...]:
    """Give CLDR's codes of a state; of one that has ended those of its successors."""
    return tuple(get_global("territory_aliases").get(country, ()))


def tongues(country: str) -> Iterable[str]:
    """Give a state's code and its names in the languages of the region."""
    yield country
    codes = territories(country)
    if len(codes) == 1:
        yield from called(codes[0])


def called(territory: str, tongues: Iterable[str] = _TONGUES) -> Iterable[str]:
    """Give the names of one of CLDR's territories in some languages."""
    for tongue in tongues:
        yield Locale.parse(tongue).territories.get(territory, "")
