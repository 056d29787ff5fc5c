"""Briefing packs: a plan as the pages of one document."""

from __future__ import annotations

import itertools
from collections.abc import Callable, Iterable, Sequence
from dataclasses import replace
from datetime import date

from shapely import Point

from csto_map.atlas import Atlas
from csto_map.errors import BadOption
from csto_map.export.documents import annex, pdf, pptx
from csto_map.export.documents.deck import (
    CoverPage,
    MapPage,
    Page,
    SourcesPage,
    TablePage,
    listed_sources,
    page_of,
)
from csto_map.export.documents.plan import Plan, View
from csto_map.export.laid import drafts
from csto_map.facts import ids
from csto_map.history import compare
from csto_map.history.changes import short_name
from csto_map.history.personnel import Personnel
from csto_map.history.strengths import Strength
from csto_map.language.speech import Speech
from csto_map.picture.seen import within
from csto_map.picture.views import Projector

ENDINGS = ("pptx", "pdf")
_MORE = "more_annex"
Progress = Callable[[int, int], None]


class Numbers:
    """The numbers of sources in a pack: each gets the next one when first named."""

    def __init__(self) -> None:
        self.by_id: dict[str, int] = {}

    def take(self, ids: Iterable[str]) -> None:
        """Number sources that have no number yet."""
        for source in ids:
            self.by_id.setdefault(source, len(self.by_id) + 1)

    def cite(self, ids: Iterable[str]) -> str:
        """Say the numbers of sources, runs joined: ``1-3, 7``."""
        ids = list(ids)
        self.take(ids)
        numbers = sorted({self.by_id[source] for source in ids})
        runs: list[list[int]] = []
        for n in numbers:
            if runs and n == runs[-1][-1] + 1:
                runs[-1].append(n)
            else:
                runs.append([n])
        return ", ".join(str(r[0]) if len(r) == 1 else f"{r[0]}-{r[-1]}" for r in runs)


def write(
    atlas: Atlas,
    plan: Plan,
    ending: str,
    progress: Progress | None = None,
    *,
    pictured: bool = False,
) -> bytes:
    """
    Make a pack.

    Parameters
    ----------
    ending
        One of `ENDINGS`.
    progress
        Called with pages done and pages in all, after each page.
    pictured
        PPTX only: whether maps are pictures, also where the plan does not say so.

    Raises
    ------
    BadOption
        A ValueError: the ending is not among them, or the views differ in size.
    """
    if ending not in ENDINGS:
        raise BadOption(f"ending {ending!r} is no pack; there are {', '.join(ENDINGS)}")
    first = plan.views[0].still
    if any(view.still.size != first.size for view in plan.views):
        raise BadOption("the views of a pack have one size: give size once, at the top of the plan")
    made = pages(atlas, plan, progress, annexed=ending == "pptx")
    if ending == "pdf":
        return pdf.write(atlas, made, first.size.points, first.style)
    pictured = pictured or any(view.still.picture for view in plan.views)
    return pptx.write(atlas, made, first.size, first.style, pictured=pictured)


def pages(
    atlas: Atlas, plan: Plan, progress: Progress | None = None, *, annexed: bool = False
) -> list[Page]:
    """
    Make the pages of a plan: cover, maps, tables, annex of sources.

    Parameters
    ----------
    annexed
        Whether figures and sources are there in any case: notes have no room for them.
    """
    atlas = atlas.spoken(plan.views[0].still.language)
    numbers = Numbers()
    total = 1 + len(plan.views) + len(plan.tables)
    made: list[Page] = [_cover(atlas, plan)]
    for view, before in zip(plan.views, days_before(plan.views), strict=True):
        if progress:
            progress(len(made), total)
        made.append(_map(atlas, view, before, numbers))
    maps = [page for page in made if isinstance(page, MapPage)]
    for table in plan.tables:
        if progress:
            progress(len(made), total)
        if table == "sources" and annexed:
            made += _behind(plan, maps, numbers)
        page = _TABLES[table](atlas, plan, maps, numbers)
        # A pack of one day has nothing to say of changes.
        if not isinstance(page, TablePage) or page.rows:
            made.append(page)
    if annexed and "sources" not in plan.tables:
        made += _behind(plan, maps, numbers)
        made.append(_sources(atlas, plan, maps, numbers))
    if progress:
        progress(total, total)
    return made


