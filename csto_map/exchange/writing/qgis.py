"""A GeoPackage opens in QGIS as the map: a style for each layer, and a project of them all."""

from __future__ import annotations

import json
import re
import sqlite3
import tempfile
from collections.abc import Iterator, Mapping
from datetime import date, datetime, timedelta
from pathlib import Path
from xml.sax.saxutils import escape, quoteattr

import geopandas as gpd
import pyproj

from csto_map import archive
from csto_map.exchange.writing import gpkg_tables, grounds
from csto_map.exchange.writing import qgis_styles as styles
from csto_map.exchange.writing.columns import Column
from csto_map.exchange.writing.frames import TITLES
from csto_map.exchange.writing.provenance import Provenance, provenance
from csto_map.exchange.writing.qgis_styles import Look, Looks
from csto_map.picture.style import STYLES

_STYLES = """
CREATE TABLE layer_styles (
  id INTEGER PRIMARY KEY AUTOINCREMENT NOT NULL,
  f_table_catalog TEXT(256), f_table_schema TEXT(256), f_table_name TEXT(256),
  f_geometry_column TEXT(256), styleName TEXT(30), styleQML TEXT, styleSLD TEXT,
  useAsDefault BOOLEAN, description TEXT, owner TEXT(30), ui TEXT(30),
  update_time DATETIME DEFAULT NULL
)
"""
# Drawn from the first to the last; a layer of the map's own is on if the map opens with it.
_ABOVE = ("events", "contingents", "deployments", "border_points", "sites", "border")
_BELOW = ("disputed_outlines", "towns", "lakes", "rivers")
_GROUND = ("states", "land")
_SWITCHES = {
    "events": ("events",),
    "contingents": ("contingents",),
    "deployments": ("units",),
    "border_points": ("crossings",),
    "sites": ("bases", "detachments"),
    "border": ("border",),
}
_DOCTYPE = "<!DOCTYPE qgis PUBLIC 'http://mrcc.com/qgis.dtd' 'SYSTEM'>\n"
_VERSION = "3.22.0"

Layers = Mapping[str, gpd.GeoDataFrame]
Dictionary = Mapping[str, Mapping[str, Column]]


def add_styles(
    base: sqlite3.Connection, looks: Looks, layers: Layers, dictionary: Dictionary
) -> None:
    """Give every layer its look as the default style, and marks a second one of plain icons."""
    base.execute(_STYLES)
    base.execute(
        "INSERT INTO gpkg_contents (table_name, data_type, identifier, last_change)"
        " SELECT 'layer_styles', 'attributes', 'layer_styles', max(last_change)"
        " FROM gpkg_contents"
    )
    made = []
    for name, layer in layers.items():
        made.append((name, name, looks.of(name, layer), 1, "As on the map"))
        if "symbol_plain" in layer:
            plain = looks.of(name, layer, icons="symbol_plain")
            made.append((name, f"{name}, plain icons", plain, 0, "Plain icons, no APP-6"))
    base.executemany(
        "INSERT INTO layer_styles (f_table_catalog, f_table_schema, f_table_name,"
        " f_geometry_column, styleName, styleQML, styleSLD, useAsDefault, description, owner)"
        " VALUES ('', '', ?, 'geom', ?, ?, '', ?, ?, '')",
        [
            (name, title, _qml(name, look, dictionary[name]), default, about)
            for name, title, look, default, about in made
        ],
    )


def _qml(name: str, look: Look, columns: Mapping[str, Column]) -> str:
    return f"{_DOCTYPE}<qgis {styles.attributes(look)}>{styles.body(name, look, columns)}</qgis>"


def add_project(
    base: sqlite3.Connection,
    looks: Looks,
    file: str,
    layers: Layers,
    dictionary: Dictionary,
    day: date | None,
    made: datetime,
) -> None:
    """
    Put a project of all layers in the file.

    Parameters
    ----------
    file
        The name of the file: QGIS looks for the layers of a project beside it by name.
    day
        Of the facts; None for the whole history, which opens on its last day.
    made
        When the file was made.
    """
    atlas = looks.atlas
    text = _Project(looks, file, layers, dictionary, day, made).text()
    with tempfile.TemporaryDirectory(prefix="project-") as folder:
        packed = Path(folder) / "project.qgz"
        archive.write(packed, {"project.qgs": text.encode()})
        content = packed.read_bytes().hex()
    stamp = f"{made:%Y-%m-%dT%H:%M:%S}"
    about = json.dumps({"last_modified_time": stamp, "last_modified_user": ""})
    base.execute("CREATE TABLE qgis_projects (name TEXT PRIMARY KEY, metadata BLOB, content BLOB)")
    base.execute("INSERT INTO qgis_projects VALUES (?, ?, ?)", (atlas.config.title, about, content))


