"""
Languages that an atlas brings: ``locale/<language>.toml`` of its folder.

The file has the sections and keys of the program's own ``en.toml``, as many as somebody has
translated; what it lacks is said in English. A key that the interface has not, a text of another
kind and a gap that nobody fills are faults.
"""

from __future__ import annotations

import string
import tomllib
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

from babel import Locale
from babel.core import UnknownLocaleError

from csto_map import whole_files
from csto_map.errors import BadOption, Fault
from csto_map.facts import toml_lines
from csto_map.facts.rules import breach, hint
from csto_map.language.words import Words, bring, packaged, source, words

FOLDER = "locale"
# Forms of a text by number (Unicode CLDR): a language may need others than English does.
_PLURALS = frozenset({"zero", "one", "two", "few", "many", "other"})
# Of what is lacking so many are named.
_NAMED = 3

Place = tuple[str, ...]
# Where something is wrong, what stands there, and what should.
Wrong = tuple[Place, str, str]


def read(folder: Path) -> list[Fault]:
    """
    Bring the languages of a data folder into this process, and say what is wrong with them.

    A language with faults is brought nonetheless, without what is wrong, so that whoever checks
    the folder is not told besides that there is no such language.

    Raises
    ------
    BadOption
        If another folder that is open has other words for a language.
    """
    faults: list[Fault] = []
    for path in sorted((folder / FOLDER).glob("*.toml")):
        faults += _faults(folder, path)
    return faults


def begin(folder: Path, language: str) -> Path | None:
    """
    Write a file for the words of a language, each text in English behind a comment mark.

    Returns
    -------
    path
        None where there is one, or the program has the language.

    Raises
    ------
    BadOption
        If there is no such language.
    """
    wanted = _unfit(language)
    if wanted:
        raise BadOption(f"{language!r} is not {wanted}")
    path = folder / FOLDER / f"{language}.toml"
    if language in packaged() or path.exists():
        return None
    path.parent.mkdir(exist_ok=True)
    told = (
        "# Words of the interface. Translate what stands behind a # and take the # away; what is\n"
        "# left is said in English. Keep what stands in {braces}: it is filled in.\n\n"
    )
    whole_files.write(path, (told + commented(source("en"))).encode())
    return path


def _unfit(language: str) -> str | None:
    """Say what should stand in the place of what is no language that can be brought."""
    try:
        Locale.parse(language)
    except (ValueError, UnknownLocaleError):
        return "a code of a language, such as de or pt"
    return None


def commented(text: str) -> str:
    """Put a comment mark before all lines of a file of words but its sections' names."""
    kept = ("[", "#")
    return "".join(
        line if not line.strip() or line.startswith(kept) else f"# {line}"
        for line in text.splitlines(keepends=True)
    )


def _faults(folder: Path, path: Path) -> Iterator[Fault]:
    language = path.stem
    if language in packaged():
        wanted = f"in atlas.{language}.toml, section [words]: the program has the language"
        yield breach("words", path, 0, "*", path.name, wanted)
        return
    unfit = _unfit(language)
    if unfit:
        yield breach("words", path, 0, "*", language, unfit)
        return
    locale = Locale.parse(language)
    try:
        text = path.read_text(encoding="utf-8-sig")
        given = tomllib.loads(text)
    except (tomllib.TOMLDecodeError, UnicodeDecodeError) as problem:
        line = toml_lines.line_in(problem)
        yield breach("words", path, line, "*", str(problem), "valid TOML in UTF-8")
        bring(language, folder, words("en"))
        return
    general, lines = words("en"), toml_lines.lines(text)
    wrong = list(_wrong(given, general, (), given.get("numerals", {})))
    for place, value, wanted in wrong:
        line = toml_lines.line_of(lines, place)
        yield breach("words", path, line, ".".join(place), value, wanted)
    bring(language, folder, _merged(general, given, {place for place, *_ in wrong}))
    lacking = list(_lacking(given, general, ()))
    if lacking:
        count = sum(1 for _ in _texts(general, ()))
        named = ", ".join(".".join(place) for place in lacking[:_NAMED])
        more = f" and {len(lacking) - _NAMED} more" if len(lacking) > _NAMED else ""
        value = f"{len(lacking)} of {count} texts"
        wanted = f"in {locale.get_display_name('en')}; they are said in English: {named}{more}"
        yield breach("untranslated-words", path, 0, "*", value, wanted)