def _behind(plan: Plan, maps: list[MapPage], numbers: Numbers) -> list[Page]:
    """Give what the maps count and no table of the plan does: see `annex.tables`."""
    found: list[Page] = []
    for page in maps:
        # A table of strengths has the figures of all days.
        whole = replace(page, figures=()) if "strengths" in plan.tables else page
        found += annex.tables(whole, numbers.by_id)
    return found


def _speech(atlas: Atlas, plan: Plan) -> Speech:
    return atlas.speech(plan.views[0].still.language)


def _cover(atlas: Atlas, plan: Plan) -> CoverPage:
    speech = _speech(atlas, plan)
    words = speech.words["document"]
    days = {view.still.day for view in plan.views}
    days |= {view.still.second for view in plan.views if view.still.second}
    first, last = speech.day(min(days)), speech.day(max(days))
    title = speech.title("title", "", atlas.config.title)
    horizon = speech.day(atlas.horizon)
    lines = [
        plan.views[0].still.trim.handling,
        first if first == last else words["period"].format(first=first, last=last),
        speech.title("subject", "", atlas.config.subject).rstrip(".") + ".",
        words["checked"].format(title=title, version=atlas.version, horizon=horizon),
        speech.title("boundary_source", "", atlas.config.boundary_source),
    ]
    return CoverPage(plan.title, plan.subtitle, tuple(line for line in lines if line))


def days_before(views: Sequence[View]) -> list[date | None]:
    """
    Give the day of the map before each, where both are maps of one series.

    They are if they show two days, the earlier one first, and are equal in all else that is
    asked: so nothing but time made the difference.
    """
    found: list[date | None] = [None]
    for one, other in itertools.pairwise(view.still for view in views):
        alike = replace(one, day=other.day, trim=other.trim) == other
        single = other.second is None and other.tm == "instant"
        found.append(one.day if alike and single and one.day < other.day else None)
    return found


def _map(atlas: Atlas, view: View, before: date | None, numbers: Numbers) -> MapPage:
    """
    Make a map's page, its sources numbered as in the annex and its remarks as subtitle.

    Parameters
    ----------
    before
        The day of the map before in a series.
    """
    trim = view.still.trim
    texts = []
    for remark in view.remarks:
        cites = f" [{numbers.cite(remark.source_ids)}]" if remark.source_ids else ""
        texts.append(f"{remark.text}{cites}")
    remarks = " ".join(texts)
    subtitle = trim.subtitle if trim.subtitle is not None else (remarks or None)
    laid_out = drafts(atlas, view.still, before)
    flows = laid_out(trim).flows
    changed = " ".join(flows[name] for name in ("changed", "since") if flows.get(name))
    trim = replace(trim, subtitle=subtitle, more=_MORE)
    # Numbers of sources are not read aloud.
    page = page_of(atlas, laid_out(trim).done(), " ".join(one.text for one in view.remarks))
    numbers.take(source.id for source in page.sources)
    # Numbers are only known now; they move nothing but the list of sources.
    numbered = replace(trim, numbers=numbers.by_id)
    page = replace(page, sheet=laid_out(numbered).done(page.sheet.plates))
    sources = [replace(s, n=numbers.by_id[s.id]) for s in page.sources]
    cited = {s for remark in view.remarks for s in remark.source_ids}
    more = [s for s in listed_sources(atlas, numbers.by_id) if s.id in cited]
    known = {s.id for s in sources}
    sources += [s for s in more if s.id not in known]
    return replace(
        page, changed=changed, sources=tuple(sorted(sources, key=lambda source: source.n))
    )


def _composition(atlas: Atlas, plan: Plan, maps: list[MapPage], numbers: Numbers) -> TablePage:
    """Say who had which status on each date of the plan."""
    speech = _speech(atlas, plan)
    words = speech.words["document"]
    lens = plan.views[0].still.lens or atlas.config.default_lens
    days = _days(maps)
    names = atlas.states.called(days[-1], speech)
    cells: dict[str, dict[date, str]] = {}
    cited: dict[str, list[str]] = {}
    for day in days:
        for row in atlas.at(day).states(lens).itertuples():
            status = speech.word("status", row.status)
            if row.certainty != "certain":
                status = words["doubtful"].format(text=status)
            cells.setdefault(row.country, {})[day] = status
            cited.setdefault(row.country, []).extend(row.source_ids.split(";"))
    rows = tuple(
        (
            names[country],
            *(cells[country].get(day, "") for day in days),
            numbers.cite(cited[country]),
        )
        for country in sorted(cells, key=lambda code: names[code])
    )
    title = speech.title("lenses", lens, atlas.config.lens(lens).title)
    return TablePage(
        words["composition"].format(title=title),
        (words["state"], *(day.isoformat() for day in days), words["sources"]),
        (1.3, *(1.0 for _ in days), 1.3),
        rows,
        words["composition_note"],
    )


