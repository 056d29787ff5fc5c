"""One-line answers: what a person first asks about a state, made by rule from the rows.

Was it a member on the day, since when, did it leave, and how; whose troops were there and
how many. What the notes of the rows tell besides stays in the notes.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from itertools import pairwise, zip_longest

from csto_map.facts import dates
from csto_map.facts.schema import Membership, Organization
from csto_map.history import personnel
from csto_map.history.personnel import Personnel
from csto_map.history.spells import BOUND, Spell
from csto_map.page.card_forms import Answer, AnswerLine
from csto_map.page.card_rows import Shelf

# Statuses that say that a state was a full part of an organisation.
_JOINED = ("member", "frozen", "suspended")


@dataclass(frozen=True, slots=True)
class Line:
    """A sentence that holds over [from_, until); `until` None goes on."""

    from_: date
    until: date | None
    text: str
    source_ids: tuple[str, ...]

    def packed(self) -> AnswerLine:
        """Give the line as the browser reads it: day numbers, text, sources."""
        until = None if self.until is None else self.until.toordinal()
        return AnswerLine(self.from_.toordinal(), until, self.text, list(self.source_ids))


def of_state(kit: Shelf, country: str) -> list[Answer]:
    """
    Say what a state was to each organisation in which it had any status.

    Returns
    -------
    answers
        One for each organisation; their days go from the first day of the atlas on.
    """
    found: list[Answer] = []
    for org in kit.atlas.tables.organizations:
        spells = kit.atlas.world.memberships.get((org.org_id, country), [])
        if spells:
            found.append(
                {
                    "org": org.org_id,
                    "name": abbreviation(kit, org),
                    "days": [line.packed() for line in _days(kit, spells, org)],
                    "story": story(kit, spells, org),
                }
            )
    return found


def abbreviation(kit: Shelf, org: Organization) -> str:
    """Give the short name of an organisation in the language."""
    return str(getattr(org, f"abbr_{kit.speech.language}", "") or org.abbr)


def story(kit: Shelf, spells: Sequence[Spell[Membership]], org: Organization) -> str:
    """Tell the whole of a state's part in an organisation, in order."""
    steps = []
    for k, (spell, after) in enumerate(zip_longest(spells, spells[1:])):
        steps.append(_step(kit, spells, k))
        ended = spell.until is not None and (after is None or after.from_ != spell.until)
        if ended and not (spell.row.end_certainty == "unknown" or not spell.row.end):
            steps.append(_say(kit, _end_key(spell, org), date=kit.speech.date(spell.row.end)))
    if not _ever(spells):
        steps.insert(0, _say(kit, "never"))
    sentence = "; ".join(steps)
    return sentence[:1].upper() + sentence[1:]


def troops(kit: Shelf, host: str) -> list[Line]:
    """Say who has how many troops in a country, by the rule of `csto_map.history.personnel`."""
    found: list[Line] = []
    for place, operator in kit.atlas.headcount.parties:
        if place == host:
            for from_, until, one in counted(kit, host, operator):
                line = Line(from_, until, _host(kit, one), one.source_ids)
                last = found[-1] if found else None
                if last and last.until == from_ and last.text == line.text:
                    # Only the age of the figure differs, which the line does not say.
                    line = Line(last.from_, until, line.text, last.source_ids)
                    found.pop()
                found.append(line)
    return found


def counted(kit: Shelf, host: str, operator: str) -> Iterator[tuple[date, date, Personnel]]:
    """Yield [from, until) and how many people of one side are in a country, where known."""
    steps = kit.atlas.headcount.steps(host, operator)
    return personnel.spans(steps, kit.atlas.horizon)


def people(kit: Shelf, one: Personnel) -> str:
    """Say a number of people and its date; a sum of some posts only is a lower bound."""
    years = _years(one.as_of)
    number = kit.speech.range(one.low, one.high)
    if one.low and one.method == "sum" and one.covered < 1:
        number = _say(kit, "at_least", n=number)
    return _say(kit, "people", n=number, date=years)


def _host(kit: Shelf, one: Personnel) -> str:
    # Organisations send observers as well as troops.
    states = {row.country for row in kit.atlas.tables.countries}
    key = "host" if one.operator in states else "host_mission"
    return _say(kit, key, who=kit.names(one.operator), people=people(kit, one))


