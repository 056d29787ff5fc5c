"""When the rows of a file hold: from their columns of dates, each decided as a whole.

``assets/src/layers/stays.js`` is its twin: ``tests/cases/layer_dates.json`` holds for both.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from functools import lru_cache

from csto_map.errors import AmbiguousDates
from csto_map.exchange.reading import date_columns, when
from csto_map.exchange.reading.columns import Columns, Remark
from csto_map.exchange.reading.date_columns import DateColumns
from csto_map.exchange.reading.places import Spoilt
from csto_map.exchange.reading.vocabulary import plain, text_of
from csto_map.exchange.reading.when import NoDate, Way

_LAST_DAY = date.max.toordinal()
# What our own tables say of rows that were only announced, and in which column.
_CERTAINTY, _PLANNED = "certainty", "planned"
# Start, end, and a date in another column, as they stand in the file.
Texts = tuple[str, str, str]


@dataclass(frozen=True, slots=True)
class Stay:
    """
    When a row holds.

    `start` and `end` are EDTF texts; `since` is the first day and `until` the first day after,
    as ordinals; None where it is open.
    """

    start: str
    end: str
    since: int | None
    until: int | None


ALWAYS = Stay("", "", None, None)


@dataclass(slots=True)
class Stays:
    """The stays of all rows, which of them have none, and what was assumed."""

    stays: list[Stay]
    spoilt: Spoilt = field(default_factory=dict)
    notes: list[Remark] = field(default_factory=list)


class _BadStart(NoDate):
    """The start is no date; any other `NoDate` is of the end."""

    def __init__(self, remark: Remark) -> None:
        super().__init__(remark.key, **remark.params)


def of(table: Columns, columns: DateColumns, first: str, name: str) -> Stays:
    """
    Say when each row holds.

    Parameters
    ----------
    first
        "day" or "month": what comes first in 03/04/2009, where no other row tells.

    Raises
    ------
    AmbiguousDates
        If there is such a date, and neither another row nor `first` tells.
    """
    times = None if columns.ours else table.times
    made = _by_columns(table, columns, first, name)
    if times is None:
        return made
    read = when.NONE
    for k, time in enumerate(times):
        if time is None or not any(time):
            # Beside rows with times, one without is not in error: it holds on every date, and
            # that is told.
            if k in made.spoilt and made.spoilt[k][2].key == "no_date":
                del made.spoilt[k]
            continue
        made.spoilt.pop(k, None)
        try:
            made.stays[k] = _timed(time, read)
        except NoDate as problem:
            made.spoilt[k] = ("time", " / ".join(time), problem.remark)
    return made


def _timed(time: tuple[str, str], way: Way) -> Stay:
    """Give the stay of a row whose format itself has a time: its end is included."""
    start = when.days(time[0], way) if time[0] else None
    end = when.days(time[1], way) if time[1] else None
    if start and end and end.last < start.first:
        raise NoDate("end_before_start", value=time[1], start=time[0])
    return Stay(
        start.edtf if start else "",
        "" if time[0] == time[1] else end.edtf if end else "..",
        start.first if start else None,
        _after(end.last) if end else None,
    )


def _texts(table: Columns, columns: DateColumns) -> list[Texts]:
    count = len(table.rows)
    starts, ends = (
        [text_of(value) for value in table.values[column]] if column else [""] * count
        for column in (columns.start, columns.end)
    )
    starts = _joined(table, starts, columns.parts)
    ends = _joined(table, ends, columns.end_parts)
    texts = []
    for k, (start, end) in enumerate(zip(starts, ends, strict=True)):
        other = "" if start or end else _other_date(table, columns.more, k)
        texts.append((start, end, other))
    return texts


def _joined(table: Columns, years: list[str], parts: Sequence[str]) -> list[str]:
    """Give dates whose month and day have columns of their own."""
    if not parts:
        return years
    month, day = (table.values[c] if c else [""] * len(years) for c in parts)
    return [
        date_columns.joined(year, text_of(m), text_of(d))
        for year, m, d in zip(years, month, day, strict=True)
    ]


def _other_date(table: Columns, columns: Sequence[str], k: int) -> str:
    """Give the first date of a row in other columns than the chosen ones; "" for none."""
    return next((text for c in columns if (text := text_of(table.values[c][k]))), "")


def _by_columns(table: Columns, columns: DateColumns, first: str, name: str) -> Stays:
    if not columns.start and not columns.end:
        return Stays([ALWAYS] * len(table.rows))
    texts = _texts(table, columns)
    # Dates repeat: what a whole column tells is asked of each but once.
    parts: Counter[str] = Counter()
    for text, count in Counter(text for row in texts for text in row if text).items():
        for part in _split(text):
            parts[part] += count
    _doubtless(table, columns, texts, parts, first, name)
    way = when.way_of(parts, first)
    inclusive = not columns.ours and _inclusive(texts, way)
    ended, moment = (_stayer(way, ended=e, inclusive=inclusive) for e in (True, False))
    stay = ended if columns.end else moment
    made = Stays([])
    for k, (start, end, other) in enumerate(texts):
        alone = other or (start if columns.events and not end else "")
        try:
            made.stays.append(moment(alone, "") if alone else stay(start, end))
        except _BadStart as problem:
            made.spoilt[k] = (columns.start or columns.end, other or start, problem.remark)
        except NoDate as problem:
            made.spoilt[k] = (columns.end or columns.start, end or start, problem.remark)
        if k in made.spoilt:
            made.stays.append(ALWAYS)
    if columns.ours:
        _leave_out_plans(table, made)
    made.notes = [*_remarks(columns, texts, parts, way), *_ends(columns, texts, made, inclusive)]
    return made


def _leave_out_plans(table: Columns, made: Stays) -> None:
    """Leave out rows of our own tables that were only announced, as the map does."""
    column = next(c for c in table.values if plain(c) == _CERTAINTY)
    for k, value in enumerate(table.values[column]):
        if text_of(value) == _PLANNED:
            made.spoilt[k] = (column, _PLANNED, Remark("only_planned"))


def _doubtless(
    table: Columns,
    columns: DateColumns,
    texts: Sequence[Texts],
    parts: Mapping[str, int],
    first: str,
    name: str,
) -> None:
    """Refuse a file with a date that may be two."""
    if first or when.order(parts):
        return
    forms = {part: when.form_of(part) for part in parts}
    # Years of two figures are in doubt only where a file writes all its dates so.
    short = set(forms.values()) == {"short_figures"}
    doubtful = {"figures", "short_figures"} if short else {"figures"}
    if doubtful.isdisjoint(forms.values()):
        return
    for k, row in enumerate(texts):
        for text, column in zip(row, (columns.start, columns.end, columns.start), strict=True):
            for part in _split(text):
                readings = when.readings(part) if forms[part] in doubtful else None
                if readings is None:
                    continue
                one, two = (f"{day.day} {day:%B %Y}" for day in readings)
                raise AmbiguousDates(
                    Remark(
                        "ambiguous_dates",
                        name=name,
                        row=table.rows[k],
                        column=column,
                        value=part,
                        one=one,
                        two=two,
                    ),
                    readings,
                )


@lru_cache(maxsize=65536)
def _split(text: str) -> tuple[str, ...]:
    return when.stretch(text) or ((text,) if text else ())


def _remarks(
    columns: DateColumns, texts: Sequence[Texts], parts: Mapping[str, int], way: Way
) -> list[Remark]:
    """Say what was assumed of the dates of a file."""
    notes = []
    ongoing = sum(columns.events and bool(start) and not end for start, end, _ in texts)
    if ongoing:
        notes.append(Remark("events", n=ongoing, column=columns.start))
    for guess, column in ((columns.guessed, columns.start), (columns.end_guessed, columns.end)):
        if guess:
            notes.append(Remark("guessed", column=column))
    both = when.contradictions(parts)
    if both:
        notes.append(Remark("contradiction", one=both[0], two=both[1]))
    forms: Counter[str] = Counter()
    for part, n in parts.items():
        forms[when.form_of(part)] += n
    for key, names in (
        ("serials", ("serial",) if way.serials else ()),
        ("stamps", ("seconds", "milliseconds")),
        ("short_years", ("short_figures", "day_word_short_year")),
    ):
        count = sum(forms[form] for form in names)
        if count:
            notes.append(Remark(key, n=count, column=columns.start or columns.end))
    return notes


def _ends(
    columns: DateColumns, texts: Sequence[Texts], made: Stays, inclusive: bool
) -> list[Remark]:
    """Say how ends that are days were read."""
    if inclusive:
        return [Remark("ends_last", column=columns.end)]
    exact = any(
        end and len(stay.end) == 10 and not when.within_day(end)
        for (_, end, _), stay in zip(texts, made.stays, strict=True)
    )
    return [Remark("ends_first", column=columns.end)] if exact and not columns.ours else []


def _inclusive(texts: Sequence[Texts], way: Way) -> bool:
    """
    Say whether ends that are days are the last days of rows.

    They are where a row starts and ends on one day, or rows last from the first day of a month
    to the last of one and none to the first of one.
    """
    whole = next_ = False
    known: dict[str, when.Days | None] = {}
    for start, end in {(start, end) for start, end, _ in texts if start and end}:
        for text in (start, end):
            if text not in known:
                known[text] = _days(text, way)
        first, last = known[start], known[end]
        if first is None or last is None:
            continue
        if first.first != first.last or last.first != last.last or when.within_day(end):
            continue
        if first.first == last.first:
            return True
        if first.edtf[8:10] == "01" and last.first > first.first:
            whole |= date.fromordinal(min(last.first + 1, _LAST_DAY)).day == 1
            next_ |= last.edtf[8:10] == "01"
    return whole and not next_


def _days(text: str, way: Way) -> when.Days | None:
    try:
        return when.days(text, way)
    except NoDate:
        return None


def _after(day: int) -> int | None:
    """Give the day after; None for the last day that there is."""
    return None if day >= _LAST_DAY else day + 1


def _stayer(way: Way, *, ended: bool, inclusive: bool) -> Callable[[str, str], Stay]:
    """Make the function that turns the texts of a row into its stay."""

    # Dates repeat: reading each once is what makes a hundred thousand rows quick.
    @lru_cache(maxsize=65536)
    def since(text: str) -> tuple[str, int | None, int | None]:
        if text in when.OPEN:
            return text, None, None
        try:
            days = when.days(text, way)
        except NoDate as problem:
            raise _BadStart(problem.remark) from None
        return days.edtf, days.first, _after(days.last)

    @lru_cache(maxsize=65536)
    def until(text: str, whole: bool) -> tuple[str, int | None]:
        if text in when.OPEN or when.is_still(text):
            return text if text in when.OPEN else "..", None
        days = when.days(text, way)
        exact = days.first == days.last and not whole and not when.within_day(text)
        return days.edtf, days.first if exact else _after(days.last)

    def stay(start: str, end: str) -> Stay:
        both, whole = ended, inclusive
        if not end and (parts := when.stretch(start)):
            start, end = parts
            # A stretch in one cell includes its last day, as ISO 8601 and people have it.
            both = whole = True
        edtf, from_, gone = since(start)
        if not both:
            if from_ is None:
                raise _BadStart(Remark("no_date"))
            return Stay(edtf, "", from_, gone)
        if not start and not end:
            return ALWAYS
        last, last_until = until(end, whole)
        if from_ is not None and last_until is not None and last_until <= from_:
            raise NoDate("end_before_start", value=end, start=start)
        return Stay(edtf, last, from_, last_until)

    return stay