class _Project:
    """The parts of a project's file, each in QGIS's words."""

    def __init__(
        self,
        looks: Looks,
        file: str,
        layers: Layers,
        dictionary: Dictionary,
        day: date | None,
        made: datetime,
    ) -> None:
        self.looks, self.file, self.layers, self.dictionary = looks, file, layers, dictionary
        self.made = made
        self.atlas = atlas = looks.atlas
        self.day = day or atlas.horizon
        self.told: Provenance = provenance(atlas, day)
        self.words = gpkg_tables.keywords(atlas)
        self.view = next(
            view for view in atlas.config.views if view.id == atlas.config.default_view
        )
        self.crs = _crs(atlas.config.projection.proj, self.view.meridian, self.told.title)

    def text(self) -> str:
        entries = list(self._entries())
        tree = "".join(node for node, _ in entries)
        layers = "".join(layer for _, layer in entries)
        title = escape(self.told.title)
        return (
            f"{_DOCTYPE}<qgis projectname={quoteattr(self.told.title)} "
            f'version="{_VERSION}">'
            f"<title>{title}</title><projectCrs>{_spatial(self.crs)}</projectCrs>"
            f"<layer-tree-group>{tree}</layer-tree-group>{self._canvas()}"
            f"<projectlayers>{layers}</projectlayers>{self._properties()}{self._metadata()}"
            f"{self._frame()}{self._times()}</qgis>"
        )

    def _entries(self) -> Iterator[tuple[str, str]]:
        """Give each node of the tree of layers with the layers in it, the uppermost first."""
        for name in _ABOVE:
            if len(self.layers.get(name, ())):
                on = bool(set(_SWITCHES[name]) & set(self.atlas.config.default_layers))
                titles = {layer.id: layer.title for layer in self.atlas.config.layers}
                title = titles.get(_SWITCHES[name][0], TITLES[name])
                yield self._layer(name, title, on=on)
        below = [name for name in _BELOW if name in self.layers]
        for name in below:
            yield self._layer(name, grounds.TITLES[name].removeprefix("Ground: ").capitalize())
        if "standings" in self.layers:
            yield self._lenses()
        for name in _GROUND:
            if name in self.layers:
                title = grounds.TITLES[name].removeprefix("Ground: ").capitalize()
                yield self._layer(name, title)
        further = [
            self._layer(name, TITLES[name], on=False)
            for name in ("memberships", "disputed_areas")
            if len(self.layers.get(name, ()))
        ]
        yield _group("Further layers", further, open_=False)

    def _lenses(self) -> tuple[str, str]:
        standings = self.layers["standings"]
        nodes = []
        for lens in self.atlas.config.lenses:
            rows = standings[standings.lens == lens.id]
            if len(rows):
                nodes.append(
                    self._layer(
                        "standings",
                        lens.title,
                        on=lens.id == self.atlas.config.default_lens,
                        id_=f"standings_{lens.id}",
                        subset=f"\"lens\" = '{lens.id}'",
                        look=self.looks.standing(rows),
                    )
                )
        return _group("States by organisation", nodes, exclusive=True)

    def _layer(
        self,
        name: str,
        title: str,
        *,
        on: bool = True,
        id_: str = "",
        subset: str = "",
        look: Look | None = None,
    ) -> tuple[str, str]:
        """Give the node of a layer in the tree, and the layer."""
        look = look or self.looks.of(name, self.layers[name])
        # QGIS gives ids of its own to layers whose ids are short.
        id_, columns = f"layer_of_{id_ or name}", self.dictionary[name]
        source = f"./{self.file}|layername={name}" + (f"|subset={subset}" if subset else "")
        kinds = {"MULTIPOLYGON": "Polygon", "POINT": "Point"}
        types = {str(kind).upper() for kind in self.layers[name].geom_type.dropna()}
        geometry = next((kinds[kind] for kind in kinds if kind in types), "Line")
        about = gpkg_tables.qgis_metadata(self.told, name, title, self.words)
        node = (
            f'<layer-tree-layer id="{id_}" name={quoteattr(title)} source={quoteattr(source)} '
            f'providerKey="ogr" checked="{_checked(on)}" expanded="0"/>'
        )
        layer = (
            f'<maplayer type="vector" geometry="{geometry}" {styles.attributes(look)}>'
            f"<id>{id_}</id><datasource>{escape(source)}</datasource>"
            f"<layername>{escape(title)}</layername>"
            f"<srs>{gpkg_tables.WGS_84}</srs>"
            f"<resourceMetadata>{about}</resourceMetadata>"
            f'<provider encoding="UTF-8">ogr</provider>{styles.body(name, look, columns)}'
            "</maplayer>"
        )
        return node, layer

    def _extent(self) -> str:
        """Give the frame of the view in the project's projection."""
        view, proj = self.view, self.atlas.config.projection.proj
        x, y = (view.x0 + view.x1) / 2, (view.y0 + view.y1) / 2
        lon, lat = pyproj.Transformer.from_crs(proj, 4326, always_xy=True).transform(x, y)
        east, north = pyproj.Transformer.from_crs(4326, self.crs, always_xy=True).transform(
            lon, lat
        )
        wide, high = (view.x1 - view.x0) * 500, (view.y1 - view.y0) * 500
        return (
            f"<xmin>{east - wide:.0f}</xmin><ymin>{north - high:.0f}</ymin>"
            f"<xmax>{east + wide:.0f}</xmax><ymax>{north + high:.0f}</ymax>"
        )

    def _canvas(self) -> str:
        """Open on the view with which the map opens."""
        return (
            '<mapcanvas name="theMapCanvas" annotationsVisible="1"><units>meters</units>'
            f"<extent>{self._extent()}</extent><rotation>0</rotation>"
            f"<destinationsrs>{_spatial(self.crs)}</destinationsrs></mapcanvas>"
        )

    def _frame(self) -> str:
        edges = re.findall(r"<(\w+)>(-?\d+)<", self._extent())
        told = " ".join(f'{name}="{value}"' for name, value in edges)
        return (
            "<ProjectViewSettings><Scales/>"
            f"<DefaultViewExtent {told}>{_spatial(self.crs)}</DefaultViewExtent>"
            "</ProjectViewSettings>"
        )

    def _properties(self) -> str:
        """Write water as the ground of all, and the day on which the controller stands."""
        water = STYLES["light"].water
        parts = {"Red": water[1:3], "Green": water[3:5], "Blue": water[5:7]}
        ground = "".join(
            f'<CanvasColor{name}Part type="int">{int(part, 16)}</CanvasColor{name}Part>'
            for name, part in parts.items()
        )
        first, last = _moment(self.day), _moment(self.day + timedelta(days=1))
        return (
            f"<properties><Gui>{ground}</Gui>"
            '<Paths><Absolute type="bool">false</Absolute></Paths>'
            '<SpatialRefSys><ProjectionsEnabled type="int">1</ProjectionsEnabled></SpatialRefSys>'
            # Mode 2: of a fixed range.
            '<TemporalControllerWidget><NavigationMode type="int">2</NavigationMode>'
            f'<StartDateTime type="QString">{first}</StartDateTime>'
            f'<EndDateTime type="QString">{last}</EndDateTime>'
            "</TemporalControllerWidget></properties>"
        )

    def _times(self) -> str:
        """Let the controller go through all days that the facts cover, one by one."""
        first, last = self.atlas.first, self.atlas.horizon + timedelta(days=1)
        return (
            '<ProjectTimeSettings timeStep="1" timeStepUnit="d" frameRate="10" '
            'cumulativeTemporalRange="0"><TemporalRange>'
            f"<start>{_moment(first)}</start><end>{_moment(last)}</end>"
            "</TemporalRange></ProjectTimeSettings>"
        )

    def _metadata(self) -> str:
        told = self.told
        about = gpkg_tables.described(told, told.version, told.title, self.words)
        return (
            f"<projectMetadata>{about}<author>{escape(told.attribution)}</author>"
            f"<creation>{self.made:%Y-%m-%dT%H:%M:%SZ}</creation></projectMetadata>"
        )


