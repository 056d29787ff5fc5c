"""What can be searched, compiled once for the browser: names in any spelling, dates, texts.

Words are kept as they read in Latin letters and as they sound (`csto_map.spelling`), so
that Курган-Тюбе, Kurgan-Tyube and Kurgan-Tube meet. The browser treats what is typed by
the same tables, which come with the index; the matching is in ``assets/js/search.js``.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

from babel import Locale
from babel.core import get_global
from pyproj import Transformer

from csto_map import dates, timeline
from csto_map.speech import Speech
from csto_map.spelling import FOLDS, fold, letters, split
from csto_map.words import languages

if TYPE_CHECKING:
    from csto_map.atlas import Atlas

# Languages in which states are found by the names that CLDR gives them.
_TONGUES = ("en", "ru", "hy", "az", "be", "ka", "kk", "ky", "tg", "uz")
_OUTPOSTS = ("detachment_hq", "outpost", "training_centre")


@dataclass(frozen=True, slots=True)
class Target:
    """
    Something to select when an entry is chosen.

    `from_`, `until` and `sure` are days (`sure`: from when it was there for certain) or
    None; `point` is in km on the map, None where there is none.
    """

    id: str
    place: str = ""
    years: str = ""
    from_: int | None = None
    until: int | None = None
    sure: int | None = None
    point: tuple[float, float] | None = None

    def packed(self) -> list[Any]:
        """Give the target as the browser reads it."""
        point = None if self.point is None else [round(v, 1) for v in self.point]
        return [self.id, self.place, self.years, self.from_, self.until, self.sure, point]


@dataclass(slots=True)
class Entry:
    """
    One thing that can be found.

    `also` are texts that find it as well as its name does: other names and languages;
    `about` says what and where it is; `text` tells of it. `rank` from 0 decides between
    things that match alike.
    """

    group: str
    title: str
    kind: str
    targets: list[Target]
    also: Iterable[str] = ()
    about: Iterable[str] = ()
    text: str = ""
    rank: int = 0
    fields: list[list[int]] = field(default_factory=list)


@dataclass(frozen=True, slots=True)
class _Kit:
    atlas: Atlas
    speech: Speech
    cards: Mapping[str, Any]
    countries: Mapping[str, str]
    project: Callable[[float, float], tuple[float, float]]

    def said(self, key: str, **values: str) -> str:
        return str(self.speech.said["search"][key]).format(**values)

    def words(self, section: str, *keys: str) -> Iterable[str]:
        """Give vocabulary words in every language."""
        for language in languages():
            spoken = self.atlas.speech(language)
            yield from (spoken.word(section, key) for key in keys)

    def country(self, codes: str) -> str:
        return ", ".join(self.countries[code] for code in codes.split(";") if code)

    def point(self, row: Any) -> tuple[float, float] | None:
        """Give the point of a row in km; None where there is no row or no point."""
        if row is None or row.lat is None or row.lon is None:
            return None
        return self.project(row.lon, row.lat)

    def target(self, id_: str, row: Any, place: str, at: Any) -> Target:
        """Make a target of a row with dates; `at` is the row that has its point."""
        span = dates.span(row.start, row.end, row.start_certainty, row.end_certainty)
        if span is None:
            return Target(id_, place, self.years(row), point=self.point(at))
        return Target(
            id_,
            place,
            self.years(row),
            _ordinal(span.from_ or self.atlas.first),
            _ordinal(span.until),
            _ordinal(span.certain_from),
            self.point(at),
        )

    def years(self, row: Any) -> str:
        """Say from which year to which, as far as the sources go."""
        if row.start_certainty == "planned":
            return self.said("planned")
        from_ = self._year(row.start)
        to = self._year(dates.through(row.end, row.end_certainty))
        if from_ == to:
            return "" if row.start == "" else from_
        if row.start_certainty in ("attested", "inherited"):
            from_ = self.said("by", year=from_)
        if row.end == ".." or row.end_certainty == "planned":
            return self.said("open", start=from_)
        if row.end_certainty == "attested":
            to = self.said("at_least", year=to)
        return self.said("span", start=from_, end=to)

    def _year(self, text: str) -> str:
        day = dates.earliest(text)
        if day is None:
            return self.said("unknown")
        last = dates.latest(text) or day
        year = str(day.year) if day.year == last.year else f"{day.year}\u2013{last.year}"
        loose = text.endswith(("~", "?", "%"))
        about = str(self.speech.said["dates"]["about"])
        return about.format(date=year) if loose else year


def _ordinal(day: Any) -> int | None:
    return None if day is None else int(day.toordinal())


def compile_index(atlas: Atlas, details: Mapping[str, Any], language: str = "en") -> dict[str, Any]:
    """
    Compile the index of everything that can be found.

    Parameters
    ----------
    atlas
        The facts.
    details
        `csto_map.cards.compile_details` of the same atlas and language.
    language
        Of titles and kinds; words of all languages are found.

    Returns
    -------
    index
        JSON-ready; its form is written down in ``docs/timeline.md``.
    """
    kit = _kit(atlas, details, language)
    entries = [
        *_states(kit),
        *_lenses(kit),
        *_views(kit),
        *_sites(kit),
        *_sectors(kit),
        *_units(kit),
        *_points(kit),
        *_contingents(kit),
        *_events(kit),
    ]
    words: dict[str, int] = {}
    for entry in entries:
        _index(entry, words)
    return {
        "letters": letters(),
        "folds": [list(pair) for pair in FOLDS],
        "words": [[word, "" if fold(word) == word else fold(word)] for word in words],
        "entries": [
            [
                entry.group,
                entry.title,
                entry.kind,
                entry.rank,
                [target.packed() for target in entry.targets],
                entry.fields,
            ]
            for entry in entries
        ],
    }


def _kit(atlas: Atlas, details: Mapping[str, Any], language: str) -> _Kit:
    atlas, said = atlas.spoken(language), atlas.speech(language)
    transform = Transformer.from_crs(4326, atlas.config.projection.proj, always_xy=True)
    return _Kit(
        atlas,
        said,
        details["cards"],
        {row.country: said.name(row) for row in atlas.tables.countries},
        transform.transform,
    )


def _index(entry: Entry, words: dict[str, int]) -> None:
    """Number the words of an entry by field; a word counts in the first field that has it."""
    seen: set[str] = set()
    about = (entry.kind, *entry.about, *(target.place for target in entry.targets))
    for texts in ((entry.title,), entry.also, about, (entry.text,)):
        fresh = dict.fromkeys(w for text in texts for w in split(text))
        own = [w for w in fresh if w not in seen]
        seen.update(own)
        entry.fields.append([words.setdefault(w, len(words)) for w in own])


def _names(row: Any) -> tuple[str, ...]:
    return tuple(getattr(row, name, "") for name in ("name", "name_ru", "former_names", "name_alt"))


def _tongues(country: str) -> Iterable[str]:
    """Give a state's code and its names in the languages of the region."""
    yield country
    for code in get_global("territory_aliases").get(country, ()):
        for tongue in _TONGUES:
            yield Locale.parse(tongue).territories.get(code, "")


