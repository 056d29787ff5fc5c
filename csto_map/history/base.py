"""The facts of a folder and what follows from them alone: the base of everything above.

What is true at a date, in which words and by whose word is worked out from `Facts` by the
modules of this room; `csto_map.atlas.Atlas` is the same with all of that as methods.
"""

from __future__ import annotations

import hashlib
from bisect import bisect_right
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING, Self

from pyproj import Transformer

from csto_map.errors import BadOption, DateOutOfRange
from csto_map.facts import borders, config, dates, ranks, shapes, tables
from csto_map.facts.borders import NONE, Borders
from csto_map.facts.schema import (
    BorderGuard,
    BorderPoint,
    Contingent,
    Deployment,
    Grouping,
    Membership,
    Site,
    StrengthRow,
    Unit,
)
from csto_map.history import changes, lives, spells, timeline
from csto_map.history.forms import Timeline
from csto_map.history.held import Held
from csto_map.history.hosts import Hosts
from csto_map.history.marks import Project, drawn_groupings
from csto_map.history.names import StateNames
from csto_map.history.sources import Sources
from csto_map.history.spells import Spell
from csto_map.history.strengths import Strengths
from csto_map.language import translations
from csto_map.language.speech import Speech, load_speech

if TYPE_CHECKING:
    import geopandas as gpd
    import shapely


@dataclass(frozen=True, slots=True)
class World:
    """What an atlas has worked out once and every snapshot shares."""

    memberships: Mapping[tuple[str, str], list[Spell[Membership]]]
    standings: Mapping[str, Mapping[str, list[spells.Standing]]]
    sites: Held[Spell[Site]]
    deployments: Held[Spell[Deployment]]
    guards: Mapping[str, list[Spell[BorderGuard]]]
    contingents: Held[Spell[Contingent]]
    points: Held[Spell[BorderPoint]]
    groupings: Held[Spell[Grouping]]


