"""The rules of words: titles in other languages are of what the atlas has, and can be said."""

from __future__ import annotations

import string
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

from csto_map.errors import DataError, Fault
from csto_map.facts import toml_lines
from csto_map.facts.choices import with_lines
from csto_map.facts.config import Config
from csto_map.facts.rules import breach, hint
from csto_map.language import translations
from csto_map.language.speech import load_speech
from csto_map.language.words import languages, words

# The section of the interface's own words.
_WORDS = "words"


def faults(folder: Path, choices: Config) -> Iterator[Fault]:
    """Find what is wrong in ``atlas.<language>.toml`` and ``locale`` of a data folder."""
    for language in languages():
        path = folder / f"atlas.{language}.toml"
        try:
            speech = load_speech(language, folder)
            translations.read(folder, language)
        except DataError as problem:
            yield from problem.faults
            continue
        if path.is_file():
            lines = toml_lines.lines(path.read_text(encoding="utf-8-sig"))
            for place, value, wanted in _wrong(speech.titles, choices, language):
                column = ".".join(place)
                yield breach(
                    "choices", path, toml_lines.line_of(lines, place), column, value, wanted
                )
    yield from with_lines(folder / "atlas.toml", list(_insets(folder / "atlas.toml", choices)))


def _wrong(
    titles: Mapping[str, Any], choices: Config, language: str
) -> Iterator[tuple[tuple[str, ...], str, str]]:
    """Give the place of what titles name and is not there, its name, and what was wanted."""
    sections = [*type(choices).model_fields, _WORDS]
    ids: dict[str, list[str]] = {
        "lenses": [lens.id for lens in choices.lenses],
        "layers": [layer.id for layer in choices.layers],
        "views": [view.id for view in choices.views],
    }
    for section, value in titles.items():
        if section not in sections:
            near = hint(section, sections)
            yield (section,), section, f"a choice of atlas.toml that has words{near}"
        for id_ in value if section in ids else ():
            if id_ not in ids[section]:
                near = hint(id_, ids[section])
                yield (section, id_), id_, f"an id of {section} in atlas.toml{near}"
    yield from _unsaid(titles.get(_WORDS, {}), words(language), (_WORDS,))


def _unsaid(
    given: Mapping[str, Any], general: Mapping[str, Any], at: tuple[str, ...]
) -> Iterator[tuple[tuple[str, ...], str, str]]:
    """Find words that nobody says, and those with a gap that nobody fills."""
    for name, value in given.items():
        place = (*at, name)
        if name not in general:
            yield place, name, f"a word of the interface{hint(name, general)}"
        elif isinstance(value, dict):
            yield from _unsaid(value, general[name], place)
        else:
            gaps = _gaps(general[name])
            odd = _gaps(value) - gaps
            if odd:
                wanted = f"with none but these gaps: {', '.join(sorted(gaps)) or 'none'}"
                yield place, f"{{{min(odd)}}}", wanted


def _gaps(text: object) -> set[str]:
    """Name what stands in braces in a text, or in each of several."""
    if isinstance(text, list):
        return set().union(*map(_gaps, text))
    try:
        parts = list(string.Formatter().parse(str(text)))
    except ValueError:
        # A brace by itself: nobody can fill it.
        return {""}
    return {name for _, name, _, _ in parts if name is not None}


def _insets(path: Path, choices: Config) -> Iterator[Fault]:
    """Find insets without a title in a language of the interface."""
    for view in choices.views:
        for inset in view.insets:
            for language in choices.languages:
                if not inset.text.get(language):
                    place, wanted = f"views.{view.id}.insets", f"a title, text.{language}"
                    yield breach("inset", path, 0, place, inset.text_in(language), wanted)
