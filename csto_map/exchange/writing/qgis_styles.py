"""How QGIS shows each layer: as the map does, on the day that its temporal controller stands on.

What is certain changes with the day, so symbols are chosen by an expression that asks the
controller; without it, a row is drawn as doubtful if no day of it is certain.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from xml.sax.saxutils import escape, quoteattr

import geopandas as gpd

from csto_map.atlas import Atlas
from csto_map.exchange.writing import qgis_symbols as draw
from csto_map.exchange.writing.columns import Column
from csto_map.exchange.writing.qgis_symbols import Kind, symbol
from csto_map.language.speech import Speech
from csto_map.picture import symbols
from csto_map.picture.constants import NAMES, TERRAIN
from csto_map.picture.style import STYLES, Style

# The day is that on which the controller's frame begins; of a longer frame, any of its days.
CERTAINTY = (
    "CASE WHEN @map_start_time IS NULL THEN "
    "CASE WHEN \"certainty\" = 'possible' THEN 'possible' ELSE 'certain' END "
    'WHEN ("certain_from" <= to_date(@map_start_time)'
    ' OR "certain_from" < to_date(@map_end_time))'
    ' AND ("certain_until" IS NULL OR "certain_until" > to_date(@map_start_time))'
    " THEN 'certain' ELSE 'possible' END"
)
# What is told of a row beside its name when the pointer rests on it.
_TIPS: Mapping[str, tuple[str, ...]] = {
    "standings": ("status", "lens", "certainty"),
    "memberships": ("organization", "status", "certainty"),
    "sites": ("kind", "operator", "country", "personnel_low", "personnel_high"),
    "deployments": ("arm", "echelon", "owner", "role", "site", "personnel_low", "personnel_high"),
    "border": ("guard_country", "guard_force"),
    "border_points": ("kind",),
    "events": ("kind", "place", "summary"),
    "contingents": ("operation", "country", "personnel_low", "personnel_high", "place"),
    "disputed_areas": ("drawn_in",),
}
_DATED = ("start", "end", "note", "sources")
# Scales from which towns are shown, by the largest rank shown, and sites are named.
_TOWNS = ((1, 12_000_000), (2, 8_000_000), (3, 5_000_000), (5, 2_500_000))
_SITES = 4_000_000
_FONTS = ("Inter", "Open Sans", "Noto Sans", "DejaVu Sans", "Arial")
_LEAST = "1e+08"


@dataclass(frozen=True, slots=True)
class Category:
    """
    A value of a renderer's expression, what the legend calls it, and the symbol's layers.

    What the map does not show is not `shown` at first.
    """

    value: str
    label: str
    layers: Sequence[str]
    shown: bool = True


@dataclass(frozen=True, slots=True)
class Group:
    """Categories of the rows for which a condition holds, and whether they are shown at first."""

    label: str
    condition: str
    categories: Sequence[Category]
    shown: bool


@dataclass(frozen=True, slots=True)
class Look:
    """A renderer and labels, in QGIS's words; `labels` "" for none."""

    renderer: str
    labels: str = ""


def _categorised(
    kind: Kind, expression: str, categories: Sequence[Category], order: str = ""
) -> str:
    rows = "".join(
        f'<category symbol="{k}" value={quoteattr(one.value)} label={quoteattr(one.label)} '
        f'render="{str(one.shown).lower()}" type="string"/>'
        for k, one in enumerate(categories)
    )
    drawn = "".join(symbol(kind, str(k), one.layers) for k, one in enumerate(categories))
    return (
        f'<renderer-v2 type="categorizedSymbol" attr={quoteattr(expression)} forceraster="0" '
        f'symbollevels="0" enableorderby="{int(bool(order))}"><categories>{rows}</categories>'
        f"<symbols>{drawn}</symbols>{_ordered(order)}</renderer-v2>"
    )


def _ordered(order: str) -> str:
    if not order:
        return ""
    clause = f'<orderByClause asc="1" nullsFirst="1">{escape(order)}</orderByClause>'
    return f"<orderby>{clause}</orderby>"


