"""What the timeline says of a view: named turning points, and one number over time."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from csto_map.facts import dates
from csto_map.facts.config import View
from csto_map.facts.schema import Event
from csto_map.history.base import Facts
from csto_map.language.phrases import capital, phrase
from csto_map.language.speech import Speech

MOST_TURNS = 7
# Statuses that count as belonging: a suspended state does not.
_COUNTED = ("signatory", "member", "frozen")


@dataclass(frozen=True, slots=True)
class Turn:
    """A turning point: its day, an ordinal, and its year with a few words."""

    day: int
    text: str


@dataclass(frozen=True, slots=True)
class Band:
    """One number over time: (ordinal, how many) from each day on which it changes."""

    title: str
    steps: tuple[tuple[int, int], ...]
    accent: str


def of_view(facts: Facts, speech: Speech, view: View, hosts: Sequence[str]) -> tuple[Turn, ...]:
    """
    Give the turning points that the timeline of a view names, the most important first.

    Those that ``atlas.toml`` names for the view, in its order. Where it names none, by rule:
    events of weight 3 whose first day is known, in the hosts of the view or of no country;
    first those on whose day a state's standing or a sector's guard changes, then the
    others; among equals the earlier first. At most `MOST_TURNS`.
    """
    events = {row.event_id: row for row in facts.tables.events}
    chosen = [
        (events[turn.event], turn.text_in(speech.language))
        for turn in facts.config.turns
        if view.id in turn.views
    ]
    if not chosen:
        turning = _turning(facts)
        rows = [
            (row, day)
            for row in facts.tables.events
            if row.weight == 3 and (not row.country or row.country in hosts)
            for day in [dates.earliest(row.start)]
            if day and facts.first <= day <= facts.horizon
        ]
        rows.sort(key=lambda one: (one[1] not in turning, one[1], one[0].event_id))
        chosen = [(row, row.title) for row, _ in rows]
    return tuple(_turn(row, text, speech) for row, text in chosen[:MOST_TURNS])


def _turn(row: Event, text: str, speech: Speech) -> Turn:
    day = dates.earliest(row.start)
    assert day is not None, "a turning point has a day"
    return Turn(day.toordinal(), phrase(speech, "turn", "tally", year=str(day.year), text=text))


def _turning(facts: Facts) -> set[date]:
    """Give the days on which a standing of the alliance or a guard changes."""
    standings = facts.world.standings[facts.config.default_lens]
    days = {one.from_ for held in standings.values() for one in held}
    return days | {one.from_ for held in facts.world.guards.values() for one in held}


def band(facts: Facts, speech: Speech, view: View, lead: str | None) -> Band:
    """Give the sectors that the leading state guards, for a view of the border; else members."""
    if "guards" in view.about and lead is not None and facts.tables.border_sectors:
        return _guarded(facts, speech, lead)
    return members(facts, speech, facts.config.default_lens)


def members(facts: Facts, speech: Speech, lens: str) -> Band:
    """Count the states that belong to what a lens shows."""
    held = [one for rows in facts.world.standings[lens].values() for one in rows]
    # Where nobody belongs, as in a partnership, partners are counted.
    counted = [one for one in held if one.status in _COUNTED] or [
        one for one in held if one.status == "partner"
    ]
    spans = [(one.from_, one.until) for one in counted]
    if lens == facts.config.default_lens:
        title = str(speech.words["tally"]["members"])
    else:
        named = speech.title("lenses", lens, facts.config.lens(lens).title)
        title = phrase(speech, "members_of", "tally", lens=named)
    return Band(title, _steps(facts, spans), "member")


def _guarded(facts: Facts, speech: Speech, lead: str) -> Band:
    """Count the sectors that are certainly guarded, as a headline's "at least" does."""
    names = facts.states.called(facts.horizon, speech)
    spans = [
        (one.certain_from, one.certain_until)
        for rows in facts.world.guards.values()
        for one in rows
        if one.row.guard_country == lead and one.certain_from
    ]
    title = phrase(speech, "guarded", "tally", who=names.get(lead, lead))
    return Band(capital(title), _steps(facts, spans), "lead")


def _steps(facts: Facts, spans: Sequence[tuple[date, date | None]]) -> tuple[tuple[int, int], ...]:
    """Count how many half-open spans hold, from each day of the atlas on which that changes."""
    ends = {day for span in spans for day in span if day}
    days = sorted({facts.first} | {day for day in ends if facts.first <= day <= facts.horizon})
    steps: list[tuple[int, int]] = []
    for day in days:
        n = sum(from_ <= day and (until is None or day < until) for from_, until in spans)
        if not steps or steps[-1][1] != n:
            steps.append((day.toordinal(), n))
    return tuple(steps)