def _elsewhere(kit: _Kit, table: str, column: str) -> dict[str, tuple[str, ...]]:
    """Give a column's texts in the other languages, by the key of their row."""
    found: dict[str, tuple[str, ...]] = {}
    for language in languages():
        for row in getattr(kit.atlas.spoken(language).tables, table):
            own = found.setdefault(getattr(row, row.key), ())
            if language != kit.speech.language:
                found[getattr(row, row.key)] = (*own, getattr(row, column))
    return found


def _states(kit: _Kit) -> Iterable[Entry]:
    for row in kit.atlas.tables.countries:
        if row.country in kit.cards:
            card = kit.cards[row.country]
            yield Entry(
                "state",
                card["title"],
                card["kind"],
                [Target(row.country)],
                also=(*_names(row), *_tongues(row.country)),
                about=kit.words("facts", "state"),
                rank=6,
            )


def _lenses(kit: _Kit) -> Iterable[Entry]:
    orgs = {row.org_id: row for row in kit.atlas.tables.organizations}
    for lens in kit.atlas.config.lenses:
        own = [orgs[org] for org in lens.orgs if org in orgs]
        yield Entry(
            "org",
            kit.speech.title("lenses", lens.id, lens.title),
            str(kit.speech.said["layers"]["organization"]),
            [Target(f"org:{lens.id}")],
            also=[text for row in own for text in (*_names(row), row.abbr, row.abbr_ru)],
            rank=5,
        )