def _ruled(kind: Kind, expression: str, groups: Sequence[Group], order: str) -> str:
    """Write rules within rules: a group for each condition, its categories within."""
    rules, drawn, count = [], [], 0
    for g, group in enumerate(groups):
        inner = []
        for one in group.categories:
            test = f"{expression} = '{one.value}'"
            inner.append(
                f'<rule symbol="{count}" label={quoteattr(one.label)} key="{{{g}-{count}}}" '
                f"filter={quoteattr(test)}/>"
            )
            drawn.append(symbol(kind, str(count), one.layers))
            count += 1
        state = "" if group.shown else ' checkstate="0"'
        rules.append(
            f'<rule label={quoteattr(group.label)} key="{{{g}}}"{state} '
            f"filter={quoteattr(group.condition)}>{''.join(inner)}</rule>"
        )
    return (
        '<renderer-v2 type="RuleRenderer" forceraster="0" symbollevels="0" enableorderby="1">'
        f'<rules key="{{all}}">{"".join(rules)}</rules>'
        f"<symbols>{''.join(drawn)}</symbols>{_ordered(order)}</renderer-v2>"
    )


def _apart(renderer: str) -> str:
    """Let marks that stand at one place stand side by side."""
    centre = symbol("marker", "centerSymbol", draw.dot("#000000", "#000000", 1))
    return (
        '<renderer-v2 type="pointDisplacement" placement="2" tolerance="1" toleranceUnit="MM" '
        'circleWidth="0.2" circleColor="0,0,0,0" circleRadiusAddition="0" labelAttributeName="" '
        f'labelFont="{_FONTS[1]},8,-1,5,50,0,0,0,0,0" '
        'forceraster="0" symbollevels="0" enableorderby="0">'
        f"{renderer}{centre}</renderer-v2>"
    )


def _single(kind: Kind, layers: Sequence[str]) -> str:
    return (
        '<renderer-v2 type="singleSymbol" forceraster="0" symbollevels="0" enableorderby="0">'
        f"<symbols>{symbol(kind, '0', layers)}</symbols></renderer-v2>"
    )


def _labels(
    field: str, size: float, rgb: str, halo: str, placement: int, *, shown: str = "", bold: bool
) -> str:
    families = "".join(f'<family name="{name}"/>' for name in _FONTS)
    show = draw.by_expressions({"Show": shown}, "dd_properties") if shown else ""
    return (
        '<labeling type="simple"><settings>'
        f'<text-style fieldName="{field}" isExpression="0" fontFamily="{_FONTS[1]}" '
        f'fontSize="{size:g}" fontSizeUnit="Point" fontWeight="{63 if bold else 50}" '
        f'textColor="{draw.colour(rgb)}" textOpacity="1"><families>{families}</families>'
        f'<text-buffer bufferDraw="1" bufferSize="{draw.mm(2)}" bufferSizeUnits="MM" '
        f'bufferColor="{draw.colour(halo)}" bufferOpacity="0.8"/></text-style>'
        f'<placement placement="{placement}" dist="{draw.mm(4)}" distUnits="MM" quadOffset="5" '
        'placementFlags="10" polygonPlacementFlags="2" offsetType="1" '
        'predefinedPositionOrder="R,L,TR,BR,TL,BL,TSR,BSR"/>'
        f'<rendering obstacle="1" drawLabels="1" scaleVisibility="0"/>{show}'
        "</settings></labeling>"
    )


