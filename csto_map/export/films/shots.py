"""What a film shows when: its days, how long each stays, and the sentence that goes with it."""

from __future__ import annotations

import itertools
from bisect import bisect_right
from collections.abc import Collection, Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from csto_map.atlas import Atlas
from csto_map.errors import BadOption
from csto_map.export import offers

STEPS: tuple[str, ...] = offers.FILM_STEPS
MOST_FRAMES = 3600
# Changes of this weight are turning points, on which a film dwells.
TURNING = 3
_FASTEST, _LONGEST, _QUICKEST = 60, 60.0, 100.0
_YEAR = 365.2425


@dataclass(frozen=True, slots=True)
class Shot:
    """A day, the number of frames that it stays, and the sentence under the map."""

    day: date
    frames: int
    caption: str
    turning: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class Pace:
    """
    How fast a film goes: at most one of `seconds`, `length` and `speed`.

    Attributes
    ----------
    seconds
        How long a step stays; None for a single frame.
    length
        How long the whole film is, in seconds, with all that rests.
    speed
        How many years pass in a second, while nothing rests.
    dwell
        How long a turning point stays, in seconds; those between two steps get a shot of
        their own. 0 treats them as other days.
    end
        How long the last day stays at least, in seconds.
    """

    fps: int = 12
    seconds: float | None = None
    length: float | None = None
    speed: float | None = None
    dwell: float = 0.0
    end: float = 0.0

    def check(self) -> None:
        """Raise BadOption for anything out of its bounds."""
        if not 1 <= self.fps <= _FASTEST:
            raise BadOption(f"{self.fps} frames a second are not 1 to {_FASTEST}")
        for value, most, what in (
            (self.seconds, _LONGEST, "seconds a step"),
            (self.length, MOST_FRAMES, "seconds of the whole film"),
            (self.speed, _QUICKEST, "years a second"),
        ):
            if value is not None and not 0 < value <= most:
                raise BadOption(f"{value:g} {what} are not more than 0 and at most {most:g}")
        for value, what in ((self.dwell, "a dwell"), (self.end, "an end")):
            if not 0 <= value <= _LONGEST:
                raise BadOption(f"{what} of {value:g} seconds is not 0 to {_LONGEST:g}")
        given = [one for one in (self.seconds, self.length, self.speed) if one is not None]
        if len(given) > 1:
            raise BadOption("a film has seconds a step, a length or a speed: give one of them")

    def frames(self, days: Sequence[date], turning: Collection[date]) -> list[int]:
        """
        Say how many frames each day of a film stays; those with none are left out of it.

        Raises
        ------
        BadOption
            A ValueError: the length is too short for the turning points.
        """
        long, last = round(self.dwell * self.fps), round(self.end * self.fps)
        rests = {day for day in days if self.dwell and day in turning}
        if self.length is not None:
            return self._within(days, rests, long, last)
        if self.speed is not None:
            gone = [(day - days[0]).days / _YEAR / self.speed * self.fps for day in days]
            passing = [round(b) - round(a) for a, b in itertools.pairwise(gone)]
            counts = [*passing, 1]
            # A film begins on its first day.
            counts[0] = max(1, counts[0])
            long = max(1, long)
        else:
            held = max(1, round(self.seconds * self.fps)) if self.seconds else 1
            counts = [held] * len(days)
            long = max(held, long)
        counts = [max(n, long) if day in rests else n for n, day in zip(counts, days, strict=True)]
        return [*counts[:-1], max(counts[-1], last, 1)]

    def _within(
        self, days: Sequence[date], rests: Collection[date], long: int, last: int
    ) -> list[int]:
        """Share the frames of a length out: what rests has half of them at most."""
        total = round((self.length or 0) * self.fps)
        resting = [day for day in days[:-1] if day in rests]
        if total < len(resting) + 1:
            raise BadOption(
                f"{self.length:g} seconds are too short for {len(resting)} turning points: take a "
                "longer film, a shorter range, more frames a second or a dwell of 0"
            )
        end = max(1, min(last, total // 4)) if len(days) > 1 else total
        if len(days) > 1 and resting:
            long = max(1, min(long, (total - end) // 2 // len(resting)))
        rest = total - end - long * len(resting)
        others = len(days) - 1 - len(resting)
        if not others:
            end, rest = end + rest, 0
        counts, k = [], 0
        for day in days[:-1]:
            if day in rests:
                counts.append(long)
                continue
            # Rounded up, so that the first day is never left out.
            counts.append(-(-(k + 1) * rest // others) + -k * rest // others)
            k += 1
        return [*counts, end]


def schedule(
    atlas: Atlas,
    first: date,
    last: date,
    step: str,
    pace: Pace,
    *,
    language: str = "en",
    others: Iterable[date] = (),
) -> tuple[Shot, ...]:
    """
    Plan a film.

    Parameters
    ----------
    step
        One of `STEPS`; "change" takes every day on which anything changes. A film that is too
        short for all of its steps leaves some out, evenly.
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
    pace.check()
    turning = {c.day for c in atlas.changes if c.weight >= TURNING and first <= c.day <= last}
    days = list(_days(atlas, first, last, step, others))
    if pace.dwell:
        days = sorted({*days, *turning})
    frames = pace.frames(days, turning)
    count = sum(frames)
    if count > MOST_FRAMES:
        raise BadOption(
            f"the film would have {count:,} frames, more than {MOST_FRAMES:,}: take a longer "
            "step, a shorter range, fewer frames a second or a shorter dwell"
        )
    shown = {day: n for day, n in zip(days, frames, strict=True) if n}
    captions = _captions(atlas, list(shown), language)
    return tuple(Shot(day, n, captions[day], day in turning) for day, n in shown.items())


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
    before, told = -1, ""
    for day in days:
        upto = bisect_right(order, day)
        since = changes[max(before, 0) : upto] if before >= 0 else changes[max(0, upto - 1) : upto]
        if since:
            # Of equal weight the latest; a change of the very day comes before others.
            at = day.toordinal()
            best = max(since, key=lambda c: (c["day"] == at, c["weight"], c["day"]))
            told = f"{best['when']}: {best['text'].rstrip('.')}"
        captions[day] = told
        before = upto
    return captions