class Facts:
    """
    Checked facts in one language.

    They never change; what is worked out is kept.
    """

    def __init__(
        self,
        folder: Path,
        loaded: tables.Tables,
        choices: config.Config,
        home: Self | None = None,
        language: str = "en",
    ) -> None:
        self.folder = folder
        self.language = language
        self._home = home or self
        self.ranks = ranks.of(loaded.sources, choices.gazetteer_source_ids)
        self.tables = ranks.ordered(loaded, self.ranks)
        self.config = choices
        self.first = max(row.first_day for row in loaded.coverage)
        self.horizon = min(row.horizon for row in loaded.coverage)

    def day(self, day: date | str) -> date:
        """Read a day and check that the atlas covers it, with the errors of `Atlas.at`."""
        parsed = dates.parse_day(day)
        if not self.first <= parsed <= self.horizon:
            raise DateOutOfRange(
                f"{parsed.isoformat()} is outside {self.first.isoformat()}.."
                f"{self.horizon.isoformat()}, the days that the facts cover"
            )
        return parsed

    def lens(self, lens: str | None) -> str:
        """Give the id of a lens, None for the default one; BadOption if there is none such."""
        if lens is None:
            return self.config.default_lens
        known = [one.id for one in self.config.lenses]
        if lens not in known:
            raise BadOption(f"lens {lens!r} does not exist; there are {', '.join(known)}")
        return lens

    @cached_property
    def changes(self) -> tuple[changes.Change, ...]:
        """Every day on which anything changes, in order, with a sentence each."""
        covered = self.first, self.horizon
        return tuple(
            changes.compile_changes(self.tables, self.config, *covered, outlines=self.borders)
        )

    @cached_property
    def plans(self) -> tuple[Site | Deployment | BorderPoint | StrengthRow, ...]:
        """Rows (sites, deployments, points, strengths) that were planned only, as in the tables."""
        tables = self.tables
        dated: list[Site | Deployment | BorderPoint] = [
            *tables.sites,
            *tables.deployments,
            *tables.border_points,
        ]
        planned = [row for row in dated if row.start_certainty == "planned"]
        planned += [row for row in dated if row.end_certainty == "planned" and row not in planned]
        return (*planned, *(row for row in self.tables.strengths if row.kind == "plan"))

    @cached_property
    def version(self) -> str:
        """Data version: the horizon and the first eight hex digits of a hash of all tables."""
        digest = hashlib.sha256()
        for path in sorted((self.folder / "tables").glob("*.csv")):
            digest.update(path.name.encode())
            digest.update(path.read_bytes().replace(b"\r\n", b"\n"))
        return f"{self.horizon.isoformat()}+{digest.hexdigest()[:8]}"

    @cached_property
    def strengths(self) -> Strengths:
        """The rule about figures, over strengths.csv and the lives of its subjects."""
        return Strengths(self.tables.strengths, self.lives)

    @cached_property
    def lives(self) -> lives.Lives:
        """When each site, unit and grouping is there."""
        return lives.of_tables(self.tables, self.first)

    @cached_property
    def states(self) -> StateNames:
        """What states are called by day."""
        return StateNames(self.tables, self.first)

    @cached_property
    def hosts(self) -> Hosts:
        """In which states places lie, by day."""
        return Hosts(self.borders, self.states, self.first)

    @cached_property
    def world(self) -> World:
        """All spells, worked out once."""
        memberships = spells.memberships(self.tables, self.first)
        return World(
            memberships=memberships,
            standings={
                lens.id: spells.standings(lens, memberships, self.first)
                for lens in self.config.lenses
            },
            sites=Held(spells.of_rows(self.tables.sites, self.first)),
            deployments=Held(spells.of_rows(self.tables.deployments, self.first)),
            guards=spells.guards(self.tables, self.config.near_side, self.first),
            contingents=Held(spells.of_rows(self.tables.contingents, self.first)),
            points=Held(spells.of_rows(self.tables.border_points, self.first)),
            groupings=Held(spells.of_rows(drawn_groupings(self.tables), self.first)),
        )

    @cached_property
    def sites(self) -> Mapping[str, Site]:
        """Rows of the sites by their ids."""
        return {row.site_id: row for row in self.tables.sites}

    @cached_property
    def units(self) -> Mapping[str, Unit]:
        """Rows of the units by their ids."""
        return {row.unit_id: row for row in self.tables.units}

    def boundaries(self, level: str, day: date | str | None = None) -> gpd.GeoDataFrame:
        """
        Give the outlines of the states.

        Parameters
        ----------
        level
            "coarse" for the whole map, "fine" for the close views, "whole" for files:
            finer than coarse, and no state cut by a box. A folder without one of them
            gives its coarse outlines.
        day
            A day for the outlines that hold on it, one a state; None for those of all days.

        Returns
        -------
        outlines
            Columns country (ISO 3166-1 alpha-3, or Natural Earth's code where ISO has
            none), start and end (EDTF, half-open, "" for open) and geometry, EPSG:4326.
            For display: never measure on them.

        Raises
        ------
        BadDate, DateOutOfRange
            As for `Atlas.at`.
        """
        rows = self.outlines(level).rows
        name = level
        if day is not None:
            parsed = self.day(day)
            rows = self.outlines(level).on(parsed)
            name = f"{level} {bisect_right(self.outlines(level).days, parsed)}"
        columns = {
            "country": [row.code for row in rows],
            "start": [row.start for row in rows],
            "end": [row.end for row in rows],
        }
        return self._geo_table(name, columns, [row.shape for row in rows])

    def outlines(self, level: str) -> Borders:
        """Give the outlines of `boundaries` of the days that the facts cover, for drawing."""
        if level not in self._boundaries:
            file = self.folder / "boundaries" / f"{level}.parquet"
            # Whoever says where fine outlines exist must have them.
            has = file.is_file() or (level == "fine" and bool(self.config.fine_boxes))
            path = self.folder / "boundaries" / f"{level if has else 'coarse'}.parquet"
            self._boundaries[level] = borders.read(path).over(self.first, self.horizon)
        return self._boundaries[level]

    @property
    def borders(self) -> Borders:
        """The coarse outlines; none where the folder has no file of them."""
        has = (self.folder / "boundaries" / "coarse.parquet").is_file()
        return self.outlines("coarse") if has else NONE

    @property
    def border_days(self) -> tuple[date, ...]:
        """The days from which the outline of any state is another, in order."""
        return self.borders.days

    def border_lines(self) -> gpd.GeoDataFrame:
        """
        Give the guarded border cut into sectors.

        Returns
        -------
        lines
            Columns sector_id and geometry, EPSG:4326, schematic; no rows where the
            atlas has no sectors.
        """
        lines = self.border_shapes()
        return self._geo_table("border", {"sector_id": list(lines.codes)}, list(lines.geometries))

    def border_shapes(self) -> shapes.Shapes:
        """Give the lines of `border_lines` as plain ids and shapes, for drawing."""
        if self._home is not self:
            return self._home.border_shapes()
        return self._sectors

    @cached_property
    def _sectors(self) -> shapes.Shapes:
        if not self.tables.border_sectors:
            return shapes.NONE
        return shapes.read(self.folder / "boundaries" / "border.parquet", "sector_id")

    @cached_property
    def _boundaries(self) -> dict[str, Borders]:
        return {}

    def _geo_table(
        self, name: str, columns: Mapping[str, list[str]], geometries: list[shapely.Geometry]
    ) -> gpd.GeoDataFrame:
        # GeoPandas is slow to import, and a picture needs none.
        import geopandas as gpd

        if name not in self._geo_tables:
            table = gpd.GeoDataFrame(dict(columns), geometry=geometries, crs=4326)
            self._geo_tables[name] = table
        return self._geo_tables[name]

    @cached_property
    def _geo_tables(self) -> dict[str, gpd.GeoDataFrame]:
        return {}

    def check_boundaries(self) -> None:
        """
        Read all outlines now, so that a fault is told before anybody asks for a map.

        Raises
        ------
        MissingFolder, BadFile
            If a file is not there, or does not hold outlines; the message is one line.
        """
        for level in ("coarse", "fine"):
            self.outlines(level)
        self.border_shapes()

    @cached_property
    def sources(self) -> Sources:
        """Who says so: the sources behind marks, sectors and states."""
        if self._home is not self:
            # Sources have no language.
            return self._home.sources
        return Sources(
            self.tables,
            self.ranks,
            memberships=self.world.memberships,
            standings=self.world.standings,
            stays=self.world.deployments,
            guards=self.world.guards,
        )

    def sources_of(
        self,
        id_: str,
        day: date | None = None,
        lens: str | None = None,
        *,
        since: date | None = None,
    ) -> tuple[str, ...]:
        """
        Give the source ids behind anything drawn.

        Parameters
        ----------
        id_
            A mark id (``site:…``), ``sector:…`` or an ISO 3166-1 alpha-3 code.
        day, lens
            Needed for states and sectors, whose sources change with time; None
            stands for the horizon and the default lens.
        since
            First of several days that end with `day`; None for `day` alone.

        Returns
        -------
        sources
            The best first, each once; () for what is not in the atlas.

        Raises
        ------
        BadOption
            A ValueError: there is no such lens.
        """
        last = day or self.horizon
        return self.sources.between(id_, since or last, last, self.lens(lens))

    @cached_property
    def project(self) -> Project:
        """Longitude and latitude in degrees to km on the map."""
        transform = Transformer.from_crs(4326, self.config.projection.proj, always_xy=True)
        project: Project = transform.transform
        return project

    @cached_property
    def timeline(self) -> Timeline:
        """Everything that changes with time, for the browser; see `csto_map.history.timeline`."""
        return timeline.compile_timeline(
            self.tables,
            self.config,
            self.project,
            first=self.first,
            horizon=self.horizon,
            version=self.version,
            outlines=self.borders,
        )

    def spoken(self, language: str) -> Self:
        """
        Give the same atlas with what its rows say to readers in a language.

        Where the folder has no translation of a text, the English one stays; see
        `csto_map.language.translations`. Names are asked of `speech`, as always, which
        gives them from columns of the language where there are any.

        Raises
        ------
        BadOption
            A ValueError: there is no such language; it lists those that there are.
        DataError
            If a catalogue of the folder cannot be read.
        """
        if self._home is not self:
            return self._home.spoken(language)
        if language not in self._spoken:
            self.speech(language)
            translated = translations.translated(
                self.tables, translations.read(self.folder, language), language
            )
            atlas = self._in_language(translated, language)
            # Outlines have no language.
            atlas.__dict__.update(_boundaries=self._boundaries, _geo_tables=self._geo_tables)
            self._spoken[language] = atlas
        return self._spoken[language]

    @cached_property
    def _spoken(self) -> dict[str, Self]:
        return {self.language: self}

    def speech(self, language: str = "en") -> Speech:
        """The words of a language, with this atlas's own titles; BadOption if there is none."""
        if language not in self._speeches:
            self._speeches[language] = load_speech(language, self.folder, self.config.vocabulary)
        return self._speeches[language]

    @cached_property
    def _speeches(self) -> dict[str, Speech]:
        return {}

    def _in_language(self, translated: tables.Tables, language: str) -> Self:
        return type(self)(self.folder, translated, self.config, self, language)