class Looks:
    """The looks of an atlas in QGIS, in its light style."""

    def __init__(self, atlas: Atlas) -> None:
        self.atlas = atlas
        self.style: Style = STYLES["light"]
        self.speech: Speech = atlas.speech("en")
        self._known: dict[tuple[str, str], Look] = {}

    def of(self, name: str, layer: gpd.GeoDataFrame, *, icons: str = "symbol") -> Look:
        """
        Give the look of a layer.

        Parameters
        ----------
        icons
            The column that names the drawings of marks: ``symbol`` or ``symbol_plain``.
        """
        if (name, icons) not in self._known:
            self._known[name, icons] = self._made(name, layer, icons)
        return self._known[name, icons]

    def _made(self, name: str, layer: gpd.GeoDataFrame, icons: str) -> Look:
        makers: dict[str, Callable[[], Look]] = {
            "standings": lambda: Look(self._lenses(layer)),
            "memberships": lambda: Look(self._organisations(layer)),
            "states": self._states,
            "land": lambda: Look(_single("fill", [draw.plain(self.style.land)])),
            "lakes": lambda: Look(_single("fill", draw.water(self.style))),
            "rivers": self._rivers,
            "disputed_outlines": lambda: Look(_single("fill", draw.disputed(self.style))),
            "disputed_areas": lambda: self._dots("name"),
            "towns": self._towns,
            "border": lambda: Look(self._guards(layer)),
        }
        if "symbol" in layer:
            return self._marks(name, layer, icons)
        return makers[name]()

    def standing(self, layer: gpd.GeoDataFrame) -> Look:
        """Give the look of standings through one lens alone."""
        return Look(_categorised("fill", self._by("status"), self._statuses(layer), self._rank()))

    def _by(self, column: str) -> str:
        return f"\"{column}\" || ':' || {CERTAINTY}"

    def _rank(self) -> str:
        """Order states as the map draws them: those with the fullest standing on top."""
        order = ", ".join(f"'{status}'" for status in reversed([*self.style.statuses]))
        return f'array_find(array({order}), "status")'

    def _label(self, text: str, word: str) -> str:
        doubt = str(self.speech.words["layers"]["possible"])
        return text if word == "certain" else f"{text} ({doubt[0].lower()}{doubt[1:]})"

    def _statuses(self, layer: gpd.GeoDataFrame) -> list[Category]:
        drawn = _certainties(layer, "status")
        return [
            Category(
                f"{status}:{word}",
                self._label(self.speech.word("status", status), word),
                draw.area(look, certain=word == "certain"),
            )
            for status, look in self.style.statuses.items()
            for word in drawn.get(status, ())
        ]

    def _lenses(self, layer: gpd.GeoDataFrame) -> str:
        groups = [
            Group(
                lens.title,
                f"\"lens\" = '{lens.id}'",
                self._statuses(layer[layer.lens == lens.id]),
                lens.id == self.atlas.config.default_lens,
            )
            for lens in self.atlas.config.lenses
            if (layer.lens == lens.id).any()
        ]
        return _ruled("fill", self._by("status"), groups, self._rank())

    def _organisations(self, layer: gpd.GeoDataFrame) -> str:
        default = self.atlas.config.default_lens
        shown = next(lens.orgs for lens in self.atlas.config.lenses if lens.id == default)
        groups = [
            Group(
                row.name,
                f"\"org_id\" = '{row.org_id}'",
                self._statuses(layer[layer.org_id == row.org_id]),
                row.org_id in shown,
            )
            for row in self.atlas.tables.organizations
            if (layer.org_id == row.org_id).any()
        ]
        return _ruled("fill", self._by("status"), groups, self._rank())

    def _states(self) -> Look:
        style = self.style
        labels = _labels("name", 9, style.text_soft, style.halo, 4, bold=True)
        return Look(_single("fill", draw.area(style.neutral)), labels)

    def _rivers(self) -> Look:
        style = self.style
        categories = [
            Category("named", "Rivers with a name", draw.river(style, TERRAIN.river)),
            Category("other", "Other rivers", draw.river(style, TERRAIN.stream)),
        ]
        expression = "CASE WHEN \"name\" <> '' THEN 'named' ELSE 'other' END"
        return Look(_categorised("line", expression, categories))

    def _towns(self) -> Look:
        style = self.style
        shown = " OR ".join(
            f'("rank" <= {rank} AND @map_scale <= {scale})' for rank, scale in _TOWNS
        )
        expression = (
            "CASE WHEN \"rank\" = 0 THEN 'capital'" + f" WHEN {shown} THEN 'town' ELSE 'hidden' END"
        )
        categories = [
            Category("capital", "Capitals", draw.dot(style.halo, style.town, 2 * NAMES.town)),
            Category("town", "Towns", draw.dot(style.town, style.halo, 1.6 * NAMES.town)),
        ]
        named = f'("rank" = 0 AND @map_scale <= 30000000) OR {shown}'
        labels = _labels("name", 8, style.town, style.halo, 6, shown=named, bold=False)
        return Look(_categorised("marker", expression, categories), labels)

    def _dots(self, field: str) -> Look:
        style = self.style
        labels = _labels(field, 8, style.disputed_line, style.halo, 6, bold=False)
        dot = draw.dot(style.disputed_ink, style.disputed_line, 5)
        return Look(_single("marker", dot), labels)

    def _guards(self, layer: gpd.GeoDataFrame) -> str:
        drawn = _certainties(layer, "guard_country")
        slots = {code: self.atlas.config.guard_slot(code) for code in sorted(drawn)}
        names = {row.country: self.speech.name(row) for row in self.atlas.tables.countries}
        for code, title in self.atlas.config.guard_titles.items():
            names[code] = self.speech.title("guard_titles", code, title)
        categories = [
            Category(
                f"{code}:{word}",
                self._label(self._guarded(code, names), word),
                draw.guard(self.style, slot, certain=word == "certain"),
            )
            for code, slot in slots.items()
            for word in drawn[code]
        ]
        return _categorised("line", self._by("guard_country"), categories)

    def _guarded(self, code: str, names: Mapping[str, str]) -> str:
        words = self.speech.words["layers"]
        if not code:
            return str(words["guard_none"])
        return str(words["guard"]).format(who=names.get(code, code))

    def _marks(self, name: str, layer: gpd.GeoDataFrame, icons: str) -> Look:
        """Give the look of marks: a category for each drawing, certain and possible."""
        # Units stand above the sites that they are at.
        up = 1.0 if name == "deployments" else 0.0
        drawn = _certainties(layer[layer.geometry.notna()], icons)
        categories = [
            Category(
                f"{key}:{word}",
                self._label(self._named(key), word),
                draw.drawing(symbols.svg(f"{key}:{word}", self.style), up=up),
            )
            for key in sorted(set(drawn) - {""}, key=self._place)
            for word in drawn[key]
        ]
        categories += [
            Category(f":{word}", self._label("Not on the map", word), self._bare(word), shown=False)
            for word in drawn.get("", ())
        ]
        style = self.style
        labels = ""
        if name in ("sites", "border_points"):
            shown = f"@map_scale <= {_SITES}"
            labels = _labels("name", 8, style.text, style.halo, 6, shown=shown, bold=False)
        renderer = _categorised("marker", self._by(icons), categories)
        # Only sites stand alone: of all other marks several may be at one place.
        return Look(renderer if name == "sites" else _apart(renderer), labels)

    def _bare(self, word: str) -> list[str]:
        accent = self.style.accent("host")
        fill = accent.body if word == "certain" else accent.hollow
        return draw.dot(fill, accent.line, 6)

    def _place(self, key: str) -> tuple[str, int, str]:
        icon, _, group = key.partition(":")
        echelon = icon.split("/")[2] if icon.count("/") == 2 else ""
        return group, self.atlas.config.vocabulary.place(echelon), icon

    def _named(self, key: str) -> str:
        """Say what a drawing stands for: kind, size, and whose it is."""
        icon, _, group = key.partition(":")
        _, kind, *echelon = icon.split("/")
        told = [self.speech.word("kind", kind)]
        told += [self.speech.word("echelon", one) for one in echelon]
        title = self.atlas.config.group_titles.get(group, "")
        whose = self.speech.title("group_titles", group, title)
        return ", ".join(told) + (f": {whose}" if whose else "")


