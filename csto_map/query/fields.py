"""Options as fields of dataclasses: each is declared once, with everything that is known of it.

A class of options (`csto_map.query.question.Question` and what is made of it) is a
dataclass whose fields come from `option`, `needed` or `family`. From them are made its
reader and its writer, the options of the command line, and what the page is told of links.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import MISSING, Field, dataclass, field, fields
from datetime import date
from enum import Flag, auto
from typing import Any, TypeVar, cast

from csto_map.atlas import Atlas
from csto_map.errors import BadOption
from csto_map.facts.config import Config
from csto_map.query.kinds import Given, Kind

T = TypeVar("T")
D = TypeVar("D")


class Face(Flag):
    """
    Where something is asked.

    ``PAGE`` is the address of the page, ``STILL`` a picture, ``FILM`` a film, ``PLAN``
    what a briefing plan says of all its views, ``BRIEF`` what is said of a plan.
    """

    PAGE = auto()
    STILL = auto()
    FILM = auto()
    PLAN = auto()
    BRIEF = auto()


DRAWN = Face.STILL | Face.FILM | Face.PLAN
EVERY = Face.PAGE | DRAWN


@dataclass(frozen=True, slots=True, kw_only=True)
class Option:
    """
    A name of a query string.

    Attributes
    ----------
    says
        What it is, for help and messages.
    faces
        Where it can be asked. A picture reads the page's names too, so that it
        understands a link, and passes over those that are of the page alone.
    on_page
        How the page reads it, where it has other values than a picture.
    link
        Its name in the page's links, where that is another; both are understood.
    key
        What the page's view calls it, where that is not the field's name.
    usual
        What the atlas itself chooses: kept as None, so that a question needs no atlas to
        know whether it is the default.
    beside
        The field without which it means nothing and is not written.
    always
        Whether it is written even where it is the default.
    command
        Whether the command line has an option of that name.
    otherwise
        What it is at some faces, where that is not `says`.
    """

    name: str
    kind: Kind[Any]
    says: str
    faces: Face
    on_page: Kind[Any] | None = None
    link: str = ""
    key: str = ""
    usual: Callable[[Config], object] | None = None
    beside: str = ""
    always: bool = False
    command: bool = True
    otherwise: Mapping[Face, str] | None = None

    @property
    def names(self) -> tuple[str, ...]:
        """Its names in query strings."""
        return (self.name, self.link) if self.link else (self.name,)

    def asked_at(self, face: Face) -> bool:
        """Say whether it may be given there, be it only to be passed over."""
        passed = self.faces is Face.PAGE and face in (Face.STILL, Face.PLAN)
        return bool(self.faces & face) or passed

    def kind_at(self, face: Face) -> Kind[Any]:
        """Give the kind of text that it is there."""
        return self.on_page if face is Face.PAGE and self.on_page else self.kind

    def help(self, face: Face) -> str:
        """Say what it is there."""
        return (self.otherwise or {}).get(face, self.says)


@dataclass(frozen=True, slots=True)
class _Spec:
    """A field with the options that it is made of, and the ways there and back."""

    attr: str
    options: tuple[Option, ...]
    # By the names of the options; None where they have none.
    defaults: Mapping[str, object]
    gather: Callable[[Mapping[str, object]], object]
    scatter: Callable[[object], Mapping[str, object]]

    @classmethod
    def of(cls, declared: Field[object]) -> _Spec:
        options: tuple[Option, ...] = declared.metadata["options"]
        if "gather" in declared.metadata:
            gather, scatter = declared.metadata["gather"], declared.metadata["scatter"]
            return cls(declared.name, options, scatter(gather({})), gather, scatter)
        name = options[0].name
        default = {} if declared.default is MISSING else {name: declared.default}
        return cls(
            declared.name, options, default, lambda values: values[name], lambda v: {name: v}
        )


def option(
    name: str,
    kind: Kind[T],
    says: str,
    faces: Face,
    *,
    default: D,
    usual: Callable[[Config], object] | None = None,
    on_page: Kind[T] | None = None,
    link: str = "",
    key: str = "",
    beside: str = "",
    command: bool = True,
    otherwise: Mapping[Face, str] | None = None,
) -> T | D:
    """Declare a field that one name stands for; see `Option`."""
    declared = Option(
        name=name,
        kind=kind,
        says=says,
        faces=faces,
        usual=usual,
        on_page=on_page,
        link=link,
        key=key,
        beside=beside,
        command=command,
        otherwise=otherwise,
    )
    # As with dataclasses.field, what it gives is a field; the annotation beside it is the type.
    return cast("T | D", field(default=default, metadata={"options": (declared,)}))


def needed(
    name: str,
    kind: Kind[T],
    says: str,
    faces: Face,
    *,
    usual: Callable[[Config], object] | None = None,
    command: bool = True,
) -> T:
    """Declare a field that is always there and always written; see `Option`."""
    declared = Option(
        name=name, kind=kind, says=says, faces=faces, usual=usual, always=True, command=command
    )
    return cast("T", field(metadata={"options": (declared,)}))


def family(
    options: tuple[Option, ...],
    gather: Callable[[Mapping[str, object]], T],
    scatter: Callable[[T], Mapping[str, object]],
) -> T:
    """
    Declare a field that several names stand for.

    Parameters
    ----------
    gather, scatter
        Make the field of what was read, by the names of the options, and the way back;
        what is the default is not there. Without any name the field is `gather` of
        nothing.
    """
    ways = {"options": options, "gather": gather, "scatter": scatter}
    declared: Any = field(default_factory=lambda: gather({}), metadata=ways)
    return cast("T", declared)


def _specs(asked: type[Any]) -> tuple[_Spec, ...]:
    """Give the fields of a class of options that query strings name, in order."""
    return tuple(_Spec.of(declared) for declared in fields(asked) if "options" in declared.metadata)


def options(asked: type[Any], face: Face) -> tuple[Option, ...]:
    """Give the options that may be given at a face, in order."""
    every = (one for spec in _specs(asked) for one in spec.options)
    return tuple(one for one in every if one.asked_at(face))


def names(asked: type[Any], face: Face) -> dict[str, str]:
    """Give every name that may be given at a face, and what it is."""
    return {name: one.help(face) for one in options(asked, face) for name in one.names}


def read(asked: type[Any], face: Face, texts: Mapping[str, str], given: Given) -> dict[str, Any]:
    """
    Read named texts as values of a class's fields; what is the default is not there.

    Raises
    ------
    BadOption, BadDate, DateOutOfRange
        ValueErrors: a name is given twice, or a text that is not allowed for it. Names
        that are no options at that face are passed over: see `known`.
    """
    found: dict[str, Any] = {}
    for spec in _specs(asked):
        parts: dict[str, object] = {}
        for one in spec.options:
            text = _text(one, texts) if one.asked_at(face) else None
            if text is None or not (text or one.kind.blank):
                continue
            value = one.kind_at(face).read(one.name, text, given)
            usual = one.usual and one.usual(given.atlas.config)
            if one.faces & face and (one.always or value != usual):
                parts[one.name] = value
        if parts:
            found[spec.attr] = spec.gather(parts)
    return found


def known(asked: type[Any], face: Face, texts: Mapping[str, str], what: str) -> None:
    """Raise BadOption if a name is no option at a face; `what` is what has the options."""
    there = names(asked, face)
    for name in texts:
        if name not in there:
            # What is only passed over is not offered.
            offered = [n for one in options(asked, face) if one.faces & face for n in one.names]
            raise BadOption(f"{name!r} is no option of {what}; there are {', '.join(offered)}")


def _text(one: Option, texts: Mapping[str, str]) -> str | None:
    given = [name for name in one.names if name in texts]
    if len(given) > 1:
        raise BadOption(f"give either {' or '.join(given)}, not both: {one.says}")
    return texts[given[0]] if given else None


def texts(question: object, face: Face) -> dict[str, str]:
    """Write what is not the default, by the names that a face gives it, in order."""
    found: dict[str, str] = {}
    for spec in _specs(type(question)):
        for name, value in spec.scatter(getattr(question, spec.attr)).items():
            one = next(one for one in spec.options if one.name == name)
            alone = one.beside and getattr(question, one.beside) is None
            if value is None or alone or not one.faces & face:
                continue
            kind, default = one.kind_at(face), spec.defaults.get(name)
            text = kind.write(value)
            if one.always or default is None or text != kind.write(default):
                found[one.link if one.link and face is Face.PAGE else name] = text
    return found


def told(asked: type[Any], atlas: Atlas) -> list[dict[str, object]]:
    """
    Give what the page must know to read and write links, as JSON has it.

    Returns
    -------
    options
        In the order of a link, each with ``name``, ``alias`` (another name for it, or null),
        ``key`` (what the page's view calls it), ``kind``, ``initial`` (its value where a
        link says nothing; a day is an ordinal), ``always`` (whether a link says it even so),
        ``beside`` (the key without which it is not written, or null), ``still`` and ``film``
        (whether pictures and films are asked for it too), and what its kind needs:
        ``values``, ``also`` (other words for them), ``least``, ``most``. What is null, false or
        empty of these is not there.
    """
    entries: list[dict[str, object]] = []
    keys = {spec.attr: spec.options[0].key or spec.attr for spec in _specs(asked)}
    for spec in _specs(asked):
        for one in (one for one in spec.options if one.faces & Face.PAGE):
            kind = one.kind_at(Face.PAGE)
            usual = one.usual(atlas.config) if one.usual else spec.defaults.get(one.name)
            if isinstance(usual, date):
                usual = usual.toordinal()
            entries.append(
                {
                    name: value
                    for name, value in {
                        "name": one.link or one.name,
                        "alias": one.name if one.link else None,
                        "key": one.key or spec.attr,
                        "kind": getattr(kind, "reader", kind.id),
                        # To the page, none of several is nothing.
                        "initial": list(usual) or None if isinstance(usual, tuple) else usual,
                        "always": one.always,
                        "beside": keys[one.beside] if one.beside else None,
                        "still": bool(one.faces & Face.STILL),
                        "film": bool(one.faces & Face.FILM),
                        **kind.told(atlas),
                    }.items()
                    if value is not None and value is not False and value != {}
                }
            )
    return entries
