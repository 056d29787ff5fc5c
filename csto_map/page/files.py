"""Every file that the page loads, by name, as one model, and the JSON Schema of it.

`csto_map.page.bundle` makes the files; `csto_map.page.declarations` says the schema in
TypeScript and `csto_map.page.files_document` to people. ``make reference`` writes all three.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import ClassVar, Protocol, cast

from pydantic import BaseModel, ConfigDict, Field
from pydantic.json_schema import GenerateJsonSchema, JsonSchemaValue

from csto_map.history import forms as timeline_forms
from csto_map.page import card_forms, dock_forms, forms
from csto_map.page.card_forms import Details
from csto_map.page.dock_forms import Charts, Tables
from csto_map.page.forms import (
    Alphabet,
    AtlasFile,
    GroundFile,
    MapFigure,
    Places,
    SearchIndex,
    Sentences,
    Tour,
)
from csto_map.query import ledger_forms
from csto_map.query.ledger_forms import Ledger

_FORMS = (timeline_forms, ledger_forms, card_forms, dock_forms, forms)


class PageFiles(BaseModel):
    """What the page loads: each file once per language, but for maps, grounds and letters."""

    # The forms inside inherit these settings: no unknown keys, no conversions.
    model_config = ConfigDict(extra="forbid", strict=True)

    atlas: AtlasFile = Field(description="The page starts with it.")
    map_coarse: MapFigure = Field(alias="map-coarse", description="The page starts with it.")
    map_fine: MapFigure = Field(alias="map-fine", description="Loaded in close views.")
    ground: GroundFile = Field(description="Loaded after the first view.")
    ground_fine: GroundFile = Field(alias="ground-fine", description="Loaded in close views.")
    places: Places = Field(description="Loaded after the first view.")
    details: Details = Field(description="Loaded when something is first selected.")
    ledger: Ledger = Field(description="Loaded when two days are first compared.")
    search: SearchIndex = Field(description="Loaded when the search is first opened.")
    tours: dict[str, Tour] = Field(description="Loaded when a tour begins; by id.")
    charts: Charts = Field(description="Loaded when the dock is first opened.")
    tables: Tables = Field(description="Loaded when the dock is first opened.")
    reading: Sentences = Field(description="Loaded when somebody brings a file along.")
    letters: Alphabet = Field(description="Loaded when the page first draws a picture.")


class Titled(Protocol):
    """A named tuple."""

    _fields: ClassVar[tuple[str, ...]]


class _Plain(GenerateJsonSchema):
    """JSON Schema without the titles that would only repeat names."""

    def field_title_should_be_set(self, schema: object) -> bool:  # noqa: ARG002 - a hook
        return False


def json_schema() -> JsonSchemaValue:
    """
    Give the JSON Schema of all files: a property per file, an entry of ``$defs`` per form.

    Lists of a fixed length are named tuples here: their items get the names as titles.
    """
    schema = PageFiles.model_json_schema(by_alias=True, schema_generator=_Plain)
    for name, form in _tuples().items():
        entry = schema["$defs"][name]
        entry["description"] = form.__doc__
        for field, item in zip(form._fields, entry["prefixItems"], strict=True):
            item["title"] = field.rstrip("_")
    for entry in (schema, *schema["$defs"].values()):
        entry.pop("title", None)
    return {"$schema": GenerateJsonSchema.schema_dialect, **schema}


def _tuples() -> Mapping[str, type[Titled]]:
    """Give the named tuples among the forms."""
    return {
        name: cast("type[Titled]", form)
        for module in _FORMS
        for name, form in vars(module).items()
        if isinstance(form, type) and issubclass(form, tuple) and form.__module__ == module.__name__
    }
