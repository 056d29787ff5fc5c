"""Briefing packs: a plan as the pages of one document."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import replace
from datetime import date

from shapely import Point

from csto_map.atlas import Atlas
from csto_map.errors import BadOption
from csto_map.export.documents import pdf, pptx
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
from csto_map.language.speech import Speech
from csto_map.picture.views import Projector

ENDINGS = ("pptx", "pdf")
_MORE = "more_annex"
Told = Callable[[int, int], None]


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


def write(atlas: Atlas, plan: Plan, ending: str, told: Told | None = None) -> bytes:
    """
    Make a pack.

    Parameters
    ----------
    ending
        One of `ENDINGS`.
    told
        Called with pages done and pages in all, after each page.

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
    made = pages(atlas, plan, told)
    if ending == "pdf":
        return pdf.write(atlas, made, first.size.points, first.style)
    return pptx.write(atlas, made, first.size, first.style)


def pages(atlas: Atlas, plan: Plan, told: Told | None = None) -> list[Page]:
    """Make the pages of a plan: cover, maps, tables, annex of sources."""
    atlas = atlas.spoken(plan.views[0].still.language)
    numbers = Numbers()
    total = 1 + len(plan.views) + len(plan.tables)
    made: list[Page] = [_cover(atlas, plan)]
    for view in plan.views:
        if told:
            told(len(made), total)
        made.append(_map(atlas, view, numbers))
    maps = [page for page in made if isinstance(page, MapPage)]
    for table in plan.tables:
        if told:
            told(len(made), total)
        made.append(_TABLES[table](atlas, plan, maps, numbers))
    if told:
        told(total, total)
    return made


def _speech(atlas: Atlas, plan: Plan) -> Speech:
    return atlas.speech(plan.views[0].still.language)


def _cover(atlas: Atlas, plan: Plan) -> CoverPage:
    said = _speech(atlas, plan)
    own = said.words["document"]
    days = {view.still.day for view in plan.views}
    days |= {view.still.second for view in plan.views if view.still.second}
    first, last = said.day(min(days)), said.day(max(days))
    title = said.title("title", "", atlas.config.title)
    horizon = said.day(atlas.horizon)
    lines = [
        plan.views[0].still.trim.handling,
        first if first == last else own["period"].format(first=first, last=last),
        said.title("subject", "", atlas.config.subject).rstrip(".") + ".",
        own["checked"].format(title=title, version=atlas.version, horizon=horizon),
        said.title("boundary_source", "", atlas.config.boundary_source),
    ]
    return CoverPage(plan.title, plan.subtitle, tuple(line for line in lines if line))


