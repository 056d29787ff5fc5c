"""Briefing plans: a YAML file of views, whose reader names the line of every fault.

A plan looks like this::

    title: The alliance in seven dates
    title_ru: optional, as is subtitle_ru; used in that language
    subtitle: optional
    lang: en
    view: central-asia            # any option of a picture: the default of all views
    views:
      - date: 1992-05-15
        layers: [states, bases]
        title: optional
        annotations:
          - text:10.5,50.2:My words
        remarks:
          - event: treaty_signed
          - text: What I want to say
            sources: [daily_2001]
    tables: [composition, bases, strengths, sources]
"""

from __future__ import annotations

import itertools
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

from csto_map import extras, paths
from csto_map.atlas import Atlas
from csto_map.errors import BadOption, CstoMapError
from csto_map.export import offers, options, sizes
from csto_map.export.documents import general
from csto_map.export.options import Still
from csto_map.language.words import languages
from csto_map.picture.user_layers import UserLayer, listed
from csto_map.query.fields import Face, names
from csto_map.query.fields import options as fields_of

with extras.needing("export"):
    import yaml

TABLES: tuple[str, ...] = offers.PLAN_TABLES
_MOST_VIEWS = 60
# Letters of an option: twenty annotations are the longest.
_LONGEST_OPTION = 8000
# A plan has a list of views, with a list of remarks, with a list of sources.
_DEEPEST = 20
_ABOUT = {"title": 120, "subtitle": 240}
_REMARK = ("text", "event", "sources")


@dataclass(frozen=True, slots=True)
class Remark:
    """One or more sentences and the sources behind them; none for the author's own words."""

    text: str
    source_ids: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class View:
    """A picture with what is to be said about it."""

    still: Still
    remarks: tuple[Remark, ...]


@dataclass(frozen=True, slots=True)
class Plan:
    """A whole briefing; `tables` are names among `TABLES`, in order."""

    title: str
    subtitle: str
    views: tuple[View, ...]
    tables: tuple[str, ...]

    def addressed(self, address: str) -> Plan:
        """Put an address before the links of the views that have none; "" changes nothing."""
        return replace(self, views=tuple(_addressed(view, address) for view in self.views))


def _addressed(view: View, address: str) -> View:
    trim = view.still.trim
    if not trim.link.startswith("?"):
        return view
    return replace(view, still=replace(view.still, trim=replace(trim, link=address + trim.link)))


def shipped(folder: Path | None = None) -> dict[str, Path]:
    """Give the plans of a data folder, None for the one that comes with us: name -> path."""
    found = (folder or paths.folder("geodata")) / "plans"
    return {path.stem: path for path in sorted(found.glob("*.yaml"))}


def find(name: str, folder: Path | None = None) -> Path:
    """
    Give the path of a plan: a file, or the name of one of a data folder, as for `shipped`.

    Raises
    ------
    BadOption
        A ValueError: there is none such; it lists those that there are.
    """
    path = Path(name)
    if path.is_file():
        return path
    known = shipped(folder)
    if name in known:
        return known[name]
    there = ", ".join(sorted({*known, *general.PLANS}))
    raise BadOption(f"plan {name!r} is no file; plans that are there: {there}")


def text_of(name: str, atlas: Atlas) -> tuple[str, str]:
    """
    Give the text of a plan, and what messages call it.

    Parameters
    ----------
    name
        A file, a plan of the atlas's folder, or one of `csto_map.export.documents.general.PLANS`.

    Raises
    ------
    BadOption
        A ValueError: there is none such, or the file cannot be read.
    """
    if name in general.PLANS and name not in shipped(atlas.folder) and not Path(name).is_file():
        return general.text(name, atlas), name
    path = find(name, atlas.folder)
    return _read(path), path.name


def _read(path: Path) -> str:
    try:
        return path.read_text(encoding="utf-8")
    except (OSError, UnicodeDecodeError) as problem:
        raise BadOption(f"{path} cannot be read: {problem}") from problem


def read(
    path: Path, atlas: Atlas, user_layers: Sequence[UserLayer] = (), language: str = ""
) -> Plan:
    """
    Read a plan from a file; errors as for `parse`.

    Parameters
    ----------
    user_layers
        User layers; a view that does not say which shows them all.
    language
        In place of what the plan says; "" for that.

    Raises
    ------
    BadOption
        A ValueError: the file cannot be read.
    """
    shown = listed(user_layers)
    return parse(_read(path), atlas, path.name, user_layers, shown=shown, language=language)


def parse(
    text: str,
    atlas: Atlas,
    name: str = "plan",
    user_layers: Sequence[UserLayer] = (),
    *,
    shown: str = "",
    language: str = "",
    max_pixels: int = sizes.MAX_PIXELS,
) -> Plan:
    """
    Read a plan.

    Parameters
    ----------
    name
        What messages call the text, before the number of the line.
    user_layers, shown
        User layers that can be named, and those of a view that names none.
    language
        In place of what the plan says; "" for that.
    max_pixels
        Largest picture allowed.

    Raises
    ------
    BadOption
        A ValueError, ``name:line: what is wrong and what is allowed``.
    """
    return _Reader(atlas, name, user_layers, shown, language, max_pixels).plan(text)