def _changes(atlas: Atlas, plan: Plan, maps: list[MapPage], numbers: Numbers) -> TablePage:
    """Say what changed from date to date, in the frames of the later ones."""
    speech = _speech(atlas, plan)
    words, kinds = speech.words["document"], speech.words["compare"]
    lens = plan.views[0].still.lens or atlas.config.default_lens
    scenes = [plate.scene for page in maps for plate in page.sheet.plates]
    layers = list(dict.fromkeys(name for scene in scenes for name in scene.layers))
    rows = []
    for first, second in itertools.pairwise(_days(maps)):
        every = compare.differences(atlas, first, second, lens, layers, speech.language)
        frames = [scene.frame for scene in scenes if scene.date == second]
        seen = {row.id for frame in frames for row in within(atlas, every, frame)}
        for kind in compare.KINDS:
            told = [row for row in every if row.kind == kind and row.id in seen]
            if told:
                rows.append(
                    (
                        f"{first.isoformat()} → {second.isoformat()}",
                        f"{kinds[kind]} ({len(told)})",
                        "; ".join(row.text for row in told),
                        numbers.cite(source for row in told for source in row.source_ids),
                    )
                )
    return TablePage(
        words["changes"],
        (words["between"], words["kind_of_change"], words["what"], words["sources"]),
        (1.5, 1.3, 5.2, 1.2),
        tuple(rows),
        kinds["doubt"],
    )


def _days(maps: list[MapPage]) -> list[date]:
    return sorted({plate.scene.date for page in maps for plate in page.sheet.plates})


def _seen(atlas: Atlas, maps: list[MapPage]) -> Callable[[Point | None], bool]:
    """Return whether a point (degrees, or None) is inside any map of the plan."""
    projector = Projector(atlas.config.projection.proj)
    frames = [plate.scene.frame for page in maps for plate in page.sheet.plates]

    def seen(point: Point | None) -> bool:
        if point is None or point.is_empty:
            return False
        x, y = projector.point(point.x, point.y)
        return any(frame.holds(x, y) for frame in frames)

    return seen


def _bases(atlas: Atlas, plan: Plan, maps: list[MapPage], numbers: Numbers) -> TablePage:
    """Say which sites were in use on the last date, on any map of the plan."""
    speech = _speech(atlas, plan)
    words = speech.words["document"]
    day = _days(maps)[-1]
    names = dict(atlas.states.called(day, speech))
    names |= {row.org_id: row.abbr for row in atlas.tables.organizations}
    names |= {"JOINT": words["joint"], "": words["not_given"]}
    sites = {row.site_id: short_name(speech.name(row)) for row in atlas.tables.sites}
    places = {row.site_id: row for row in atlas.tables.sites}
    starts = {row.site_id: row.start_certainty for row in atlas.tables.sites}
    seen = _seen(atlas, maps)
    rows = []
    for row in atlas.at(day).bases.sort_values(["country", "name"]).itertuples():
        if not seen(row.geometry):
            continue
        strength, host = standing(atlas, row.site_id, day), atlas.hosts.on(places[row.site_id], day)
        cited = [*row.source_ids.split(";"), *(strength.source_ids if strength else ())]
        rows.append(
            (
                sites[row.site_id] + ("" if row.certainty == "certain" else " (?)"),
                names.get(host, host),
                ", ".join(names.get(code, code) for code in str(row.operator).split(";")),
                speech.word("kind", row.kind),
                speech.date(row.start, starts[row.site_id]),
                compare.figure(strength, day, speech) if strength else "",
                numbers.cite(cited),
            )
        )
    columns = ("site", "country", "operator", "kind", "since", "strength", "sources")
    return TablePage(
        words["bases"].format(date=speech.day(day)),
        tuple(words[column] for column in columns),
        (2.3, 1.1, 1.0, 1.2, 1.2, 1.5, 1.0),
        tuple(rows),
        words["bases_note"],
    )


