"""Write what an atlas's choices and rules are: `make reference`.

`PAGES` are the pages of docs/reference that this script writes; tests hold them current.
"""

from __future__ import annotations

import types
from collections.abc import Callable, Iterator, Mapping, Sequence
from datetime import date
from inspect import cleandoc
from pathlib import Path
from types import MappingProxyType
from typing import Annotated, Any, Literal, Union, get_args, get_origin

from pydantic import BaseModel
from pydantic.fields import FieldInfo

from csto_map.boundaries import recipe
from csto_map.facts import config, rules

FOLDER = Path(__file__).resolve().parents[1] / "docs" / "reference"
WORDS: Mapping[Any, tuple[str, str]] = MappingProxyType(
    {
        str: ("text", "texts"),
        float: ("number", "numbers"),
        int: ("whole number", "whole numbers"),
        bool: ("`true` or `false`", "`true` or `false`"),
        date: ("day", "days"),
    }
)
CHOICES = """# atlas.toml

Written by `make reference` from the models that read it; a test holds the two equal.

`atlas.toml` of a data folder holds its choices: what could be otherwise without any source being
wrong. Facts are in its tables ([the data](../../geodata/README.md)). A key that is missing,
misspelt or of a wrong kind is a fault with its line, told by `csto-map data check` and by whoever
loads the folder, and so is a name of something that is not there. `csto-map init DIR` writes a
small one with comments; titles in another language stand in `atlas.<language>.toml` beside it.

"""
RECIPE = """# recipe.toml

Written by `make reference` from the models that read it; a test holds the two equal.

`boundaries/recipe.toml` of a data folder says what `csto-map boundaries` builds: which states, of
what outlines, over which days, and how fine. A key that is missing, misspelt or of a wrong kind is
a fault with its line, and so is a code, a part or a file that is not there.
[Draw borders of your own](../how-to/boundaries.md) has an example of each.

"""
# How each table of choices looks that an atlas has of its own; tests read them all.
EXAMPLES = MappingProxyType(
    {
        "echelons": """[[echelons]]
id = "operational_group"
text = { en = "operational group", ru = "оперативная группа" }
like = "corps"
most = 60000
""",
        "arms": """[[arms]]
id = "pontoon"
text = { en = "Pontoon troops" }
like = "engineer"
""",
        "site_kinds": """[[site_kinds]]
id = "coastal_battery"
text = { en = "Coastal battery" }
like = "missile_base"
""",
        "event_kinds": """[[event_kinds]]
id = "ratification"
text = { en = "Ratification" }
like = "treaty"
""",
        "roles": """[[roles]]
id = "on_call"
text = { en = "on call at home" }
""",
        "groups": """[groups]
lead = ["AAA"]
joint = ["JOINT"]
guest = ["BBB"]
fourth = ["CCC"]

[group_titles]
lead = "Forces of A"
joint = "Joint forces"
guest = "Forces of B"
fourth = "Forces of C"
host = "Other forces"
""",
        "guards": """[guards]
AAA = "first"
BBB = "second"

[guard_titles]
AAA = "the former union"
""",
        "charts": """[charts]
hosts = ["a_forces_*"]

[charts.parts]
a_border_b = ["a_1st_detachment", "a_2nd_detachment"]
""",
        "movements": """[[movements.operations]]
rows = "op_1968_*"
host = "CCC"

[movements.roots]
AAA = [37.6, 55.8]
BBB = [21.0, 52.2]
""",
    }
)
RULES = """# The rules of the data

Written by `make reference` from the rules themselves; a test holds the two equal.

`csto-map data check` applies them all, and reports every breach with its file, line, column, value,
rule and remedy. A breach of a rule that only warns may be right: it is shown and counted, and the
exit code stays 0. What the columns mean is in [the data](../../geodata/README.md).

"""


def atlas_toml() -> str:
    """Write the page of choices."""
    return CHOICES + _page(config.Config, ("groups", "guards"))


def recipe_toml() -> str:
    """Write the page of a recipe for boundaries."""
    return RECIPE + _page(recipe.Recipe)


def _page(whole: type[BaseModel], shown: Sequence[str] = ()) -> str:
    """Write the tables of a file; those `shown` at the top have an example, as all others may."""
    parts = ["## At the top", "", *_table(whole)]
    for name in shown:
        parts += ["", f"### `[{name}]`", "", *_example(name)]
    for path, model, many in _tables(whole, ""):
        head = f"[[{path}]]" if many else f"[{path}]"
        parts += ["", f"## `{head}`", "", _about(model), "", *_table(model)]
        if path in EXAMPLES:
            parts += ["", *_example(path)]
    return "\n".join(parts) + "\n"


