"""Drawings of our own for plain icons and for what the symbol standard leaves open.

Each glyph is SVG in a 24 x 24 square, drawn with an inherited stroke and no fill;
parts that are filled say ``fill="currentColor"`` through the marker ``{f}``.
"""

from __future__ import annotations

from collections.abc import Mapping
from types import MappingProxyType

_DOCUMENT = '<path d="M7 4h10v16H7zM9.5 9h5M9.5 12.5h5M9.5 16h3"/>'
_PEOPLE = (
    '<circle cx="12" cy="7" r="2.6" {f}/><circle cx="6" cy="9.5" r="2" {f}/>'
    '<circle cx="18" cy="9.5" r="2" {f}/><path d="M7.5 19c0-8 9-8 9 0z" {f}/>'
    '<path d="M3 18c0-4 2-5 3.5-5M21 18c0-4-2-5-3.5-5"/>'
)
_ALARM = '<path d="M12 4.5v9.5" stroke-width="3"/><circle cx="12" cy="18.7" r="1" {f}/>'
_STAR = (
    '<path d="M12 3.5l2.6 5.6 6 .7-4.5 4.1 1.2 6-5.3-3-5.3 3 1.2-6'
    '-4.5-4.1 6-.7z" {f} stroke="none"/>'
)
_FLAG = '<path d="M7 4v17"/><path d="M7 5h11l-3 3.5 3 3.5H7z" {f}/>'
_ARROW = '<path d="M5.5 18.5L17.5 6.5M9.5 6h8.5v8.5" stroke-width="2.6"/>'
_AIRCRAFT = (
    '<path d="M12 3c.9 0 1.4 1 1.4 2.2v4l7 4.3v1.9l-7-2.2v4.2l2.2 1.7v1.5'
    'L12 19.7l-3.6.9v-1.5l2.2-1.7v-4.2l-7 2.2v-1.9l7-4.3v-4C10.6 4 11.1 3 12 3z"'
    ' {f} stroke="none"/>'
)
_POST = (
    '<path d="M9.5 20V5.5L12 3l2.5 2.5V20z"/>'
    '<path d="M9.5 10l5-3v3.5l-5 3zM9.5 17l5-3v3.5l-4 2.5z" {f} stroke="none"/>'
    '<path d="M6 20.5h12"/>'
)
_ANCHOR = (
    '<circle cx="12" cy="5.5" r="2"/>'
    '<path d="M12 7.5V20M8 11h8M4.5 13.5c.5 4.5 3.5 6.5 7.5 6.5s7-2 7.5-6.5"/>'
)
_PARACHUTE = '<path d="M4 11a8 7.5 0 0 1 16 0z" {f}/><path d="M4 11l8 9 8-9M12 11v9"/>'
_TARGET = '<circle cx="12" cy="12" r="7.5"/><circle cx="12" cy="12" r="2.5" {f}/>'
_BRIDGE = '<path d="M3 16h18M4 16c2.5-9 13.5-9 16 0M8.5 10.5V16M12 9.5V16M15.5 10.5V16"/>'
_CROSSING = '<path d="M4.5 8.5H19l-3.5-3.5M19.5 15.5H5l3.5 3.5"/>'
_RADAR = (
    '<circle cx="12" cy="12" r="8"/><path d="M12 12l5.7-5.7"/>'
    '<path d="M12 8a4 4 0 1 0 4 4"/><circle cx="12" cy="12" r="1" {f}/>'
)
_EYE = (
    '<path d="M2.5 12c4.5-7.5 14.5-7.5 19 0-4.5 7.5-14.5 7.5-19 0z"/>'
    '<circle cx="12" cy="12" r="3" {f}/>'
)
_ROCKET = (
    '<path d="M12 2.5c2.5 2.5 3 5.5 3 8.5V17H9v-6c0-3 .5-6 3-8.5z" {f}/>'
    '<path d="M9 13l-3.5 5M15 13l3.5 5M12 17v4.5"/>'
)
_MAST = (
    '<path d="M12 9.5V20M8 20.5h8M8.7 5.5a5.5 5.5 0 0 0 0 7M15.3 5.5a5.5 5.5 0 0 1 0 7'
    'M5.8 3.5a9 9 0 0 0 0 11M18.2 3.5a9 9 0 0 1 0 11"/><circle cx="12" cy="9" r="1.3" {f}/>'
)