def _strengths(atlas: Atlas, plan: Plan, maps: list[MapPage], numbers: Numbers) -> TablePage:
    """Say the strengths that counted on each date of the plan."""
    speech = _speech(atlas, plan)
    words = speech.words["document"]
    days = _days(maps)
    subjects = _subjects(atlas, maps, speech)
    rows = _by_host(atlas, subjects, days, speech, numbers)
    for subject, name in subjects.items():
        strengths = [standing(atlas, subject, day) for day in days]
        if any(strengths):
            cited = [s for strength in strengths if strength for s in strength.source_ids]
            cells = [
                compare.figure(one, day, speech) if one else ""
                for day, one in zip(days, strengths, strict=True)
            ]
            rows.append((name, *cells, numbers.cite(cited)))
    return TablePage(
        words["strengths"],
        (words["subject"], *(day.isoformat() for day in days), words["sources"]),
        (2.0, *(1.0 for _ in days), 0.8),
        tuple(rows),
        words["strengths_note"],
    )


def standing(atlas: Atlas, subject: str, day: date) -> Strength | None:
    """
    Give the figure that counts for a subject on a day, as a table may print it.

    One that is merely the last known, of what may be gone by then, says nothing of the day.
    """
    strength = atlas.strengths.at(subject, day)
    if strength is None or strength.age(day) != "last_known":
        return strength
    sure = any(
        one.certain_from is not None
        and one.certain_from <= day
        and (one.certain_until is None or day < one.certain_until)
        for one in atlas.lives.get(subject, ())
    )
    return strength if sure else None


def _by_host(
    atlas: Atlas, subjects: Iterable[str], days: list[date], speech: Speech, numbers: Numbers
) -> list[tuple[str, ...]]:
    """Say how many people of which side were in the countries of the maps, each a row."""
    words = speech.words["document"]
    names = dict(atlas.states.called(days[-1], speech))
    names |= {row.org_id: row.abbr for row in atlas.tables.organizations}
    places = {row.site_id: row for row in atlas.tables.sites}
    hosts = {atlas.hosts.on(places[one], day) for one in subjects if one in places for day in days}
    rows = []
    for host, operator in atlas.headcount.parties:
        counts = [atlas.headcount.at(host, operator, day) for day in days]
        if host not in hosts or not any(counts):
            continue
        cells = [_number(one, speech) if one else "" for one in counts]
        cited = [id_ for one in counts if one for id_ in one.source_ids]
        who = words["forces_in"].format(host=names[host], operator=names.get(operator, operator))
        rows.append((who, *cells, numbers.cite(cited)))
    return rows


def _number(one: Personnel, speech: Speech) -> str:
    words = speech.words["document"]
    when = " – ".join(speech.date(text) for text in one.as_of.split("/"))
    figure = speech.figure(speech.range(one.low, one.high), when, one.age)
    return str(words["whole_of" if one.method == "grouping" else "sum_of"].format(n=figure))


def _subjects(atlas: Atlas, maps: list[MapPage], speech: Speech) -> dict[str, str]:
    """Name what the maps show that may have a strength: sites, units, parts of the forces there."""
    shown = {
        member
        for page in maps
        for plate in page.sheet.plates
        for symbol in plate.scene.every_symbol
        for member in symbol.members
    }
    # What a circle stands for is counted by it.
    shown |= {
        mark.id for page in maps for plate in page.sheet.plates for mark in plate.scene.seen.closer
    }
    named = {
        row.site_id: short_name(speech.name(row))
        for row in atlas.tables.sites
        if ids.of(row) in shown
    }
    units = {row.unit_id: speech.name(row) for row in atlas.tables.units}
    for row in atlas.tables.deployments:
        if ids.of(row) in shown:
            named[row.unit_id] = short_name(units[row.unit_id])
    hosts = {row.country for row in atlas.tables.sites if row.site_id in named}
    wholes = {id_ for ids in atlas.headcount.wholes.values() for id_ in ids}
    for grouping in atlas.tables.groupings:
        # All forces of a side in a country have a row of their own, by country.
        if grouping.grouping_id in wholes:
            continue
        if grouping.host in hosts or not grouping.host:
            named[grouping.grouping_id] = speech.name(grouping)
    return named


def _sources(atlas: Atlas, plan: Plan, maps: list[MapPage], numbers: Numbers) -> SourcesPage:
    del maps
    title = _speech(atlas, plan).words["document"]["sources"]
    return SourcesPage(title, listed_sources(atlas, numbers.by_id))


_TABLES: dict[str, Callable[[Atlas, Plan, list[MapPage], Numbers], Page]] = {
    "composition": _composition,
    "changes": _changes,
    "bases": _bases,
    "strengths": _strengths,
    "sources": _sources,
}