def _is_phrase(value: object) -> bool:
    """Say whether texts are one text, by number."""
    return isinstance(value, dict) and bool(value) and _PLURALS.issuperset(value)


def _wrong(
    given: Mapping[str, Any], general: Mapping[str, Any], at: Place, numerals: Mapping[str, Any]
) -> Iterator[Wrong]:
    """Find words that nobody says, texts of another kind, and gaps that nobody fills."""
    for name, value in given.items():
        place = (*at, name)
        if name not in general:
            # Forms of numbers are the language's own.
            if at != ("numerals",):
                yield place, name, f"a word of the interface{hint(name, general)}"
            continue
        like = general[name]
        if _is_phrase(like):
            if isinstance(value, str):
                value = {"other": value}
            if not _is_phrase(value) or "other" not in value:
                yield place, str(value)[:60], "a text, or texts by number with `other`"
                continue
            for form, text in value.items():
                yield from _odd((*place, form), text, like["other"], numerals)
        elif isinstance(like, dict):
            if isinstance(value, dict):
                yield from _wrong(value, like, place, numerals)
            else:
                yield place, str(value)[:60], "a section of texts"
        else:
            yield from _odd(place, value, like, numerals)


def _odd(place: Place, text: object, like: object, numerals: Mapping[str, Any]) -> Iterator[Wrong]:
    if isinstance(like, list):
        if not isinstance(text, list) or not all(isinstance(one, str) for one in text):
            yield place, str(text)[:60], "a list of texts"
        return
    if not isinstance(text, str):
        yield place, str(text)[:60], "a text"
        return
    there, wanted = gaps(text), gaps(like)
    if there is None:
        yield place, text[:60], "a text whose braces come in pairs"
        return
    odd = sorted(name for name, _ in there if name not in {name for name, _ in wanted or ()})
    if odd:
        listed = ", ".join(sorted({name for name, _ in wanted or ()})) or "none"
        yield place, f"{{{odd[0]}}}", f"with none but these gaps: {listed}"
    unknown = sorted(form for _, form in there if form and form not in numerals)
    if unknown:
        yield place, f"{{n:{unknown[0]}}}", f"a form of [numerals] in this file: {unknown[0]}"


def gaps(text: object) -> set[tuple[str, str]] | None:
    """Name what stands in braces in a text, with its form; None for braces that do not match."""
    try:
        parts = list(string.Formatter().parse(str(text)))
    except ValueError:
        return None
    return {(name, form or "") for _, name, form, _ in parts if name is not None}


def _merged(
    general: Mapping[str, Any], given: Mapping[str, Any], wrong: set[Place], at: Place = ()
) -> Words:
    """Put the words of a language in place of the English ones, but for those that are wrong."""
    found = dict(general)
    for name, value in given.items():
        place, like = (*at, name), general.get(name)
        if isinstance(like, dict) and not _is_phrase(like) and isinstance(value, dict):
            found[name] = _merged(like, value, wrong, place)
        elif not any(one[: len(place)] == place for one in wrong):
            # A text without forms is one for every number.
            found[name] = {"other": value} if _is_phrase(like) and value is str(value) else value
    return found


def _texts(general: Mapping[str, Any], at: Place) -> Iterator[Place]:
    """Give the places of all texts; one with forms by number is one text."""
    for name, value in general.items():
        place = (*at, name)
        if isinstance(value, dict) and not _is_phrase(value):
            yield from _texts(value, place)
        else:
            yield place


def _lacking(given: Mapping[str, Any], general: Mapping[str, Any], at: Place) -> Iterator[Place]:
    for place in _texts(general, at):
        held: Any = given
        for name in place:
            held = held.get(name) if isinstance(held, Mapping) else None
        # How numbers are said is a language's own: none needs those of another.
        if held is None and place[0] != "numerals":
            yield place
