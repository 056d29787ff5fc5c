"""Everything a film can be asked for, and the one reader of it.

The command line and the page's jobs use the same names; those that a still has too
mean the same.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from typing import Self

from csto_map.atlas import Atlas
from csto_map.errors import BadOption
from csto_map.export import sizes
from csto_map.export.films.frames import Layout, held, note
from csto_map.export.films.shots import STEPS, Pace
from csto_map.export.options import Measure
from csto_map.history.findings import Tally, nearest
from csto_map.history.timeline import State, view_in
from csto_map.picture import annotations as annotating
from csto_map.picture import asked as scenes
from csto_map.picture import drawn, insets, scene
from csto_map.picture.lands import Box
from csto_map.picture.scene import People
from csto_map.picture.subject import Subject
from csto_map.picture.user_layers import UserLayer
from csto_map.picture.views import fit
from csto_map.query import fields
from csto_map.query.annotations import Annotation
from csto_map.query.fields import Face, needed, option
from csto_map.query.kinds import Day, Given, Line, Number, One, Whole
from csto_map.query.question import Question
from csto_map.sheet.composition import Held


@dataclass(frozen=True, slots=True, kw_only=True)
class Film(Question):
    """
    What to film: a question whose day runs from `day` to `last`.

    Attributes
    ----------
    step
        One of `csto_map.export.films.shots.STEPS`.
    seconds
        How long a step stays; None for one frame.
    length, speed
        Seconds of the whole film, or years that pass in one, in place of `seconds`.
    dwell
        How many seconds a turning point stays.
    end
        How many seconds the last picture stays at least.
    title
        "" for one made from view and lens.
    user_layers
        The user layers that `own` names.
    places
        Where insets stand on all of its frames, None for one that has no room on each of
        them; None where that is not settled.
    column
        How headline, chart and legend are set on all of its frames; None where that is not
        settled.
    """

    day: date = needed("from", Day(), "first day; the atlas's first without it", Face.FILM)
    last: date = needed("to", Day(), "last day; the last one checked without it", Face.FILM)
    step: str = option("step", One(STEPS), "day, month, year or change", Face.FILM, default="month")
    fps: int = option("fps", Whole(), "frames a second; 12 without it", Face.FILM, default=12)
    seconds: float | None = option(
        "seconds", Number(), "how long a step stays; one frame without it", Face.FILM, default=None
    )
    length: float | None = option(
        "length",
        Number(),
        "seconds of the whole film, with all that rests; steps that find no room are left out",
        Face.FILM,
        default=None,
    )
    speed: float | None = option(
        "speed", Number(), "years that pass in a second", Face.FILM, default=None
    )
    dwell: float = option(
        "dwell",
        Number(),
        "how many seconds a turning point stays, with its title; 1.5 without it",
        Face.FILM,
        default=1.5,
    )
    end: float = option(
        "end",
        Number(),
        "how many seconds the last picture stays at least; 2 without it",
        Face.FILM,
        default=2.0,
    )
    size: sizes.Size = option(
        "size", Measure(), "preset or 1920x1080", Face.FILM, default=sizes.PRESETS["slide"]
    )
    title: str = option(
        "title", Line(120), "title in place of the generated one", Face.FILM, default=""
    )
    user_layers: tuple[UserLayer, ...] = ()
    places: tuple[Box | None, ...] | None = None
    column: Held | None = None

    @property
    def pace(self) -> Pace:
        """How fast it goes."""
        return Pace(
            fps=self.fps,
            seconds=self.seconds,
            length=self.length,
            speed=self.speed,
            dwell=self.dwell,
            end=self.end,
        )

    def layout(self, atlas: Atlas) -> Layout:
        """Lay out its frames; BadOption (a ValueError) for a view that does not exist."""
        limits = self.limits(atlas)
        # Checks the name of the view.
        texts = {self.note(atlas, day): None for day in self._note_days(atlas)}
        timeline = atlas.timeline_in(self.language)
        name = view_in(timeline, self.view or atlas.config.default_view)["projection"]
        told = timeline["title"], atlas.version, name, limits, self.language
        notes = [note(text, *told) for text in texts]
        return Layout.of(self.size.width, self.size.height, notes)

    def _note_days(self, atlas: Atlas) -> list[date]:
        """Give the days of the film from which the note below the map may differ."""
        first, last = self.day, self.last
        timeline = atlas.timeline_in(self.language)
        others = [day for day, _ in timeline["notes"]]
        others += [
            day for one in timeline["not_covered"] for day in (one["from"], one["until"]) if day
        ]
        inner = [date.fromordinal(day) for day in others]
        return [first, *(day for day in inner if first < day <= last)]

    def note(self, atlas: Atlas, day: date) -> str:
        """Say what stands below the map on a day."""
        box = scene.extent(atlas.config, self.view or atlas.config.default_view, self.box)
        timeline, speech = atlas.timeline_in(self.language), atlas.speech(self.language)
        rotation = atlas.config.rotation(self.view or atlas.config.default_view)
        return scene.note(timeline, speech, self.days(day), box, rotation)

    def headline_and_chart(self, atlas: Atlas, day: date) -> tuple[str, Tally | None]:
        """Give the headline and the chart of a day."""
        config = atlas.config
        asked = scene.extent(config, self.view or config.default_view, self.box)
        view, lens = nearest(config.views, asked), self.lens or config.default_lens
        span = self.times and self.times.span(day)
        if span and span[0] != span[1]:
            told = scene.in_words(self.times, day, atlas.speech(self.language))
            return self.title or told, None
        finding = atlas.findings_in(self.language).at(view, day, lens)
        return self.title or finding.headline, finding.chart

    def limits(self, atlas: Atlas) -> str:
        """Say what the film leaves out of, or adds to, each day's state; "" for nothing."""
        speech = atlas.speech(self.language)
        parts = [self.filters.in_words(atlas.timeline_in(self.language), atlas, speech)]
        if self.times and self.times.mode == "cumulative":
            first = speech.day(self.times.first)
            parts.insert(0, speech.words["filters"]["film_cumulative"].format_map({"from": first}))
        parts.append(self.user_note(atlas))
        return " ".join(filter(None, parts))

    def user_note(self, atlas: Atlas) -> str:
        """Say that what the author has added is not from the atlas; "" for nothing."""
        speech, added = atlas.speech(self.language), bool(self.annotations)
        return scene.user_note(self.user_layers, speech, annotated=added)

    def annotated(self, day: date) -> tuple[Annotation, ...]:
        """Give the annotations that the film shows on a day."""
        first, last = (date.fromordinal(end) for end in self.days(day))
        return tuple(
            one
            for one in self.annotations
            if one.days is None or (one.days[0] <= last and first <= one.days[1])
        )

    def days(self, day: date) -> tuple[int, int]:
        """Give the first and the last day that the film shows on a day, as ordinals."""
        first, last = (self.times and self.times.span(day)) or (day, day)
        return first.toordinal(), last.toordinal()

    def state(self, atlas: Atlas, day: date) -> State:
        """Say what the film shows of a day."""
        lens = self.lens or atlas.config.default_lens
        return scene.truth(atlas.timeline, day, lens, self.times, self.filters)

    def scene(self, atlas: Atlas, day: date, layout: Layout) -> scene.Scene:
        """Compose the scene of a day in the film's map frame."""
        _, _, wide, tall = layout.map
        return scene.compose(self.subject(atlas, day, layout), wide, tall)

    def people(self, atlas: Atlas, day: date) -> People:
        """Give the numbers and movements of a day: what a frame of it shows of them."""
        layers = atlas.config.default_layers if self.layers is None else self.layers
        speech, days = atlas.speech(self.language), self.days(day)
        return scene.people(atlas.timeline, days, layers, speech, self.filters, self.numbers)

    def subject(self, atlas: Atlas, day: date, layout: Layout) -> Subject:
        """Ask the atlas for what the film shows of a day."""
        _, _, wide, tall = layout.map
        asked = replace(self, day=day)
        subject = scenes.of(atlas, asked, (wide, tall), user_layers=self.user_layers)
        if self.places is None:
            return subject
        places = zip(subject.insets, self.places, strict=True)
        kept = tuple(replace(inset, place=place) for inset, place in places if place)
        return replace(subject, insets=kept)

    def settled_column(self, atlas: Atlas, days: Sequence[date], layout: Layout) -> Self:
        """Give the film with its column set for all of some days."""
        told = [self.headline_and_chart(atlas, day) for day in days]
        return replace(self, column=held(self.subject(atlas, days[0], layout), layout, told, ""))

    def settled_insets(self, atlas: Atlas, days: Sequence[date], layout: Layout) -> Self:
        """
        Give the film with places for its insets that are free on all of some days.

        A map that stays must not have its insets jump.
        """
        _, _, wide, tall = layout.map
        first = self.subject(atlas, days[0], layout)
        if not first.insets:
            return self
        frame = fit(*first.box, wide, tall, first.rotation)
        sights = [self._sight(atlas, day, first) for day in dict.fromkeys(days)]
        written = annotating.kept_free(first.annotations, frame, first.looks)
        placed = dict(insets.placed(first, frame, list(written), sights=sights))
        return replace(self, places=tuple(placed.get(inset) for inset in first.insets))

    def _sight(self, atlas: Atlas, day: date, like: Subject) -> Subject:
        """Give of a day's subject what insets keep off."""
        speech, state = atlas.speech(self.language), self.state(atlas, day)
        troops, _, moved, arrivals = self.people(atlas, day)
        marks = drawn.marks(atlas.timeline, state, like.layers, like.icons, speech, lambda _: ())
        states = state.states if "states" in like.layers else {}
        # Most stay as they are: a copy of each on each day takes its time.
        statuses = ((area, states.get(area.id, (None, True))[0]) for area in like.areas)
        areas = tuple(
            area if area.status == status else replace(area, status=status)
            for area, status in statuses
        )
        return replace(
            like, areas=areas, marks=marks, troops=troops, movements=moved, arrivals=arrivals
        )


def read(
    atlas: Atlas,
    asked: Mapping[str, str],
    user_layers: Sequence[UserLayer] = (),
    max_pixels: int = sizes.MAX_PIXELS,
) -> Film:
    """
    Read a film from named texts.

    Parameters
    ----------
    asked
        Name -> text; the names are those of `Film`, all may be missing.
    user_layers
        User layers that can be asked for by name.
    max_pixels
        Largest picture allowed.

    Raises
    ------
    BadOption, BadDate, DateOutOfRange
        ValueErrors: an unknown name, or a text that is not allowed for it. What
        does not go together is reported by `csto_map.export.films.film`.
    """
    fields.known(Film, Face.FILM, asked, "a film")
    given = Given(atlas, tuple(layer.name for layer in user_layers), max_pixels)
    sized = {"size": "slide"} | {
        name: text for name, text in asked.items() if text or name != "size"
    }
    defaults = {"day": atlas.first, "last": atlas.horizon}
    film = Film(**defaults | fields.read(Film, Face.FILM, sized, given))
    if film.tm == "range":
        raise BadOption("tm 'range' shows the same on every day: a film is instant or cumulative")
    return replace(film.settled(atlas), user_layers=scenes.chosen(film, user_layers))