def _certainties(layer: gpd.GeoDataFrame, column: str) -> dict[str, list[str]]:
    """Say for each value of a column as what its rows are drawn on any of their days."""
    days = ("certain_from", "start_date", "certain_until", "shown_until")
    told: dict[str, set[str]] = {}
    for value, *when in zip(layer[column], *(layer[name] for name in days), strict=True):
        told.setdefault(str(value), set()).update(_on_its_days(*when))
    return {value: sorted(words) for value, words in told.items()}


def _on_its_days(
    sure_from: date | None, start: date | None, sure_until: date | None, until: date | None
) -> Iterator[str]:
    if sure_from is not None:
        yield "certain"
    late = sure_from is None or start is None or sure_from > start
    if late or (sure_until is not None and sure_until != until):
        yield "possible"


def fields(columns: Mapping[str, Column]) -> str:
    """Write how forms show the columns: titles, words for values, plain dates."""
    widgets = "".join(_widget(name, column) for name, column in columns.items())
    titles = "".join(
        f'<alias index="{k}" field="{name}" name={quoteattr(column.title)}/>'
        for k, (name, column) in enumerate(columns.items(), start=1)
    )
    return (
        '<fieldConfiguration><field name="fid" configurationFlags="None">'
        '<editWidget type="Hidden"><config><Option/></config></editWidget></field>'
        f"{widgets}</fieldConfiguration><aliases>{titles}</aliases>"
    )