def _views(kit: _Kit) -> Iterable[Entry]:
    for view in kit.atlas.config.views:
        kind = str(kit.speech.said["header"]["view"])
        yield Entry(
            "view",
            kit.speech.title("views", view.id, view.title),
            kind,
            [Target(f"view:{view.id}")],
            rank=4,
        )


def _sites(kit: _Kit) -> Iterable[Entry]:
    for row in kit.atlas.tables.sites:
        id_ = f"site:{row.site_id}"
        card = kit.cards[id_]
        yield Entry(
            "site",
            card["title"],
            card["kind"],
            [kit.target(id_, row, kit.country(row.country), row)],
            also=_names(row),
            about=kit.words("kind", row.kind),
            rank=4,
        )


def _sectors(kit: _Kit) -> Iterable[Entry]:
    for row in kit.atlas.tables.border_sectors:
        id_ = f"sector:{row.sector_id}"
        card = kit.cards[id_]
        yield Entry(
            "sector",
            card["title"],
            card["kind"],
            [Target(id_)],
            also=_names(row),
            about=kit.words("facts", "sector"),
            rank=4,
        )


def _units(kit: _Kit) -> Iterable[Entry]:
    """Give a unit once, with all its garrisons."""
    sites = {row.site_id: row for row in kit.atlas.tables.sites}
    stays: dict[str, list[Any]] = {}
    for row in kit.atlas.tables.deployments:
        stays.setdefault(row.unit_id, []).append(row)
    for unit in kit.atlas.tables.units:
        own = stays.get(unit.unit_id, [])
        targets = []
        for row in own:
            site = sites.get(row.site_id)
            place = f"{kit.speech.name(site)}, {kit.country(site.country)}" if site else ""
            targets.append(kit.target(f"deployment:{row.deployment_id}", row, place, site))
        if targets:
            card = kit.cards[targets[0].id]
            yield Entry(
                "unit",
                card["title"],
                card["kind"],
                targets,
                also=_names(unit),
                about=(
                    unit.formation,
                    kit.countries.get(unit.owner, unit.owner),
                    *kit.words("kind", unit.arm),
                    *kit.words("echelon", unit.echelon),
                ),
                rank=3,
            )


def _points(kit: _Kit) -> Iterable[Entry]:
    for row in kit.atlas.tables.border_points:
        id_ = f"point:{row.point_id}"
        card = kit.cards[id_]
        yield Entry(
            "point",
            card["title"],
            card["kind"],
            [kit.target(id_, row, kit.country(row.country), row)],
            also=_names(row),
            about=kit.words("kind", row.kind),
            rank=2 if row.kind in _OUTPOSTS else 3,
        )


def _contingents(kit: _Kit) -> Iterable[Entry]:
    for row in kit.atlas.tables.contingents:
        id_ = f"contingent:{row.contingent_id}"
        card = kit.cards[id_]
        yield Entry(
            "contingent",
            card["title"],
            card["kind"],
            [kit.target(id_, row, row.place, row)],
            about=(kit.country(row.country),),
            rank=2 if row.is_total else 1,
        )


def _events(kit: _Kit) -> Iterable[Entry]:
    elsewhere = _elsewhere(kit, "events", "title")
    for row in kit.atlas.tables.events:
        days = timeline.event_days(row)
        id_ = f"event:{row.event_id}"
        if days is None or not kit.atlas.first <= days[1] or days[0] > kit.atlas.horizon:
            continue
        card = kit.cards[id_]
        day = max(days[0], kit.atlas.first).toordinal()
        until = days[1].toordinal() + 1
        when = kit.speech.date(row.start)
        if row.end:
            when = kit.said("from_to", start=when, end=kit.speech.date(row.end))
        yield Entry(
            "event",
            card["title"],
            card["kind"],
            [Target(id_, row.place, when, day, until, day, kit.point(row))],
            also=elsewhere[row.event_id],
            about=(kit.country(row.country), when, *kit.words("kind", row.kind)),
            text=row.summary,
            rank=row.weight - 1,
        )
