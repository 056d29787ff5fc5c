"""The atlas: the one door to the facts for all that draws, tells or writes them.

Whoever uses the library takes `csto_map.Atlas`, which can draw too.
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from functools import cached_property
from pathlib import Path
from typing import Self

from csto_map import paths
from csto_map.errors import DataError, MissingFolder
from csto_map.facts import choices as chosen
from csto_map.facts import config, tables, tours
from csto_map.facts.rules import RULES
from csto_map.history import movements, translate
from csto_map.history.abroad import Abroad
from csto_map.history.base import Facts
from csto_map.history.findings import Findings
from csto_map.history.forms import Timeline
from csto_map.history.personnel import Headcount, Personnel
from csto_map.history.snapshot import Snapshot
from csto_map.language import own
from csto_map.language.words import languages
from csto_map.machine import garbage


class Atlas(Facts):
    """
    Checked facts, asked by date.

    Use `Atlas.load`. An atlas never changes; what it works out it keeps.

    Attributes
    ----------
    folder
        The data folder.
    language
        What the rows say to readers is in this language; "en" but for `spoken`.
    tables
        The rows of every table, checked and typed; sources of a row best first.
    config
        The choices of ``atlas.toml``.
    ranks
        How good each source is.
    tours
        The guided tours.
    first, horizon
        First and last day that the facts cover.
    """

    def __init__(
        self,
        folder: Path,
        loaded: tables.Tables,
        choices: config.Config,
        home: Self | None = None,
        language: str = "en",
        *,
        guided: tuple[tours.Tour, ...] = (),
    ) -> None:
        super().__init__(folder, loaded, choices, home, language)
        self.tours = guided

    def _in_language(self, translated: tables.Tables, language: str) -> Self:
        return type(self)(self.folder, translated, self.config, self, language, guided=self.tours)

    @classmethod
    def load(cls, path: str | Path | None = None) -> Self:
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
        with garbage.uncollected():
            return cls._loaded(paths.folder("geodata") if path is None else Path(path))

    @classmethod
    def _loaded(cls, folder: Path) -> Self:
        if not folder.is_dir():
            raise MissingFolder(f"{folder} is not a folder")
        choices, faults = None, []
        try:
            choices = config.read(folder)
        except DataError as problem:
            faults += problem.faults
        contents, wrong = tables.inspect(folder, choices.vocabulary if choices else None)
        faults += wrong
        if choices is None:
            raise DataError(faults)
        ids = {name: table.ids for name, table in contents.items()}
        rows = {name: table.rows.values() for name, table in contents.items()}
        faults += [fault for fault in own.read(folder) if not RULES[fault.rule].warns]
        faults += chosen.faults(folder / "atlas.toml", choices, ids, rows, languages())
        if faults:
            raise DataError(faults)
        loaded = tables.typed(contents)
        choices = config.filled(choices, [row.org_id for row in loaded.organizations])
        return cls(folder, loaded, choices, guided=tours.read(folder, loaded, choices))

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
        return Snapshot(self, self.day(day), self.headcount, self.findings_in(self.language))

    @cached_property
    def headcount(self) -> Headcount:
        """The rule about how many people are in a country: the same in every language."""
        return Headcount(self) if self._home is self else self._home.headcount

    @cached_property
    def timeline(self) -> Timeline:
        """Everything that changes with time, for the browser; see `csto_map.history.timeline`."""
        base = super().timeline
        return {**base, **movements.compiled(self, self.headcount, self.project)}

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
            As for `at`, with the same errors.

        Returns
        -------
        personnel
            In order of host and operator; see `csto_map.history.personnel`. Without those of
            whom no figure tells.
        """
        when = self.day(day)
        parties = [party for party in self.headcount.parties if operator in ("", None, party[1])]
        if host is None or isinstance(host, str):
            asked = [party for party in parties if host in ("", None, party[0])]
            numbers = [self.headcount.at(*party, when) for party in asked]
        else:
            sides = sorted({party[1] for party in parties if party[0] in host})
            numbers = [self.headcount.together(host, side, when) for side in sides]
        return tuple(one for one in numbers if one)

    def findings_in(self, language: str) -> Findings:
        """What is found on a day in a view, in a language; see `csto_map.history.findings`."""
        if self._home is not self:
            return self._home.findings_in(language)
        if language not in self._findings:
            self._findings[language] = Findings(self, self.headcount, self._abroad, language)
        return self._findings[language]

    @cached_property
    def _abroad(self) -> Abroad:
        return Abroad(self.headcount, self.config.lead or "")

    @cached_property
    def _findings(self) -> dict[str, Findings]:
        return {}

    def timeline_in(self, language: str) -> Timeline:
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
    def _timelines(self) -> dict[str, Timeline]:
        return {}