def _widget(name: str, column: Column) -> str:
    if column.words:
        rows = "".join(
            f'<Option type="Map"><Option name={quoteattr(told)} value={quoteattr(value)} '
            'type="QString"/></Option>'
            for value, told in column.words.items()
        )
        kind = "ValueMap"
        config = f'<Option type="Map"><Option name="map" type="List">{rows}</Option></Option>'
    elif name in ("note", "sources", "summary"):
        kind, config = "TextEdit", draw.options({"IsMultiline": "true", "UseHtml": "false"})
    else:
        kind, config = "", "<Option/>"
    return (
        f'<field name="{name}" configurationFlags="None"><editWidget type="{kind}">'
        f"<config>{config}</config></editWidget></field>"
    )


def tip(name: str, columns: Mapping[str, Column]) -> str:
    """Write the map tip of a layer; texts of the tables stay texts."""
    listed = [c for c in (*_TIPS.get(name, ()), *_DATED) if c in columns]
    rows = "".join(
        f"[% '<br><b>{columns[c].title}:</b> ' || {_plain(c, columns[c])} %]" for c in listed
    )
    heading = f"<b>[% {_plain('name', columns['name'])} %]</b>" if "name" in columns else ""
    return f'<div style="max-width:40em">{heading}{rows}</div>' if heading else ""


def _plain(column: str, told: Column) -> str:
    """Give the words of a cell without markup, NULL where it is empty."""
    value = f"represent_value(\"{column}\", '{column}')" if told.words else f'to_string("{column}")'
    return (
        f"CASE WHEN to_string(\"{column}\") <> '' THEN"
        f" replace(replace({value}, '&', '&amp;'), '<', '&lt;') END"
    )


def attributes(look: Look) -> str:
    """Give the attributes that a style's root has in QGIS."""
    return (
        f'version="3.22.0" styleCategories="AllStyleCategories" '
        f'labelsEnabled="{int(bool(look.labels))}" hasScaleBasedVisibilityFlag="0" '
        f'minScale="{_LEAST}" maxScale="0" simplifyDrawingHints="1" simplifyDrawingTol="1" '
        'simplifyLocal="1" simplifyMaxScale="1" simplifyAlgorithm="0"'
    )


def body(name: str, look: Look, columns: Mapping[str, Column]) -> str:
    """Give all that a style holds: what is shown, when, and what is told of it."""
    return (
        f"<flags><Identifiable>1</Identifiable><Removable>1</Removable>"
        f"<Searchable>1</Searchable><Private>0</Private></flags>{_temporal(columns)}"
        f"{look.renderer}{look.labels}<blendMode>0</blendMode><layerOpacity>1</layerOpacity>"
        f'{fields(columns)}<previewExpression>"{"name" if "name" in columns else "id"}"'
        f'</previewExpression><mapTip enabled="1">{escape(tip(name, columns))}</mapTip>'
    )


def _temporal(columns: Mapping[str, Column]) -> str:
    """Tell the temporal controller from which columns to take a row's days."""
    # Mode 2: start and end from columns; limit mode 0: the end itself is excluded.
    dated = "shown_until" in columns
    named = ("start_date", "shown_until") if dated else ("", "")
    return (
        f'<temporal enabled="{int(dated)}" mode="{2 if dated else 0}" startField="{named[0]}" '
        f'endField="{named[1]}" limitMode="0" startExpression="" endExpression="" '
        'fixedDuration="0" durationField="" durationUnit="d" accumulate="0">'
        "<fixedRange><start></start><end></end></fixedRange></temporal>"
    )
