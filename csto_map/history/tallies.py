"""Small charts beside a headline: they count what it speaks of.

Each is made by rule from the facts of the day. A number that is derived says so in the note.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Literal

from csto_map.facts import dates
from csto_map.facts.config import Config, Mission
from csto_map.facts.schema import BorderGuard, Contingent
from csto_map.history import spells
from csto_map.history.base import Facts
from csto_map.history.forms import BarTally, SpanTally, Watch
from csto_map.history.forms import SpanRow as SpanRowForm
from csto_map.history.forms import TallyRow as TallyRowForm
from csto_map.history.personnel import Personnel
from csto_map.history.spells import Spell
from csto_map.history.strengths import Age
from csto_map.language.phrases import capital, phrase
from csto_map.language.speech import Speech

# Rows of a chart beside a map: more would push the legend away.
MOST_ROWS = 9


@dataclass(frozen=True, slots=True)
class TallyRow:
    """
    A bar from `low` to `high`; both None where no number is known.

    `text` says the number with its date where it is old; `hollow` rows are not certain
    or old, `strong` ones are of members of the alliance; `accent` is that of a group.
    """

    label: str
    low: int | None
    high: int | None
    text: str
    accent: str
    hollow: bool
    strong: bool


@dataclass(frozen=True, slots=True)
class SpanRow:
    """
    Who guarded a sector when.

    Of each spell the first day and the first day after it (None: it goes on), as
    ordinals, the slot of the guard in a style, and whether it is certain.
    """

    label: str
    spells: tuple[tuple[int, int | None, str, bool], ...]


@dataclass(frozen=True, slots=True)
class Tally:
    """A small chart; its rows are all `TallyRow` or all `SpanRow`, as its kind says."""

    id: str
    title: str
    kind: Literal["bars", "spans"]
    rows: tuple[TallyRow | SpanRow, ...]
    note: str


class Tallies:
    """The charts of an atlas in one language."""

    def __init__(self, facts: Facts, speech: Speech) -> None:
        """Take the facts in the language of `speech`."""
        self._facts, self._speech = facts, speech
        self._rows: dict[tuple[object, ...], TallyRow] = {}
        self._config: Config = facts.config

    def _names(self, day: date) -> dict[str, str]:
        """Name all states as they are called on a day."""
        return self._facts.states.called(day, self._speech)

    def troops(
        self,
        operator: str,
        people: str,
        known: Mapping[str, Personnel],
        silent: Sequence[str],
        day: date,
    ) -> Tally | None:
        """
        Count the people of an operator by host; None where no number is known of any.

        Parameters
        ----------
        people
            How they are called, "" for no word of its own.
        known
            The numbers by host, of the most people first.
        silent
            Hosts where they are, without a number.
        """
        if not known:
            return None
        rows = [
            self._host(operator, one, day, strong=self.is_bound(host, day), age=one.age)
            for host, one in known.items()
        ]
        title = phrase(
            self._speech,
            "troops" if people else "troops_of",
            "tally",
            people=people,
            name=self._names(day).get(operator, operator),
        )
        note = self._troops_note(rows[:MOST_ROWS], silent, rows[MOST_ROWS:], day)
        return Tally("troops", capital(title), "bars", tuple(rows[:MOST_ROWS]), note)

    def _host(
        self, operator: str, one: Personnel, day: date, *, strong: bool, age: Age
    ) -> TallyRow:
        name = self._names(day)[one.host]
        key = name, one.host, one.low, one.high, one.as_of, age, strong
        if key not in self._rows:
            low = one.low
            people = (
                phrase(self._speech, "up_to", "tally", n=one.high)
                if low == 0 < one.high
                else self._speech.range(low, one.high)
            )
            # The year is enough beside a bar: cards have the day.
            first = dates.earliest(one.as_of.split("/")[0])
            dated = str(first.year) if first else self._speech.date(one.as_of)
            text = people if age == "fresh" else self._speech.figure(people, dated, age)
            accent, old = self._accent(operator), age != "fresh"
            self._rows[key] = TallyRow(name, low, one.high, text, accent, old, strong)
        return self._rows[key]

    def _troops_note(
        self, shown: Iterable[TallyRow], silent: Sequence[str], more: Sequence[TallyRow], day: date
    ) -> str:
        words = self._speech.words["tally"]
        notes = []
        if any(row.strong for row in shown):
            notes.append(str(words["bold"]))
        if any(row.hollow for row in shown):
            notes.append(str(words["old"]))
        if more:
            listed = self._speech.listing([f"{row.label} {row.text}" for row in more])
            notes.append(str(words["more"]).format(who=listed))
        if silent:
            names = sorted(self._names(day)[host] for host in silent)
            notes.append(str(words["no_totals"]).format(who=self._speech.listing(names)))
        return " ".join(notes)

    def senders(self, mission: Mission, sent: Sequence[Spell[Contingent]], day: date) -> Tally:
        """
        Count who sent how many; `sent` are the contingents of the mission on the day.

        Where a total is known, whoever must have sent most (`most_of`) and gave no number
        has the rest of it, as an upper end.
        """
        total = total_of(sent)
        by_country = senders_of(sent)
        rest = most_of(self._facts, mission, sent, day)
        rows: list[tuple[int, TallyRow]] = []
        for country, known in by_country.items():
            low, high = known or (None, None)
            text = (
                self._speech.words["tally"]["unpublished"]
                if high is None or low is None
                else self._speech.range(low, high)
            )
            derived = high is None and country == rest and total is not None
            if derived:
                assert total is not None
                high = total[1] - sum(one[0] for one in by_country.values() if one)
                text = phrase(self._speech, "up_to", "tally", n=high)
            row = TallyRow(
                self._names(day)[country],
                low,
                high,
                str(text),
                "lead" if self._accent(country) == "lead" else "joint",
                high is None,
                self.is_bound(country, day),
            )
            rows.append((-1 if high is None else high, row))
        rows.sort(key=lambda row: (-row[0], row[1].label))
        note = ""
        if rest and by_country.get(rest) is None and total:
            unknown = [code for code, known in by_country.items() if not known and code != rest]
            others = sorted(self._names(day)[code] for code in unknown)
            note = phrase(
                self._speech,
                "rest_with" if others else "rest",
                "tally",
                who=self._names(day)[rest],
                others=self._speech.listing(others) if others else "",
            )
        title = str(self._speech.words["tally"]["senders"])
        return Tally("senders", title, "bars", tuple(row for _, row in rows), note)

    def sectors(self) -> Tally:
        """Say who guarded which sector when: the same on every day."""
        guards = self._facts.world.guards
        rows = tuple(
            SpanRow(self._speech.name(row), tuple(self._spells(guards[row.sector_id])))
            for row in self._facts.tables.border_sectors
        )
        return Tally("sectors", str(self._speech.words["tally"]["sectors"]), "spans", rows, "")

    def _spells(
        self, held: Sequence[Spell[BorderGuard]]
    ) -> Iterable[tuple[int, int | None, str, bool]]:
        """Cut each guard's spell into its certain part and what is open before and after."""
        first = self._facts.first
        for spell in held:
            slot = self._config.guard_slot(spell.row.guard_country)
            ends = [
                (max(spell.from_, first), spell.certain_from or spell.until, False),
                (spell.certain_from, spell.certain_until, True),
                (spell.certain_until, spell.until, False),
            ]
            for from_, until, certain in ends:
                if from_ is None or (certain and spell.certain_from is None):
                    continue
                from_ = max(from_, first)
                if until is None or from_ < until:
                    yield from_.toordinal(), until.toordinal() if until else None, slot, certain
                if until is None:
                    break

    def statuses(self, lens: str, counts: Sequence[tuple[str, int]]) -> Tally:
        """Count the states of a lens by what they are in it."""
        titles = self._speech.words["status"]
        rows = tuple(
            TallyRow(str(titles[status]), n, n, self._speech.number(n), "joint", False, False)
            for status, n in counts
        )
        return Tally(
            f"statuses-{lens}", str(self._speech.words["tally"]["statuses"]), "bars", rows, ""
        )

    def is_bound(self, country: str, day: date) -> bool:
        """Say whether a state is part of the alliance on a day."""
        held = self._facts.world.standings[self._config.default_lens].get(country, ())
        return any(
            s.status in spells.BOUND and s.from_ <= day and (s.until is None or day < s.until)
            for s in held
        )

    def _accent(self, operator: str) -> str:
        return self._config.group_of(operator)


