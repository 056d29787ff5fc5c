"""The subject of a question: what is asked becomes what a picture shows."""

from __future__ import annotations

from collections.abc import Sequence

from csto_map.atlas import Atlas
from csto_map.picture import scene
from csto_map.picture.subject import Subject
from csto_map.picture.user_layers import UserLayer
from csto_map.query.question import Question


def of(
    atlas: Atlas,
    question: Question,
    size: tuple[int, int],
    *,
    user_layers: Sequence[UserLayer] = (),
    slots: int = 0,
) -> Subject:
    """
    Ask the atlas for all that pictures of a question show.

    Parameters
    ----------
    size
        Of the whole picture, in pixels.
    user_layers
        User layers that can be drawn; those that the question names are.
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
        ground=question.ground,
        numbers=question.numbers,
        box=question.box,
        language=question.language,
        times=question.times,
        filters=question.filters,
        user_layers=chosen(question, user_layers),
        slots=slots,
        # What is compared needs the whole map.
        insets="off" if question.second else question.insets,
        annotations=question.annotations,
    )


def chosen(question: Question, user_layers: Sequence[UserLayer]) -> tuple[UserLayer, ...]:
    """Give those of the user layers that a question names."""
    return tuple(layer for layer in user_layers if layer.name in question.user_layer_names)