_WHEEL = (
    '<circle cx="12" cy="12" r="7.5"/>'
    '<path d="M12 4.5v15M4.5 12h15M6.7 6.7l10.6 10.6M17.3 6.7L6.7 17.3"/>'
)
_DOME = '<path d="M4.5 19a7.5 7.5 0 0 1 15 0M12 16V4.5M8.5 8L12 4.5 15.5 8"/>'
_CROSS = '<path d="M12 4v16M4 12h16" stroke-width="4"/>'
_TREFOIL = (
    '<circle cx="12" cy="12" r="1.7" {f}/>'
    '<path d="M10.3 9L7.6 4.4a8.8 8.8 0 0 1 8.8 0L13.7 9a3.4 3.4 0 0 0-3.4 0z" {f}/>'
    '<path d="M8.6 12H3.2a8.8 8.8 0 0 0 4.4 7.6l2.7-4.6A3.4 3.4 0 0 1 8.6 12z" {f}/>'
    '<path d="M15.4 12h5.4a8.8 8.8 0 0 1-4.4 7.6l-2.7-4.6a3.4 3.4 0 0 0 1.7-3z" {f}/>'
)

# Kinds of sites, arms of units, kinds of border points and of events share one table:
# where they share a name, they share a drawing.
GLYPHS: Mapping[str, str] = MappingProxyType(
    {
        "air_base": _AIRCRAFT,
        "aviation": _AIRCRAFT,
        "headquarters": _FLAG,
        "naval_base": _ANCHOR,
        "naval_test": _ANCHOR,
        "marine": _ANCHOR,
        "navy": _ANCHOR,
        "missile": _ROCKET,
        "missile_base": _ROCKET,
        "depot": '<path d="M3.5 20V9.5L12 4.5l8.5 5V20z"/><path d="M8 20v-7h8v7zM8 16.5h8" {f}/>',
        "camp": '<path d="M12 4.5L3 19.5h18zM12 11l-4 8.5h8z" {f}/>',
        "barracks": (
            '<path d="M3 20V10l9-5 9 5v10z"/><path d="M6.5 12.5h3M14.5 12.5h3M6.5 16h3M14.5 16h3"/>'
            '<path d="M10.5 20v-6h3v6z" {f}/>'
        ),
        "command_post": _FLAG,
        "fuel_depot": (
            '<path d="M5 7c0-3.5 14-3.5 14 0v11c0 3.5-14 3.5-14 0z"/>'
            '<path d="M5 7c0 3.5 14 3.5 14 0M5 12.5c0 3.5 14 3.5 14 0"/>'
        ),
        "hospital": _CROSS,
        "medical": _CROSS,
        "nuclear_store": _TREFOIL,
        "shipyard": '<path d="M3 14h18l-3 6H6z" {f}/><path d="M8 14V9h5v5M13 6l6-2v10"/>',
        "test_site": _TARGET,
        "monitoring_centre": _EYE,
        "observer_mission": _EYE,
        "observer": _EYE,
        "comms": _MAST,
        "seismic": '<path d="M2.5 12.5H6l2-5.5 3.5 12.5 3-15 2.5 8h4.5"/>',
        "garrison": (
            '<path d="M4 20v-9l8-6.5L20 11v9z" {f}/>'
            '<path d="M10 20v-5.5h4V20" stroke="{body}" fill="{body}"/>'
        ),
        "training_ground": _TARGET,
        "exercise": _TARGET,
        "border_detachment": _POST,
        "border_guard": _POST,
        "detachment_hq": _POST,
        "outpost": _POST,
        "training_centre": _TARGET,
        "space_tracking": (
            '<path d="M4.5 15.5a7.5 7.5 0 0 1 15 0z" {f}/><path d="M4 19.5h16M13 8l3.5-4.5"/>'
        ),
        "radar": _RADAR,
        "cosmodrome": (
            '<path d="M12 2.5c3 2.5 4 6 4 9V16H8v-4.5c0-3 1-6.5 4-9z" {f}/>'
            '<path d="M8 12.5l-3 4v2.5l3-1.5M16 12.5l3 4v2.5l-3-1.5M12 18v3.5"/>'
        ),
        "anti_tank": '<path d="M4 19.5L12 4.5l8 15" stroke-width="2.4"/>',
        "chemical": (
            '<path d="M9 3.5h6M10 3.5v6l-5 9c-.6 1.2 0 2 1.2 2h11.6c1.2 0 1.8-.8 1.2-2l-5-9v-6"/>'
            '<path d="M8.2 14h7.6l2.7 5H5.5z" {f}/>'
        ),
        "combined_arms": (
            '<path d="M7 6.5h10a5.5 5.5 0 0 1 0 11H7a5.5 5.5 0 0 1 0-11z"/>'
            '<path d="M6.5 7l11 10M17.5 7l-11 10"/>'
        ),
        "electronic_warfare": _MAST,
        "helicopter": (
            '<path d="M3 5.5h16M11 5.5V9M6 9h8c3 0 4.5 2.5 4.5 5.5H8C6 14.5 6 12 6 9z" {f}/>'
            '<path d="M6 11L2.5 9.5M7.5 18.5h10M9.5 14.5v4M14.5 14.5v4"/>'
        ),
        "maintenance": (
            '<path d="M16.5 4a4.5 4.5 0 0 0-4.3 6L4.5 17.7l1.8 1.8L14 11.8a4.5 4.5 0 0 0 6-4.3'
            'l-2.7 1.6-2.2-2.2z" {f}/>'
        ),
        "military_police": _STAR,
        "mortar": '<path d="M12 16V4.5M8.5 8L12 4.5 15.5 8"/><circle cx="12" cy="18.5" r="2"/>',
        "mountain": '<path d="M2.5 19.5L9.5 6l4 7 2.5-4 5.5 10.5z" {f}/>',
        "psychological": '<path d="M4 9.5h4l7-4.5v14l-7-4.5H4z" {f}/><path d="M18 9v6M20.5 7v10"/>',
        "rocket_artillery": (
            '<path d="M4.5 19.5L15 9M8.5 20.5l9-9M3.5 15.5l9-9"/>'
            '<path d="M19.5 4.5l-1 6.5-5.5-5.5z" {f}/>'
        ),
        "transport": _WHEEL,
        "unmanned": '<path d="M3 8l9 4 9-4v3l-9 6-9-6z" {f}/>',
        "air_defence": _DOME,
        "air_defence_site": _DOME,
        "air_assault": _PARACHUTE,
        "airborne": _PARACHUTE,
        "signals": '<path d="M13.5 3L6 13.5h5L10 21l8-11h-5z" {f}/>',
        "infantry": '<path d="M5 6.5l14 11M19 6.5l-14 11" stroke-width="2.6"/>',
        "motor_rifle": (
            '<path d="M3.5 13.5L7 9.5h9.5l4 4v2.5h-17zM12 9.5V7h7" {f}/>'
            '<circle cx="7.5" cy="18" r="1.7" {f}/><circle cx="16.5" cy="18" r="1.7" {f}/>'
        ),
        "armour": (
            '<path d="M3 15.5c0-2 1.5-3 3-3h12c1.5 0 3 1 3 3s-1.5 3.5-3 3.5H6c-1.5 0-3-1.5-3-3.5z'
            'M8 12.5V8.5h7v4z" {f}/><path d="M15 10h6.5"/>'
        ),
        "artillery": '<circle cx="12" cy="12" r="5.5" {f}/>',
        "engineer": '<path d="M3.5 18V8h17v10M12 8v10" stroke-width="2.4"/>',
        "logistics": (
            '<path d="M3 7.5h11v9H3zM14 10.5h4l3 3v3h-7z" {f}/>'
            '<circle cx="7.5" cy="18" r="1.7" {f}/><circle cx="17" cy="18" r="1.7" {f}/>'
        ),
        "police": _STAR,
        "special_forces": '<path d="M12 3v12M8 14.5h8M12 15v5.5'
        'M4 6c1 5 3 7 6 7M20 6c-1 5-3 7-6 7"/>',
        "bridge": _BRIDGE,
        "crossing": _CROSSING,
        "contingent": '<path d="M4 14.5a8 8.5 0 0 1 16 0v1H4z" {f}/><path d="M6.5 19h11"/>',
        "treaty": _DOCUMENT,
        "agreement": _DOCUMENT,
        "programme": _DOCUMENT,
        "decision": _DOCUMENT,
        "procurement": (
            '<path d="M4.5 8L12 4l7.5 4v8.5L12 20.5l-7.5-4zM4.5 8l7.5 4 7.5-4M12 12v8"/>'
        ),
        "summit": _PEOPLE,
        "refugees": _PEOPLE,
        "mobilisation": _PEOPLE,
        "statement": '<path d="M4 5h16v10.5h-8.5L7 20v-4.5H4z"/><path d="M8 9h8M8 12h5"/>',
        "operation": _ARROW,
        "deployment": _ARROW,
        "withdrawal": '<path d="M18.5 5.5L6.5 17.5M6 9.5V18h8.5" stroke-width="2.6"/>',
        "institution": (
            '<path d="M4 9.5L12 4l8 5.5z" {f}/>'
            '<path d="M6.5 11v6.5M10.2 11v6.5M13.8 11v6.5M17.5 11v6.5M4 20h16"/>'
        ),
        "crisis": _ALARM,
        "incident": _ALARM,
        "battle": '<path d="M5 5l14 14M19 5L5 19M15 19.5l4.5-4.5M9 19.5L4.5 15"/>',
        "alliance": _STAR,
        "status": _FLAG,
        "offensive": _FLAG,
        "handover": _CROSSING,
    }
)


def glyph(kind: str, *, ink: str, body: str) -> str:
    """Return a glyph's SVG in the given colours. KeyError if there is none of that kind."""
    return GLYPHS[kind].replace("{f}", f'fill="{ink}"').replace("{body}", body)
