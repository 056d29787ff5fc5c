"""The atlas: the one public door to the facts.

>>> from csto_map import Atlas
>>> atlas = Atlas.load()
>>> atlas.at("2009-06-14").bases
"""

from __future__ import annotations

import hashlib
from collections.abc import Sequence
from datetime import date
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING, Any

from pyproj import Transformer

from csto_map import paths
from csto_map.errors import DataError, DateOutOfRange, MissingFolder
from csto_map.facts import choices as chosen
from csto_map.facts import config, dates, ranks, schema, shapes, tables, tours
from csto_map.history import changes, lives, spells, timeline, translate
from csto_map.history.personnel import Headcount, Personnel
from csto_map.history.snapshot import Snapshot, World
from csto_map.history.strengths import Strengths
from csto_map.language import translations
from csto_map.language.speech import Speech, speech
from csto_map.page import cards

if TYPE_CHECKING:
    import geopandas as gpd


class Atlas:
    """
    Checked facts, asked by date.

    Use `Atlas.load`. An atlas never changes; what it works out it keeps.
    """

    def __init__(
        self,
        folder: Path,
        loaded: tables.Tables,
        choices: config.Config,
        guided: tuple[tours.Tour, ...] = (),
        home: Atlas | None = None,
        language: str = "en",
    ) -> None:
        self.folder = folder
        self.language = language
        self._home = home or self
        self.ranks = ranks.of(loaded.sources, choices.gazetteer_source_ids)
        self.tables = ranks.ordered(loaded, self.ranks)
        self.config = choices
        self.tours = guided
        self.first = max(row.first_day for row in loaded.coverage)
        self.horizon = min(row.horizon for row in loaded.coverage)

    @classmethod
    def load(cls, path: str | Path | None = None) -> Atlas:
        """
        Read and check a data folder.

        Parameters
        ----------
        path
            A folder with ``atlas.toml``, ``tables/``, ``boundaries/`` and, if it has
            any, ``tours/``; None for the facts that come with the package.

        Raises
        ------
        MissingFolder
            If the folder or its ``atlas.toml`` is not there.
        DataError
            If any cell breaks its schema, ``atlas.toml`` names what is not there, or a
            tour says what no row says; it lists every fault.
        """
        folder = paths.folder("geodata") if path is None else Path(path)
        if not folder.is_dir():
            raise MissingFolder(f"{folder} is not a folder")
        choices = config.read(folder)
        loaded = tables.read(folder)
        rows = {name: getattr(loaded, name) for name in schema.TABLES}
        ids = {name: {getattr(row, row.key) for row in own} for name, own in rows.items()}
        faults = list(chosen.faults(folder / "atlas.toml", choices, ids, rows))
        if faults:
            raise DataError(faults)
        return cls(folder, loaded, choices, tours.read(folder, loaded, choices))

    def at(self, day: date | str) -> Snapshot:
        """
        Say what held on one day.

        Parameters
        ----------
        day
            A date, an ISO 8601 string or an EDTF string; an imprecise one
            ("2004-10") means its earliest day.

        Raises
        ------
        BadDate
            A ValueError: `day` cannot be read as a date.
        DateOutOfRange
            A ValueError: `day` is not between the first day and the horizon.
        """
        return Snapshot(self, self.day(day))

    def day(self, day: date | str) -> date:
        """Read a day and check that the atlas covers it; errors as for `at`."""
        parsed = dates.parse_day(day)
        if not self.first <= parsed <= self.horizon:
            raise DateOutOfRange(
                f"{parsed.isoformat()} is outside {self.first.isoformat()}.."
                f"{self.horizon.isoformat()}, the days that the facts cover"
            )
        return parsed

    @cached_property
    def changes(self) -> tuple[changes.Change, ...]:
        """Every day on which anything changes, in order, with a sentence each."""
        return tuple(changes.compile_changes(self.tables, self.config, self.first, self.horizon))

    @cached_property
    def plans(self) -> tuple[Any, ...]:
        """Rows (sites, deployments, points, strengths) that were planned only, as in the tables."""
        dated = (*self.tables.sites, *self.tables.deployments, *self.tables.border_points)
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
    def headcount(self) -> Headcount:
        """The rule about how many people are in a country."""
        return Headcount(self)

    def personnel(
        self,
        host: str | Sequence[str] | None = None,
        operator: str | None = None,
        *,
        day: date | str,
    ) -> tuple[Personnel, ...]:
        """
        Say how many people of which side were in which country on a day.

        Parameters
        ----------
        host, operator
            ISO 3166-1 alpha-3, operator also an organisation; None or "" for all, each by
            itself. A list of hosts is taken together: one number for each operator.
        day
            As for `at`, and errors alike.

        Returns
        -------
        personnel
            In order of host and operator; see `csto_map.history.personnel`. Without those of
            whom no figure tells.
        """
        when = self.day(day)
        parties = [party for party in self.headcount.parties if operator in ("", None, party[1])]
        if host is None or isinstance(host, str):
            own = [party for party in parties if host in ("", None, party[0])]
            found = [self.headcount.at(*party, when) for party in own]
        else:
            sides = sorted({party[1] for party in parties if party[0] in host})
            found = [self.headcount.together(host, side, when) for side in sides]
        return tuple(one for one in found if one)

    @cached_property
    def lives(self) -> lives.Lives:
        """When each site, unit and grouping is there."""
        return lives.of_tables(self.tables, self.first)

    @cached_property
    def world(self) -> World:
        """All spells, worked out once."""
        own = spells.memberships(self.tables, self.first)
        return World(
            memberships=own,
            standings={
                lens.id: spells.standings(lens, own, self.first) for lens in self.config.lenses
            },
            sites=spells.of_rows(self.tables.sites, self.first),
            deployments=spells.of_rows(self.tables.deployments, self.first),
            guards=spells.guards(self.tables, self.config.near_side, self.first),
            contingents=spells.of_rows(self.tables.contingents, self.first),
            points=spells.of_rows(self.tables.border_points, self.first),
        )

    def boundaries(self, level: str) -> gpd.GeoDataFrame:
        """
        Give the outlines of the states.

        Parameters
        ----------
        level
            "coarse" for the whole map, "fine" for the close views, "whole" for files:
            finer than coarse, and no state cut by a box. A folder without one of them
            gives its coarse outlines.

        Returns
        -------
        outlines
            Columns country (ISO 3166-1 alpha-3, or Natural Earth's code where ISO has
            none) and geometry, EPSG:4326. For display: never measure on them.
        """
        return self._frame(level, "country", self.outlines(level))

    def outlines(self, level: str) -> shapes.Shapes:
        """Give the outlines of `boundaries` as plain codes and shapes, for drawing."""
        if level not in self._boundaries:
            own = self.folder / "boundaries" / f"{level}.parquet"
            # Whoever says where fine outlines exist must have them.
            has = own.is_file() or (level == "fine" and bool(self.config.fine_boxes))
            name = level if has else "coarse"
            path = self.folder / "boundaries" / f"{name}.parquet"
            self._boundaries[level] = shapes.read(path, "country")
        return self._boundaries[level]

    def border_lines(self) -> gpd.GeoDataFrame:
        """
        Give the guarded border cut into sectors.

        Returns
        -------
        lines
            Columns sector_id and geometry, EPSG:4326, schematic; no rows where the
            atlas has no sectors.
        """
        return self._frame("border", "sector_id", self.border_shapes())

    def border_shapes(self) -> shapes.Shapes:
        """Give the lines of `border_lines` as plain ids and shapes, for drawing."""
        if "border" not in self._boundaries:
            self._boundaries["border"] = (
                shapes.read(self.folder / "boundaries" / "border.parquet", "sector_id")
                if self.tables.border_sectors
                else shapes.NONE
            )
        return self._boundaries["border"]

    @cached_property
    def _boundaries(self) -> dict[str, shapes.Shapes]:
        return {}

    def _frame(self, name: str, column: str, own: shapes.Shapes) -> gpd.GeoDataFrame:
        # GeoPandas is slow to import, and a picture needs none.
        import geopandas as gpd

        if name not in self._frames:
            codes = {column: list(own.codes)}
            self._frames[name] = gpd.GeoDataFrame(codes, geometry=own.geometries, crs=4326)
        return self._frames[name]

    @cached_property
    def _frames(self) -> dict[str, gpd.GeoDataFrame]:
        return {}

    def check_boundaries(self) -> None:
        """
        Read all outlines now, so that a fault is told before anybody asks for a map.

        Raises
        ------
        MissingFolder, BadFile
            If a file is not there, or is none of outlines; in one line.
        """
        for level in ("coarse", "fine"):
            self.outlines(level)
        self.border_shapes()

    @cached_property
    def timeline(self) -> dict[str, Any]:
        """Everything that changes with time, for the browser; see `csto_map.history.timeline`."""
        transform = Transformer.from_crs(4326, self.config.projection.proj, always_xy=True)
        return timeline.compile_timeline(
            self.tables,
            self.config,
            transform.transform,
            first=self.first,
            horizon=self.horizon,
            version=self.version,
        )

    def timeline_in(self, language: str) -> dict[str, Any]:
        """`timeline`, its names and sentences in a language; see `csto_map.history.translate`."""
        if self._home is not self:
            return self._home.timeline_in(language)
        if language not in self._timelines:
            self._timelines[language] = (
                self.timeline
                if language == self.language
                else translate.translated(self.spoken(language), language)
            )
        return self._timelines[language]

    @cached_property
    def _timelines(self) -> dict[str, dict[str, Any]]:
        return {}

    def spoken(self, language: str) -> Atlas:
        """
        Give the same atlas with what its rows say to readers in a language.

        Where the folder has no translation of a text, the English one stays; see
        `csto_map.language.translations`. Names are asked of `speech`, as always.

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
            told = translations.translated(self.tables, translations.read(self.folder, language))
            own = Atlas(self.folder, told, self.config, self.tours, self, language)
            # Outlines have no language.
            own.__dict__.update(_boundaries=self._boundaries, _frames=self._frames)
            self._spoken[language] = own
        return self._spoken[language]

    @cached_property
    def _spoken(self) -> dict[str, Atlas]:
        return {self.language: self}

    def speech(self, language: str = "en") -> Speech:
        """The words of a language, with this atlas's own titles; BadOption if there is none."""
        if language not in self._speeches:
            self._speeches[language] = speech(language, self.folder)
        return self._speeches[language]

    @cached_property
    def _speeches(self) -> dict[str, Speech]:
        return {}

    @cached_property
    def details(self) -> dict[str, Any]:
        """Cards and sources for the browser: what each mark is and who says so."""
        return cards.compile_details(self._home) if self._home is self else self._home.details

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
        """
        last = day or self.horizon
        return cards.sources_of(self, id_, since or last, last, lens or self.config.default_lens)
