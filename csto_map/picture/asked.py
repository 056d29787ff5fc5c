"""The subject of a question: what is asked becomes what pictures tell."""

from __future__ import annotations

from collections.abc import Sequence

from csto_map.atlas import Atlas
from csto_map.picture import scene
from csto_map.picture.own import OwnLayer
from csto_map.picture.subject import Subject
from csto_map.query.question import Question


def of(
    atlas: Atlas,
    question: Question,
    size: tuple[int, int],
    *,
    own: Sequence[OwnLayer] = (),
    slots: int = 0,
) -> Subject:
    """
    Ask the atlas all that pictures of a question tell.

    Parameters
    ----------
    size
        Of the whole picture, in pixels.
    own
        Layers of one's own that can be drawn; those that the question names are.
    slots
        Places kept free for as many further ones, which a browser fills in.

    Raises
    ------
    BadOption, DateOutOfRange
        ValueErrors: as `csto_map.picture.scene.subject` has them.
    """
    return scene.subject(
        atlas,
        question.day,
        view=question.view,
        lens=question.lens,
        layers=question.layers,
        style=question.style,
        size=size,
        icons=question.icons,
        box=question.box,
        language=question.language,
        times=question.times,
        filters=question.filters,
        own=chosen(question, own),
        slots=slots,
    )


def chosen(question: Question, own: Sequence[OwnLayer]) -> tuple[OwnLayer, ...]:
    """Give those of the layers of one's own that a question names."""
    return tuple(layer for layer in own if layer.name in question.own)