def _example(name: str) -> list[str]:
    return ["```toml", *EXAMPLES[name].strip().splitlines(), "```"]


def _tables(model: type[BaseModel], above: str) -> Iterator[tuple[str, type[BaseModel], bool]]:
    """Walk the tables of the file: where, of which model, and whether there may be many."""
    for name, field in model.model_fields.items():
        inner, many = _inner(field.annotation)
        if get_origin(inner) is dict:
            # A table for each name.
            name, inner = f"{name}.NAME", get_args(inner)[1]
        if isinstance(inner, type) and issubclass(inner, BaseModel):
            yield f"{above}{name}", inner, many
            yield from _tables(inner, f"{above}{name}.")


def _inner(annotation: object) -> tuple[Any, bool]:
    """Give what a field holds, and whether as a list of any length."""
    if get_origin(annotation) is tuple and get_args(annotation)[-1] is Ellipsis:
        return _plainly(get_args(annotation)[0]), True
    return _plainly(annotation), False


def _plainly(annotation: object) -> Any:  # noqa: ANN401 - annotations have no common type
    """Give an annotation without the rules that stand beside it."""
    return get_args(annotation)[0] if get_origin(annotation) is Annotated else annotation


def _about(model: type[BaseModel]) -> str:
    return " ".join(cleandoc(model.__doc__ or "").split()).replace("``", "`")


def _table(model: type[BaseModel]) -> Iterator[str]:
    yield "| key | holds | without it | meaning |"
    yield "| --- | --- | --- | --- |"
    for name, field in model.model_fields.items():
        cells = (f"`{name}`", kind(field.annotation), _default(field), field.description or "")
        yield f"| {' | '.join(cells)} |"


def kind(annotation: object) -> str:
    """Say in words what a field holds."""
    inner, many = _inner(annotation)
    origin, args = get_origin(inner), get_args(inner)
    if isinstance(inner, type) and issubclass(inner, BaseModel):
        return "tables, see below" if many else "a table, see below"
    if many and origin is Literal:
        return f"list of {', '.join(f'`{one}`' for one in args)}"
    if many:
        return f"list of {'lists of ' + _fixed(args) if origin is tuple else WORDS[inner][1]}"
    if origin is dict and isinstance(args[1], type) and issubclass(args[1], BaseModel):
        return "tables, see below"
    if origin is dict:
        return f"table of names, each with a {kind(args[1])}"
    if origin is tuple:
        return f"list of {_fixed(args)}"
    if origin in (types.UnionType, Union):
        return kind(next(one for one in args if one is not types.NoneType))
    if origin is Literal:
        return f"one of {', '.join(f'`{one}`' for one in args)}"
    return WORDS[inner][0]


def _fixed(args: tuple[Any, ...]) -> str:
    return f"{len(args)} {WORDS[args[0]][1]}"


def _default(field: FieldInfo) -> str:
    if field.is_required():
        return "**needed**"
    value = field.get_default(call_default_factory=True)
    if isinstance(value, bool | str) and value != "":
        return f"`{value}`"
    if isinstance(value, tuple) and value:
        return ", ".join(f"`{one}`" for one in value)
    return "" if not value or isinstance(value, BaseModel) else f"`{value}`"


def data_rules() -> str:
    """Write the page of rules."""
    lines = ["| rule | asks for | how a breach is mended |", "| --- | --- | --- |"]
    for rule in rules.RULES.values():
        name = f"`{rule.name}`" + (" (warns)" if rule.warns else "")
        lines.append(f"| {name} | {_plain(rule.about)} | {_plain(rule.fix)} |")
    return RULES + "\n".join(lines) + "\n"


def _plain(text: str) -> str:
    return text.replace("|", "\\|").replace("<", "&lt;").replace("_", "\\_")


PAGES: Mapping[Path, Callable[[], str]] = MappingProxyType(
    {
        FOLDER / "atlas-toml.md": atlas_toml,
        FOLDER / "recipe-toml.md": recipe_toml,
        FOLDER / "rules.md": data_rules,
    }
)


if __name__ == "__main__":
    for path, write in PAGES.items():
        path.write_text(write(), encoding="utf-8")