def document(
    text: str,
    atlas: Atlas,
    name: str = "plan",
    user_layers: Sequence[UserLayer] = (),
    *,
    max_pixels: int = sizes.MAX_PIXELS,
) -> dict[str, Any]:
    """
    Read a plan into plain values, for whoever edits it; parameters and errors as for `parse`.

    Returns
    -------
    document
        `titles` and `shared`, the options that hold for all views, are texts by name; each of
        `views` has `asked`, its own options, and `remarks`, each with text or event and
        perhaps sources; `tables` are in order; `head` are the comments before all else, and
        `lost` counts those that stand elsewhere. ``csto_map.export.documents.plan.parse`` of
        what ``assets/src/core/plan.js`` writes of it gives the same plan.
    """
    parse(text, atlas, name, user_layers, max_pixels=max_pixels)
    # All scalars as they are written: a date is no number of a day here.
    told = yaml.load(text, Loader=yaml.BaseLoader)  # noqa: S506 - makes texts, lists and dicts alone # nosec B506
    lines = [line.strip() for line in text.splitlines()]
    head = list(itertools.takewhile(lambda line: not line or line.startswith("#"), lines))
    comments = [line for line in lines if line.startswith("#")]
    kept = [line for line in head if line]
    titles = [key for key in told if key.partition("_")[0] in _ABOUT]
    beside = {*titles, "views", "tables"}
    return {
        "head": kept,
        "lost": len(comments) - len(kept),
        "titles": {key: _flat(told[key]) for key in titles},
        "shared": {key: _flat(value) for key, value in told.items() if key not in beside},
        "views": [
            {
                "asked": {key: _flat(value) for key, value in view.items() if key != "remarks"},
                "remarks": _remarks(view.get("remarks", [])),
            }
            for view in told["views"]
        ],
        "tables": told.get("tables", list(TABLES)),
    }


def _flat(value: str | list[str]) -> str:
    """Give a text in one line; of a list its items with commas between."""
    return ",".join(map(_flat, value)) if isinstance(value, list) else " ".join(value.split())


def _remarks(told: str | list[Any]) -> list[dict[str, Any]]:
    """Give remarks in their long form."""
    listed = [told] if isinstance(told, str) else told
    long = [{"text": one} if isinstance(one, str) else one for one in listed]
    return [
        {key: value if key == "sources" else _flat(value) for key, value in one.items()}
        for one in long
    ]