def total_of(sent: Iterable[Spell[Contingent]]) -> tuple[int, int] | None:
    """Give the number over all contingents of an operation, if a row has it."""
    for spell in sent:
        row = spell.row
        if row.is_total and row.personnel_low is not None and row.personnel_high is not None:
            return row.personnel_low, row.personnel_high
    return None


def senders_of(sent: Iterable[Spell[Contingent]]) -> dict[str, tuple[int, int] | None]:
    """Add up each state's contingents; None where the number of one of them is unknown."""
    added: dict[str, tuple[int, int] | None] = {}
    for spell in sent:
        row = spell.row
        if row.is_total or not row.country:
            continue
        low, high = row.personnel_low, row.personnel_high
        before = added.get(row.country, (0, 0))
        added[row.country] = (
            None
            if low is None or high is None or before is None
            else (before[0] + low, before[1] + high)
        )
    return added


def most_of(
    facts: Facts, mission: Mission, sent: Sequence[Spell[Contingent]], day: date
) -> str | None:
    """
    Say which state sent more than half of a mission; None where that does not follow.

    Of a state without a number the highest that anybody claims of it counts as its upper
    end: a row of strengths.csv, of any kind, of that state's part of the mission. Whose
    number stays open has sent most if the others' upper ends leave more than half of the total.
    """
    total, by_country = total_of(sent), senders_of(sent)
    if total is None:
        return None
    highest = {
        country: known[1] if known else _claimed(facts, mission, country, day)
        for country, known in by_country.items()
    }
    for country, known in by_country.items():
        others = [highest[other] for other in by_country if other != country]
        if known:
            least = known[0]
        elif None in others:
            continue
        else:
            least = total[0] - sum(one for one in others if one is not None)
        if 2 * least > total[1]:
            return country
    return None


