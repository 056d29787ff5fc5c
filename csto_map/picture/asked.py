"""The scene of a question: what is asked becomes what is drawn."""

from __future__ import annotations

from collections.abc import Sequence

from csto_map.atlas import Atlas
from csto_map.picture import scene
from csto_map.picture.own import OwnLayer
from csto_map.picture.scene import Scene
from csto_map.query.question import Question


def of(
    atlas: Atlas,
    question: Question,
    width: int,
    height: int,
    *,
    own: Sequence[OwnLayer] = (),
    slots: int = 0,
) -> Scene:
    """
    Make the scene of a question, in a map frame of so many pixels.

    Parameters
    ----------
    own
        Layers of one's own that can be drawn; those that the question names are.
    slots
        Places kept free for as many further ones, which a browser fills in.

    Raises
    ------
    BadOption, DateOutOfRange
        ValueErrors: as `csto_map.picture.scene.build` has them.
    """
    return scene.build(
        atlas,
        question.day,
        view=question.view,
        lens=question.lens,
        layers=question.layers,
        style=question.style,
        width=width,
        height=height,
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