class _Reader:
    """Walks the nodes of a YAML text, which know their lines."""

    def __init__(
        self,
        atlas: Atlas,
        name: str,
        user_layers: Sequence[UserLayer],
        shown: str,
        language: str,
        max_pixels: int,
    ) -> None:
        self.atlas = atlas
        self.language = language
        self.max_pixels = max_pixels
        self.user_layers = user_layers
        self.shown = shown
        self.name = name
        self.sources = {row.source_id for row in atlas.tables.sources}
        # What each node is the value of: "views 2, date".
        self.fields_of: dict[int, str] = {}

    def fault(self, node: yaml.Node, text: str) -> BadOption:
        field = self.fields_of.get(id(node))
        what = f"{field}: {text}" if field else text
        return BadOption(f"{self.name}:{node.start_mark.line + 1}: {what}")

    def plan(self, text: str) -> Plan:
        try:
            self.flat(text)
            root = yaml.compose(text, Loader=yaml.SafeLoader)
        except yaml.YAMLError as problem:
            mark = getattr(problem, "problem_mark", None)
            where = f":{mark.line + 1}" if mark else ""
            what = getattr(problem, "problem", None) or str(problem).partition("\n")[0]
            raise BadOption(f"{self.name}{where}: not valid YAML: {what}") from problem
        if root is None:
            raise BadOption(f"{self.name}: the plan is empty; it needs title and views")
        shared = list(names(Still, Face.PLAN))
        translated = [f"{name}_{one}" for name in _ABOUT for one in languages()]
        top = self.fields(root, [*_ABOUT, *translated, "views", "tables", *shared])
        for needed in ("title", "views"):
            if needed not in top:
                raise self.fault(root, f"the plan has no {needed!r}")
        language = self.language or (self.words(top["lang"]) if "lang" in top else "en")
        words = {
            name: self.words(top.get(f"{name}_{language}", top[name]), most)
            for name, most in _ABOUT.items()
            if name in top
        }
        defaults = {name: top[name] for name in shared if name in top}
        listed = self.items(top["views"])
        if not 1 <= len(listed) <= _MOST_VIEWS:
            raise self.fault(top["views"], f"{len(listed)} views; 1 to {_MOST_VIEWS} are possible")
        tables: tuple[str, ...] = TABLES
        if "tables" in top:
            tables = tuple(self.table(node) for node in self.items(top["tables"]))
        return Plan(
            words["title"],
            words.get("subtitle", ""),
            tuple(self.view(node, defaults) for node in listed),
            tables,
        )

    def flat(self, text: str) -> None:
        """Refuse what is nested deeper than any plan: reading it would need a deep stack."""
        depth = 0
        for event in yaml.parse(text, Loader=yaml.SafeLoader):
            depth += isinstance(event, yaml.CollectionStartEvent)
            depth -= isinstance(event, yaml.CollectionEndEvent)
            if depth > _DEEPEST:
                mark = event.start_mark
                where = f":{mark.line + 1}" if mark else ""
                raise BadOption(f"{self.name}{where}: lists in more than {_DEEPEST} other lists")

    def fields(self, node: yaml.Node, allowed: list[str]) -> dict[str, yaml.Node]:
        """Give the values of a mapping, by name."""
        if not isinstance(node, yaml.MappingNode):
            raise self.fault(node, f"here must be names and values: {', '.join(allowed)}")
        values: dict[str, yaml.Node] = {}
        for key, value in node.value:
            name = str(key.value)
            place = self.fields_of.get(id(node))
            self.fields_of[id(value)] = f"{place}, {name}" if place else name
            if place:
                self.fields_of[id(key)] = place
            if name not in allowed:
                raise self.fault(key, f"{name!r} does not exist; there are {', '.join(allowed)}")
            if name in values:
                raise self.fault(key, f"{name!r} is there twice")
            values[name] = value
        return values

    def items(self, node: yaml.Node) -> list[yaml.Node]:
        if not isinstance(node, yaml.SequenceNode):
            raise self.fault(node, "here must be a list, each item after a hyphen")
        place = self.fields_of.get(id(node), "")
        for k, item in enumerate(node.value, start=1):
            self.fields_of[id(item)] = f"{place} {k}"
        return list(node.value)

    def words(self, node: yaml.Node, most: int = 2000) -> str:
        if not isinstance(node, yaml.ScalarNode):
            raise self.fault(node, "here must be a text")
        text = " ".join(str(node.value).split())
        if len(text) > most:
            raise self.fault(node, f"the text has {len(text)} characters; {most} are the most")
        return text

    def table(self, node: yaml.Node) -> str:
        name = self.words(node)
        if name not in TABLES:
            raise self.fault(node, f"table {name!r} does not exist; there are {', '.join(TABLES)}")
        return name

    def view(self, node: yaml.Node, defaults: Mapping[str, yaml.Node]) -> View:
        kinds = {name: one.kind for one in fields_of(Still, Face.STILL) for name in one.names}
        nodes = self.fields(node, [*kinds, "remarks"])
        remarks = nodes.pop("remarks", None)
        if "date" not in nodes:
            raise self.fault(node, "the view has no 'date'")
        given = {**defaults, **nodes}
        # Read one name after the other: the first that fails is the one at fault.
        order = sorted(given, key=lambda name: (name != "date", name not in ("compare", "cmp")))
        asked = {} if "own" in given or not self.shown else {"own": self.shown}
        for name in order:
            value = given[name]
            asked[name] = (
                kinds[name].joined([self.words(item) for item in value.value])
                if isinstance(value, yaml.SequenceNode)
                else self.words(value, _LONGEST_OPTION)
            )
            if name in ("w", "h"):
                continue
            try:
                self.still({k: v for k, v in asked.items() if k not in ("w", "h")})
            except CstoMapError as problem:
                raise self.fault(value, str(problem)) from problem
        if self.language:
            asked["lang"] = self.language
        try:
            still = self.still(asked)
        except CstoMapError as problem:
            raise self.fault(node, str(problem)) from problem
        return View(still, self.remarks(remarks, still.language) if remarks else ())

    def still(self, asked: Mapping[str, str]) -> Still:
        return options.read(self.atlas, asked, self.max_pixels, user_layers=self.user_layers)

    def remarks(self, node: yaml.Node, language: str) -> tuple[Remark, ...]:
        if isinstance(node, yaml.ScalarNode):
            return (Remark(self.words(node), ()),)
        return tuple(self.remark(item, language) for item in self.items(node))

    def remark(self, node: yaml.Node, language: str) -> Remark:
        if isinstance(node, yaml.ScalarNode):
            return Remark(self.words(node), ())
        nodes = self.fields(node, list(_REMARK))
        if ("text" in nodes) == ("event" in nodes):
            raise self.fault(node, "a remark has either a text or an event")
        if "event" in nodes:
            return self.event(nodes["event"], language)
        source_ids = []
        for item in self.items(nodes["sources"]) if "sources" in nodes else []:
            source = self.words(item)
            if source not in self.sources:
                raise self.fault(item, f"source {source!r} is not in sources.csv")
            source_ids.append(source)
        return Remark(self.words(nodes["text"]), tuple(source_ids))

    def event(self, node: yaml.Node, language: str) -> Remark:
        events = {row.event_id: row for row in self.atlas.spoken(language).tables.events}
        row: Any = events.get(self.words(node))
        if row is None:
            raise self.fault(node, f"event {self.words(node)!r} is not in events.csv")
        return Remark(row.summary or row.title, tuple(row.source_ids))
