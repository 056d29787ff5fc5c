"""
Pages that show what a link leads to, where it is shared, and then lead there.

A plain file server gives one page for all queries. What shows previews reads only the page
that it is given, so each language, year and stop of a tour has a small one of its own.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

from csto_map.atlas import Atlas
from csto_map.drawing import Picture
from csto_map.export import sizes
from csto_map.facts.tours import Stop
from csto_map.page import preview
from csto_map.query import question

# The preset that services which show previews want.
SIZE = "social"
_MOST_PIXELS = 4_000_000


@dataclass(frozen=True, slots=True)
class Opening:
    """
    A page that leads to the map.

    Attributes
    ----------
    path
        Of its folder, with a slash at its end; "" for the map itself.
    query
        What the map shows, with the question mark.
    language
        Of its words, BCP 47.
    subject
        What it is a page of, whatever the language: pages of one subject are each other's
        translations.
    """

    path: str
    query: str
    language: str
    subject: str

    @property
    def home(self) -> str:
        """The way from the page to the map."""
        return "../" * self.path.count("/")

    @property
    def picture(self) -> str:
        """The path of the picture."""
        return f"pictures/{self.path.rstrip('/') or 'map'}.png"


def first() -> Opening:
    """Give the map as it opens by itself."""
    return Opening("", "", "en", "")


def of_languages(atlas: Atlas) -> list[Opening]:
    """Give the pages of the languages that are not the first one."""
    return [
        Opening(f"{one}/", f"?lang={one}", one, "") for one in atlas.config.languages if one != "en"
    ]


def every(atlas: Atlas) -> list[Opening]:
    """Give the pages of languages, years and stops of tours."""
    return [*of_languages(atlas), *_asked(atlas)]


def first_pictures(atlas: Atlas) -> dict[str, Picture]:
    """Give the pictures of the map as it opens, in each language, by their paths."""
    return _drawn(atlas, [first(), *of_languages(atlas)])


def pictures(atlas: Atlas) -> dict[str, Picture]:
    """Give the pictures of all pages, by their paths."""
    return _drawn(atlas, [first(), *every(atlas)])


def _drawn(atlas: Atlas, pages: list[Opening]) -> dict[str, Picture]:
    found = {}
    for one in pages:
        asked = question.parted(preview.of(atlas, one.query).picture) | {"size": SIZE}
        found[one.picture] = Picture("png", tuple(sorted(asked.items())), _MOST_PIXELS)
    return found


def size() -> sizes.Size:
    """Give the size of the pictures."""
    return sizes.PRESETS[SIZE]


def _asked(atlas: Atlas) -> Iterator[Opening]:
    subjects = {
        **{f"year/{year}": texts for year, texts in _years(atlas.first, atlas.horizon)},
        **{
            f"tour/{tour.id}/{number}": {**_stop(stop), "tour": f"{tour.id}:{number}"}
            for tour in atlas.tours
            for number, stop in enumerate(tour.stops, start=1)
        },
    }
    for subject, texts in subjects.items():
        for language in atlas.config.languages:
            other = {} if language == "en" else {"lang": language}
            path = f"{'' if language == 'en' else f'{language}/'}{subject}/"
            query = question.read(atlas, {**texts, **other}).query()
            yield Opening(path, query, language, subject)


def _years(first_day: date, horizon: date) -> Iterator[tuple[int, dict[str, str]]]:
    """Give each year with its last day."""
    for year in range(first_day.year, horizon.year + 1):
        yield year, {"date": min(date(year, 12, 31), horizon).isoformat()}


def _stop(stop: Stop) -> dict[str, str]:
    texts = {
        "date": stop.date.isoformat(),
        "view": stop.view,
        "org": stop.org,
        "layers": ",".join(stop.layers),
        "sel": stop.select,
        "box": ",".join(f"{side:g}" for side in stop.box or ()),
    }
    return {name: text for name, text in texts.items() if text}
