"""Every file that the page loads, by name, as one model: schema, declarations and document.

`csto_map.bundle` makes the files; `scripts/page_files.py` writes what follows from here
for whoever reads them.
"""

from __future__ import annotations

from pydantic import BaseModel, ConfigDict, Field

from csto_map.page.card_forms import Details
from csto_map.page.dock_forms import Charts, Tables
from csto_map.page.forms import Alphabet, AtlasFile, MapFigure, SearchIndex, Tour
from csto_map.query.ledger_forms import Ledger


class PageFiles(BaseModel):
    """What each file holds. All but the maps and the letters exist once a language."""

    # Forms without a choice of their own take these: nothing unsaid, nothing converted.
    model_config = ConfigDict(extra="forbid", strict=True)

    atlas: AtlasFile = Field(description="What the page starts with")
    map_coarse: MapFigure = Field(alias="map-coarse", description="What the page starts with")
    map_fine: MapFigure = Field(alias="map-fine", description="Loaded in close views")
    details: Details = Field(description="Loaded when something is selected")
    ledger: Ledger = Field(description="Loaded when two days are first compared")
    search: SearchIndex = Field(description="Loaded when the search first opens")
    tours: dict[str, Tour] = Field(description="By id; loaded when a tour begins")
    charts: Charts = Field(description="Loaded when the dock first opens")
    tables: Tables = Field(description="Loaded when the dock first opens")
    letters: Alphabet = Field(description="Loaded when a picture is saved in the page")
