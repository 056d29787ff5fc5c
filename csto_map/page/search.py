"""What can be searched, compiled once for the browser: names in any spelling, dates, texts.

Words are kept as they read in Latin letters and as they sound (`csto_map.language.spelling`), so
that Курган-Тюбе, Kurgan-Tyube and Kurgan-Tube meet. The browser treats what is typed by
the same tables, which come with the index; the matching is in ``assets/src/core/search.js``.
"""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date
from typing import TYPE_CHECKING

from pyproj import Transformer

from csto_map.facts import dates, ids
from csto_map.facts.schema import Dated, Deployment
from csto_map.history import marks, timeline
from csto_map.language.spelling import FOLDS, fold, letters, split
from csto_map.page import forms, questions
from csto_map.page.card_forms import Details
from csto_map.page.forms import Asks, Fold, SearchIndex, Word
from csto_map.page.search_entries import (
    Entry,
    Kit,
    Target,
    called,
    names,
    territories,
    tongues,
)

if TYPE_CHECKING:
    from csto_map.atlas import Atlas

# Among things with the same name, those with a known figure come first.
_KNOWN = 2
_OUTPOSTS = ("detachment_hq", "outpost", "training_centre")


def compile_index(atlas: Atlas, details: Details, language: str = "en") -> SearchIndex:
    """
    Compile the index of everything that can be found.

    Parameters
    ----------
    atlas
        The facts.
    details
        `csto_map.page.cards.compile_details` of the same atlas and language.
    language
        Of titles and kinds; words of all languages are found.

    Returns
    -------
    index
        JSON-ready; its form is told by `csto_map.page.forms`.
    """
    kit = _kit(atlas, details, language)
    entries = [
        *_states(kit),
        *_parts(kit),
        *_lenses(kit),
        *_views(kit),
        *_sites(kit),
        *_sectors(kit),
        *_units(kit),
        *_groupings(kit),
        *_points(kit),
        *_contingents(kit),
        *_events(kit),
        *questions.entries(kit, language),
    ]
    words: dict[str, int] = {}
    for entry in entries:
        _index(entry, words)
    return {
        "letters": letters(),
        "folds": [Fold(*pair) for pair in FOLDS],
        "asked": questions.asked(),
        "words": [Word(word, "" if fold(word) == word else fold(word)) for word in words],
        "entries": [
            forms.Entry(
                entry.group,
                entry.title,
                entry.kind,
                entry.rank,
                [target.packed() for target in entry.targets],
                entry.fields,
                _asks(entry),
            )
            for entry in entries
        ],
    }


def _kit(atlas: Atlas, details: Details, language: str) -> Kit:
    atlas, speech = atlas.spoken(language), atlas.speech(language)
    transform = Transformer.from_crs(4326, atlas.config.projection.proj, always_xy=True)
    return Kit(
        atlas,
        speech,
        details["cards"],
        {row.country: speech.name(row) for row in atlas.tables.countries},
        transform.transform,
    )


def _index(entry: Entry, words: dict[str, int]) -> None:
    """Number the words of an entry by field; a word counts in the first field that has it."""
    seen: set[str] = set()
    about = (entry.kind, *entry.about, *(target.place for target in entry.targets))
    for texts in ((entry.title,), entry.also, about, (entry.text,)):
        fresh = dict.fromkeys(w for text in texts for w in split(text))
        unseen = [w for w in fresh if w not in seen]
        seen.update(unseen)
        entry.fields.append([words.setdefault(w, len(words)) for w in unseen])


def _asks(entry: Entry) -> Asks | None:
    """Give what a question must ask for, as the browser reads it; None where nothing."""
    if not entry.kinds:
        return None
    return Asks(list(entry.kinds), list(entry.numbers), entry.lens, entry.line)


def _elsewhere(kit: Kit, table: str, column: str) -> dict[str, tuple[str, ...]]:
    """Give a column's texts in the other languages, by the key of their row."""
    found: dict[str, tuple[str, ...]] = {}
    for language in kit.atlas.config.languages:
        for row in getattr(kit.atlas.spoken(language).tables, table):
            texts = found.setdefault(getattr(row, row.key), ())
            if language != kit.speech.language:
                found[getattr(row, row.key)] = (*texts, getattr(row, column))
    return found


def _states(kit: Kit) -> Iterable[Entry]:
    for row in kit.atlas.tables.countries:
        if ids.of(row) in kit.cards:
            card = kit.cards[ids.of(row)]
            yield Entry(
                "state",
                card["title"],
                card["kind"],
                [Target(ids.of(row))],
                also=(*kit.ever(row.country), *tongues(row.country)),
                about=kit.words("facts", "state"),
                rank=8,
            )


def _parts(kit: Kit) -> Iterable[Entry]:
    """Lead from what lies in a state and has no card to that state, and say so."""
    carded = [row for row in kit.atlas.tables.countries if ids.of(row) in kit.cards]
    known = {codes[0] for row in carded if len(codes := territories(row.country)) == 1}
    for row in carded:
        ended = territories(row.country)
        inner = list(ended) if len(ended) > 1 else []
        for outline in kit.atlas.borders.rows:
            if outline.code == row.country:
                inner += (code for part in outline.of for code in territories(part))
        title = kit.cards[ids.of(row)]["title"]
        for code in sorted(set(inner) - known):
            (name,) = called(code, [kit.speech.language])
            yield Entry(
                "state",
                name,
                kit.phrase("part_of", state=title),
                [Target(ids.of(row))],
                also=called(code),
                about=kit.words("facts", "state"),
                rank=7,
            )