def _claimed(facts: Facts, mission: Mission, country: str, day: date) -> int | None:
    parts = {
        row.grouping_id
        for row in facts.tables.groupings
        if row.grouping_id in mission.parts
        and row.owner == country
        and any(one.covers(day) for one in facts.lives[row.grouping_id])
    }
    figures = [
        row.personnel_high
        for row in facts.tables.strengths
        if row.subject_id in parts and row.personnel_high is not None
    ]
    return max(figures, default=None)


def compiled(tally: Tally, guards: dict[str, str]) -> BarTally | SpanTally:
    """
    Give a tally as the browser gets it.

    Parameters
    ----------
    guards
        Slot of a style -> the key under which the page has its colour.
    """
    if tally.kind == "spans":
        return {
            "kind": "spans",
            "title": tally.title,
            "rows": [_span(row, guards) for row in tally.rows if isinstance(row, SpanRow)],
            "note": tally.note,
        }
    return {
        "kind": "bars",
        "title": tally.title,
        "rows": [_bar(row) for row in tally.rows if isinstance(row, TallyRow)],
        "note": tally.note,
    }


def _bar(row: TallyRow) -> TallyRowForm:
    return {
        "label": row.label,
        "low": row.low,
        "high": row.high,
        "text": row.text,
        "accent": row.accent,
        "hollow": row.hollow,
        "strong": row.strong,
    }


def _span(row: SpanRow, guards: dict[str, str]) -> SpanRowForm:
    return {
        "label": row.label,
        "spells": [
            Watch(from_, until, guards.get(slot, slot), certain)
            for from_, until, slot, certain in row.spells
        ],
    }