def _checked(on: bool) -> str:
    return "Qt::Checked" if on else "Qt::Unchecked"


def _group(
    title: str, entries: list[tuple[str, str]], *, exclusive: bool = False, open_: bool = True
) -> tuple[str, str]:
    nodes = "".join(node for node, _ in entries)
    one = ' mutually-exclusive="1" mutually-exclusive-child="0"' if exclusive else ""
    node = (
        f'<layer-tree-group name={quoteattr(title)} checked="{_checked(open_)}" '
        f'expanded="{int(open_)}"{one}>{nodes}</layer-tree-group>'
    )
    return node, "".join(layer for _, layer in entries)


def _moment(day: date) -> str:
    return f"{day.isoformat()}T00:00:00Z"


def _crs(proj: str, meridian: float | None, title: str) -> pyproj.CRS:
    """Give the map's projection in metres, north up on a view's meridian, and name it."""
    told = proj.replace("+units=km", "+units=m")
    if meridian is not None:
        told = re.sub(r"\+lon_0=\S+", f"+lon_0={meridian:g}", told)
    named = {**pyproj.CRS(told).to_json_dict(), "name": title}
    return pyproj.CRS.from_json_dict(named)


def _spatial(crs: pyproj.CRS) -> str:
    return (
        f"<spatialrefsys><wkt>{escape(crs.to_wkt())}</wkt><proj4></proj4><srsid>0</srsid>"
        f"<srid>0</srid><authid></authid><description>{escape(crs.name)}</description>"
        "<projectionacronym></projectionacronym><ellipsoidacronym></ellipsoidacronym>"
        "<geographicflag>false</geographicflag></spatialrefsys>"
    )
