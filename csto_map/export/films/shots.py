"""What a film shows when: its days, how long each stays, and the sentence that goes with it."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from csto_map.atlas import Atlas
from csto_map.errors import BadOption
from csto_map.export import offers

STEPS: tuple[str, ...] = offers.FILM_STEPS
MOST_FRAMES = 3600
# Changes of this weight are turning points, on which a film dwells.
TURNING = 3
_FASTEST, _LONGEST = 60, 60.0


@dataclass(frozen=True, slots=True)
class Shot:
    """A day, the number of frames that it stays, and the sentence under the map."""

    day: date
    frames: int
    caption: str
    turning: bool


def schedule(
    atlas: Atlas,
    first: date,
    last: date,
    step: str,
    *,
    fps: int,
    seconds: float | None,
    dwell: float,
    language: str = "en",
    others: Iterable[date] = (),
) -> tuple[Shot, ...]:
    """
    Plan a film.

    Parameters
    ----------
    step
        One of `STEPS`; "change" takes every day on which anything changes.
    seconds
        How long a step stays; None for a single frame.
    dwell
        How long a turning point stays, in seconds; those between two steps get a
        shot of their own. 0 treats them as other days.
    language
        Of the sentences.
    others
        Days on which something other than a fact changes, for the step "change".

    Raises
    ------
    BadOption
        A ValueError: anything out of its bounds, or more than `MOST_FRAMES` frames.
    """
    if step not in STEPS:
        raise BadOption(f"step {step!r} does not exist; there are {', '.join(STEPS)}")
    if first > last:
        raise BadOption(f"a film from {first.isoformat()} to {last.isoformat()} runs backwards")
    if not 1 <= fps <= _FASTEST:
        raise BadOption(f"{fps} frames a second are not 1 to {_FASTEST}")
    if seconds is not None and not 0 < seconds <= _LONGEST:
        raise BadOption(f"{seconds} seconds a step are not more than 0 and at most {_LONGEST:g}")
    if not 0 <= dwell <= _LONGEST:
        raise BadOption(f"a dwell of {dwell} seconds is not 0 to {_LONGEST:g}")
    held = max(1, round(seconds * fps)) if seconds else 1
    long = max(held, round(dwell * fps))
    turning = {c.day for c in atlas.changes if c.weight >= TURNING and first <= c.day <= last}
    days = list(_days(atlas, first, last, step, others))
    if dwell:
        days = sorted({*days, *turning})
    count = sum(long if dwell and day in turning else held for day in days)
    if count > MOST_FRAMES:
        raise BadOption(
            f"the film would have {count:,} frames, more than {MOST_FRAMES:,}: take a longer "
            "step, a shorter range, fewer frames a second or a shorter dwell"
        )
    captions = _captions(atlas, days, language)
    return tuple(
        Shot(day, long if dwell and day in turning else held, captions[day], day in turning)
        for day in days
    )


def _days(
    atlas: Atlas, first: date, last: date, step: str, others: Iterable[date]
) -> Iterator[date]:
    if step == "change":
        days = [*(c.day for c in atlas.changes), *others]
        inner = {day for day in days if first < day < last}
        yield from sorted({first, last, *inner})
        return
    k = 0
    day = first
    while day <= last:
        yield day
        k += 1
        if step == "day":
            day = first + timedelta(days=k)
        else:
            day = _later(first, k if step == "month" else 12 * k)


def _later(day: date, months: int) -> date:
    """Give the same day of a later month, or that month's last day."""
    year, month = divmod(day.year * 12 + day.month - 1 + months, 12)
    following = date(year + (month == 11), (month + 1) % 12 + 1, 1)
    return min(date(year, month + 1, 1) + timedelta(days=day.day - 1), following - timedelta(1))


def _captions(atlas: Atlas, days: Sequence[date], language: str) -> dict[date, str]:
    """Say for each day what changed since the one before: the weightiest, with its date."""
    changes = atlas.timeline_in(language)["changes"]
    order = [date.fromordinal(c["day"]) for c in changes]
    captions: dict[date, str] = {}
    before = -1
    for day in days:
        upto = bisect_right(order, day)
        since = changes[max(before, 0) : upto] if before >= 0 else changes[max(0, upto - 1) : upto]
        if since:
            # Of equal weight the latest; a change of the very day comes before others.
            at = day.toordinal()
            best = max(since, key=lambda c: (c["day"] == at, c["weight"], c["day"]))
            captions[day] = f"{best['when']}: {best['text'].rstrip('.')}"
        else:
            captions[day] = captions[days[days.index(day) - 1]] if captions else ""
        before = upto
    return captions