def _lenses(kit: Kit) -> Iterable[Entry]:
    orgs = {row.org_id: row for row in kit.atlas.tables.organizations}
    for lens in kit.atlas.config.lenses:
        members = [orgs[org] for org in lens.orgs if org in orgs]
        yield Entry(
            "org",
            kit.speech.title("lenses", lens.id, lens.title),
            str(kit.speech.words["layers"]["organization"]),
            [Target(ids.make("org", lens.id))],
            also=[text for row in members for text in (*names(row), row.abbr, row.abbr_ru)],
            rank=5,
        )


def _views(kit: Kit) -> Iterable[Entry]:
    for view in kit.atlas.config.views:
        kind = str(kit.speech.words["header"]["view"])
        yield Entry(
            "view",
            kit.speech.title("views", view.id, view.title),
            kind,
            [Target(ids.make("view", view.id))],
            rank=4,
        )


def _until(row: Dated) -> date | None:
    """Give the first day on which a row holds no longer; None for one that goes on."""
    span = dates.span(row.start, row.end, row.start_certainty, row.end_certainty)
    return span.until if span else None


def _sites(kit: Kit) -> Iterable[Entry]:
    for row in kit.atlas.tables.sites:
        id_ = ids.of(row)
        card = kit.cards[id_]
        yield Entry(
            "site",
            card["title"],
            card["kind"],
            [kit.target(id_, row, kit.where(row, _until(row)), row)],
            also=names(row),
            about=kit.words("kind", row.kind),
            rank=4 + _KNOWN * bool(card["strengths"]),
        )


def _sectors(kit: Kit) -> Iterable[Entry]:
    for row in kit.atlas.tables.border_sectors:
        id_ = ids.of(row)
        card = kit.cards[id_]
        yield Entry(
            "sector",
            card["title"],
            card["kind"],
            [Target(id_)],
            also=names(row),
            about=kit.words("facts", "sector"),
            rank=4,
        )


def _units(kit: Kit) -> Iterable[Entry]:
    """Give a unit once, with all its garrisons."""
    sites = {row.site_id: row for row in kit.atlas.tables.sites}
    stays: dict[str, list[Deployment]] = {}
    for row in kit.atlas.tables.deployments:
        stays.setdefault(row.unit_id, []).append(row)
    for unit in kit.atlas.tables.units:
        deployments = stays.get(unit.unit_id, [])
        targets = []
        for row in deployments:
            site = sites.get(row.site_id)
            place = f"{kit.speech.name(site)}, {kit.where(site, _until(row))}" if site else ""
            targets.append(kit.target(ids.of(row), row, place, site))
        if targets:
            card = kit.cards[targets[0].id]
            yield Entry(
                "unit",
                card["title"],
                card["kind"],
                targets,
                also=names(unit),
                about=(
                    unit.formation,
                    kit.countries.get(unit.owner, unit.owner),
                    *kit.words("kind", unit.arm),
                    *kit.words("echelon", unit.echelon),
                ),
                rank=3 + _KNOWN * bool(card["strengths"]),
            )


def _groupings(kit: Kit) -> Iterable[Entry]:
    """Give the groupings that are on the map."""
    countries = {row.country: row for row in kit.atlas.tables.countries}
    for row in marks.drawn_groupings(kit.atlas.tables):
        id_ = ids.of(row)
        card, spot = kit.cards[id_], marks.grouping_spot(row, countries)
        yield Entry(
            "unit",
            card["title"],
            card["kind"],
            [kit.target(id_, row, kit.where(row, _until(row)) if row.host else "", spot)],
            also=names(row),
            about=(
                kit.countries.get(row.owner, row.owner),
                *kit.words("kind", marks.grouping_arm(row)),
                *kit.words("echelon", row.echelon),
            ),
            rank=4 + _KNOWN * bool(card["strengths"]),
        )


def _points(kit: Kit) -> Iterable[Entry]:
    elsewhere = _elsewhere(kit, "border_points", "name")
    for row in kit.atlas.tables.border_points:
        id_ = ids.of(row)
        card = kit.cards[id_]
        yield Entry(
            "point",
            card["title"],
            card["kind"],
            [kit.target(id_, row, kit.where(row, _until(row)), row)],
            also=(*names(row), *elsewhere[row.point_id]),
            about=kit.words("kind", row.kind),
            rank=2 if row.kind in _OUTPOSTS else 3,
        )


def _contingents(kit: Kit) -> Iterable[Entry]:
    for row in kit.atlas.tables.contingents:
        id_ = ids.of(row)
        card = kit.cards[id_]
        yield Entry(
            "contingent",
            card["title"],
            card["kind"],
            [kit.target(id_, row, row.place, row)],
            about=(kit.country(row.country, dates.earliest(row.start)),),
            rank=2 if row.is_total else 1,
        )


def _events(kit: Kit) -> Iterable[Entry]:
    elsewhere = _elsewhere(kit, "events", "title")
    for row in kit.atlas.tables.events:
        days = timeline.event_days(row)
        id_ = ids.of(row)
        if days is None or not kit.atlas.first <= days[1] or days[0] > kit.atlas.horizon:
            continue
        card = kit.cards[id_]
        day = max(days[0], kit.atlas.first).toordinal()
        until = days[1].toordinal() + 1
        when = kit.speech.date(row.start)
        if row.end:
            when = kit.phrase("from_to", start=when, end=kit.speech.date(row.end))
        yield Entry(
            "event",
            card["title"],
            card["kind"],
            [Target(id_, row.place, when, day, until, day, kit.point(row))],
            also=elsewhere[row.event_id],
            about=(kit.country(row.country, days[0]), when, *kit.words("kind", row.kind)),
            text=row.summary,
            rank=row.weight - 1,
        )