def _map(atlas: Atlas, view: View, numbers: Numbers) -> MapPage:
    """Make a map's page, its sources numbered as in the annex and its remarks as subtitle."""
    trim = view.still.trim
    said = []
    for remark in view.remarks:
        cites = f" [{numbers.cite(remark.source_ids)}]" if remark.source_ids else ""
        said.append(f"{remark.text}{cites}")
    remarks = " ".join(said)
    subtitle = trim.subtitle if trim.subtitle is not None else (remarks or None)
    laid_out = drafts(atlas, view.still)
    changed = laid_out(trim).flows.get("changed", "")
    trim = replace(trim, subtitle=subtitle, more=_MORE)
    page = page_of(atlas, laid_out(trim).done(), remarks)
    numbers.take(source.id for source in page.sources)
    # Numbers are only known now; they move nothing but the list of sources.
    own = replace(trim, numbers=numbers.by_id)
    page = replace(page, sheet=laid_out(own).done(page.sheet.plates))
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
    said = _speech(atlas, plan)
    own = said.words["document"]
    lens = plan.views[0].still.lens or atlas.config.default_lens
    days = _days(maps)
    names = {row.country: said.name(row) for row in atlas.tables.countries}
    cells: dict[str, dict[date, str]] = {}
    cited: dict[str, list[str]] = {}
    for day in days:
        for row in atlas.at(day).states(lens).itertuples():
            status = said.word("status", row.status)
            if row.certainty != "certain":
                status = own["doubtful"].format(text=status)
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
    title = said.title("lenses", lens, atlas.config.lens(lens).title)
    return TablePage(
        own["composition"].format(title=title),
        (own["state"], *(day.isoformat() for day in days), own["sources"]),
        (1.3, *(1.0 for _ in days), 1.3),
        rows,
        own["composition_note"],
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
    said = _speech(atlas, plan)
    own = said.words["document"]
    day = _days(maps)[-1]
    names = {row.country: said.name(row) for row in atlas.tables.countries}
    names |= {row.org_id: row.abbr for row in atlas.tables.organizations}
    names |= {"JOINT": own["joint"], "": own["not_given"]}
    sites = {row.site_id: short_name(said.name(row)) for row in atlas.tables.sites}
    starts = {row.site_id: row.start_certainty for row in atlas.tables.sites}
    seen = _seen(atlas, maps)
    rows = []
    for row in atlas.at(day).bases.sort_values(["country", "name"]).itertuples():
        if not seen(row.geometry):
            continue
        strength = atlas.strengths.at(row.site_id, day)
        cited = [*row.source_ids.split(";"), *(strength.source_ids if strength else ())]
        rows.append(
            (
                sites[row.site_id] + ("" if row.certainty == "certain" else " (?)"),
                names.get(row.country, row.country),
                ", ".join(names.get(code, code) for code in str(row.operator).split(";")),
                said.word("kind", row.kind),
                said.date(row.start, starts[row.site_id]),
                compare.figure(strength, day, said) if strength else own["no_total"],
                numbers.cite(cited),
            )
        )
    columns = ("site", "country", "operator", "kind", "since", "strength", "sources")
    return TablePage(
        own["bases"].format(date=said.day(day)),
        tuple(own[column] for column in columns),
        (2.3, 1.1, 1.0, 1.2, 1.2, 1.5, 1.0),
        tuple(rows),
        own["bases_note"],
    )


def _strengths(atlas: Atlas, plan: Plan, maps: list[MapPage], numbers: Numbers) -> TablePage:
    """Say the strengths that counted on each date of the plan."""
    said = _speech(atlas, plan)
    own = said.words["document"]
    days = _days(maps)
    subjects = _subjects(atlas, maps, said)
    rows = _by_host(atlas, subjects, days, said, numbers)
    for subject, name in subjects.items():
        found = [atlas.strengths.at(subject, day) for day in days]
        if any(found):
            cited = [s for strength in found if strength for s in strength.source_ids]
            cells = [
                compare.figure(one, day, said) if one else ""
                for day, one in zip(days, found, strict=True)
            ]
            rows.append((name, *cells, numbers.cite(cited)))
    return TablePage(
        own["strengths"],
        (own["subject"], *(day.isoformat() for day in days), own["sources"]),
        (2.0, *(1.0 for _ in days), 0.8),
        tuple(rows),
        own["strengths_note"],
    )


def _by_host(
    atlas: Atlas, subjects: Iterable[str], days: list[date], speech: Speech, numbers: Numbers
) -> list[tuple[str, ...]]:
    """Say how many people of which side were in the countries of the maps, each a row."""
    own = speech.words["document"]
    names = {row.country: speech.name(row) for row in atlas.tables.countries}
    names |= {row.org_id: row.abbr for row in atlas.tables.organizations}
    countries = {row.site_id: row.country for row in atlas.tables.sites}
    hosts = {countries[one] for one in subjects if one in countries}
    rows = []
    for host, operator in atlas.headcount.parties:
        found = [atlas.headcount.at(host, operator, day) for day in days]
        if host not in hosts or not any(found):
            continue
        cells = [_number(one, speech) if one else "" for one in found]
        cited = [id_ for one in found if one for id_ in one.source_ids]
        who = own["forces_in"].format(host=names[host], operator=names.get(operator, operator))
        rows.append((who, *cells, numbers.cite(cited)))
    return rows


def _number(one: Personnel, speech: Speech) -> str:
    own = speech.words["document"]
    when = " – ".join(speech.date(text) for text in one.as_of.split("/"))
    told = speech.figure(speech.range(one.low, one.high), when, one.age)
    return str(own["whole_of" if one.method == "grouping" else "sum_of"].format(n=told))


def _subjects(atlas: Atlas, maps: list[MapPage], speech: Speech) -> dict[str, str]:
    """Name what the maps show that may have a strength: sites, units, parts of the forces there."""
    shown = {
        member
        for page in maps
        for plate in page.sheet.plates
        for symbol in plate.scene.symbols
        for member in symbol.members
    }
    found = {
        row.site_id: short_name(speech.name(row))
        for row in atlas.tables.sites
        if ids.of(row) in shown
    }
    units = {row.unit_id: speech.name(row) for row in atlas.tables.units}
    for row in atlas.tables.deployments:
        if ids.of(row) in shown:
            found[row.unit_id] = short_name(units[row.unit_id])
    hosts = {row.country for row in atlas.tables.sites if row.site_id in found}
    wholes = {id_ for ids in atlas.headcount.wholes.values() for id_ in ids}
    for grouping in atlas.tables.groupings:
        # All forces of a side in a country have a row of their own, by country.
        if grouping.grouping_id in wholes:
            continue
        if grouping.host in hosts or not grouping.host:
            found[grouping.grouping_id] = speech.name(grouping)
    return found


def _sources(atlas: Atlas, plan: Plan, maps: list[MapPage], numbers: Numbers) -> SourcesPage:
    del maps
    title = _speech(atlas, plan).words["document"]["sources"]
    return SourcesPage(title, listed_sources(atlas, numbers.by_id))


_TABLES: dict[str, Callable[[Atlas, Plan, list[MapPage], Numbers], Page]] = {
    "composition": _composition,
    "bases": _bases,
    "strengths": _strengths,
    "sources": _sources,
}
