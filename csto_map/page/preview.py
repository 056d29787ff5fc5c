"""What a link shows of itself where it is shared, before anybody opens it."""

from __future__ import annotations

from dataclasses import dataclass

from csto_map.atlas import Atlas
from csto_map.errors import BadOption
from csto_map.history.findings import nearest
from csto_map.query import question
from csto_map.query.fields import Face
from csto_map.query.question import Question


@dataclass(frozen=True, slots=True)
class Preview:
    """
    What a link leads to.

    Attributes
    ----------
    title
        The headline of its day, with the date; of several days, which.
    description
        The view, and what the atlas tells.
    link
        Query string of the page, without what says nothing.
    picture
        Query string of its picture, but for the size.
    language
        Of the words, BCP 47.
    """

    title: str
    description: str
    link: str
    picture: str
    language: str


def of(atlas: Atlas, query: str) -> Preview:
    """Read a link; what cannot be read of it is passed over, as the page does it."""
    asked = _asked(atlas, query)
    speech = atlas.speech(asked.language)
    view = next(
        view for view in atlas.config.views if view.id == (asked.view or atlas.config.default_view)
    )
    told = nearest(atlas.config.views, asked.box) if asked.box else view.id
    name = "" if asked.box else speech.title("views", view.id, view.title)
    tagline = speech.title("tagline", "", atlas.config.tagline) or atlas.config.subject
    return Preview(
        title=_title(atlas, asked, told),
        description=". ".join(filter(None, (name, tagline))),
        link=asked.query(),
        picture=question.joined(asked.texts(Face.STILL)),
        language=asked.language,
    )


def _title(atlas: Atlas, asked: Question, view: str) -> str:
    speech, times = atlas.speech(asked.language), asked.settled(atlas).times
    days = sorted({asked.day, asked.second or asked.day})
    if times is not None:
        days = list(times.span(asked.day) or days)
    if len(days) == 1:
        findings = atlas.findings_in(asked.language)
        return findings.with_date(findings.at(view, asked.day, asked.lens).headline, asked.day)
    title = speech.title("title", "", atlas.config.title)
    return f"{title}: {' – '.join(map(speech.day, days))}"


def _asked(atlas: Atlas, query: str) -> Question:
    try:
        texts = question.parted(query)
    except BadOption:
        texts = {}
    return question.read(atlas, {k: v for k, v in texts.items() if _readable(atlas, k, v)})


def _readable(atlas: Atlas, name: str, text: str) -> bool:
    try:
        question.read(atlas, {name: text})
    except ValueError:
        return False
    return True