def _years(as_of: str) -> str:
    """Give the year of a figure, or the years between which those added lie."""
    days = [day for text in as_of.split("/") for day in (dates.earliest(text), dates.latest(text))]
    known = sorted(day.year for day in days if day)
    return "\u2013".join(dict.fromkeys(str(year) for year in (*known[:1], *known[-1:])))


def _say(kit: Shelf, key: str, **values: str) -> str:
    return str(kit.speech.words["answer"][key]).format(**values)


def _ever(spells: Sequence[Spell[Membership]]) -> bool:
    """Say whether a state ever signed or joined."""
    return any(spell.row.status in BOUND for spell in spells)


def _start(kit: Shelf, spell: Spell[Membership]) -> str:
    return kit.speech.date(spell.row.start, spell.row.start_certainty)


def _end_key(spell: Spell[Membership], org: Organization) -> str:
    """Choose what an end is called: its own, or that of the organisation."""
    if org.end and dates.earliest(org.end) == spell.until:
        return "org_ended"
    return "left" if spell.row.status in BOUND else "until"


def _follows(spells: Sequence[Spell[Membership]], k: int, status: str) -> bool:
    """Say whether a spell takes over from one of a status on the very day."""
    return k > 0 and spells[k - 1].row.status == status and spells[k - 1].until == spells[k].from_


def _step(kit: Shelf, spells: Sequence[Spell[Membership]], k: int) -> str:
    """Say one step of a story."""
    spell = spells[k]
    key: str = spell.row.status
    if key == "member":
        if _follows(spells, k, "signatory"):
            key = "in_force"
        elif any(before.row.status in _JOINED for before in spells[:k]):
            key = "again"
    return _say(kit, f"step_{key}", date=_start(kit, spell))


def _days(kit: Shelf, spells: Sequence[Spell[Membership]], org: Organization) -> Iterator[Line]:
    """Yield what to say on which days: before, in, between and after the spells."""
    first = spells[0]
    if kit.atlas.first < first.from_:
        text = _say(kit, _absent(spells), then=_step(kit, spells, 0))
        yield Line(kit.atlas.first, first.from_, text, _cited(first))
    for k, (spell, after) in enumerate(zip_longest(spells, spells[1:])):
        cited = _cited(spell)
        if spell.row.status == "suspended" and _follows(spells, k, "frozen"):
            cited = tuple(dict.fromkeys((*_cited(spells[k - 1]), *cited)))
        yield Line(spell.from_, spell.until, _held(kit, spells, k), cited)
        if spell.until and (after is None or spell.until < after.from_):
            until = after.from_ if after else None
            text = _say(kit, _absent(spells), then=_gone(kit, spell, after, org))
            yield Line(spell.until, until, text, _cited(spell))


def _cited(spell: Spell[Membership]) -> tuple[str, ...]:
    return tuple(spell.row.source_ids)


def _absent(spells: Sequence[Spell[Membership]]) -> str:
    """Choose how it is said that a state has no status on a day."""
    return "no_member" if _ever(spells) else "no_status"


def _held(kit: Shelf, spells: Sequence[Spell[Membership]], k: int) -> str:
    """Say what a state is to an organisation while a spell holds."""
    spell = spells[k]
    status, when = spell.row.status, _start(kit, spell)
    if status == "suspended" and _follows(spells, k, "frozen"):
        frozen = _start(kit, spells[k - 1])
        return _say(kit, "left_by_suspension", frozen=frozen, date=when)
    if status == "member" and _follows(spells, k, "signatory"):
        return _say(kit, "member_signed", signed=_start(kit, spells[k - 1]), date=when)
    text = _say(kit, status, date=when)
    if status in BOUND:
        return text
    if not _ever(spells):
        return _say(kit, "never_but", then=text[:1].lower() + text[1:])
    joins = [a for b, a in pairwise(spells[k:]) if a.row.status in BOUND]
    if not joins:
        return text
    return _say(kit, "later", first=text, then=_step(kit, spells, spells.index(joins[0])))


def _gone(
    kit: Shelf, spell: Spell[Membership], after: Spell[Membership] | None, org: Organization
) -> str:
    """Say what is left of a status that has ended."""
    end = kit.speech.date(spell.row.end, spell.row.end_certainty)
    text = _say(kit, _end_key(spell, org), date=end)
    if after is None:
        return text
    key = "again" if spell.row.status == after.row.status == "member" else after.row.status
    return f"{text}; {_say(kit, f'step_{key}', date=_start(kit, after))}"
