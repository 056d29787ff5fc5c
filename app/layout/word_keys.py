"""Words that know where they are from, so that the page can say them in another language."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Self

from dash.development.base_component import Component

from csto_map.language.words import Words


class Word(str):
    """A text of the interface with its place in ``csto_map/language/locale``: ``header.help``."""

    __slots__ = ("key",)
    key: str

    def __new__(cls, text: str, key: str) -> Self:
        """Make a word; it is its text everywhere."""
        word = super().__new__(cls, text)
        word.key = key
        return word


def knowing(words: Words, path: str = "") -> Words:
    """Give the same words, each knowing its key."""
    known: Words = {}
    for name, value in words.items():
        key = f"{path}.{name}" if path else name
        if isinstance(value, str):
            known[name] = Word(value, key)
        else:
            known[name] = knowing(value, key) if isinstance(value, dict) else value
    return known


def mark(component: object) -> None:
    """
    Let every component of a tree tell the keys of its words.

    A text becomes ``data-word``, a title or ARIA label ``data-word-title``; with
    them ``assets/src/shell/language.js`` says the page in another language.
    """
    for one in _all(component):
        text = getattr(one, "children", None)
        if isinstance(text, Word):
            setattr(one, "data-word", text.key)
        for name in ("title", "aria-label"):
            value = getattr(one, name, None)
            if isinstance(value, Word):
                setattr(one, "data-word-title", value.key)


def _all(component: object) -> Iterator[Component]:
    if isinstance(component, list | tuple):
        for child in component:
            yield from _all(child)
    elif isinstance(component, Component):
        yield component
        yield from _all(getattr(component, "children", None))
