"""The words that tables may hold: echelons, arms, kinds of sites and events, roles.

Those of the symbol standard are known to every atlas. ``atlas.toml`` declares more
(``[[echelons]]``, ``[[arms]]``, ``[[site_kinds]]``, ``[[event_kinds]]``, ``[[roles]]``), each
drawn like one that is known.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from types import MappingProxyType
from typing import Literal

Section = Literal["echelons", "arms", "site_kinds", "event_kinds", "roles"]
SECTIONS: tuple[Section, ...] = ("echelons", "arms", "site_kinds", "event_kinds", "roles")
# Where the words of a section are among those of the interface.
SPOKEN: Mapping[Section, str] = MappingProxyType(
    {
        "echelons": "echelon",
        "arms": "kind",
        "site_kinds": "kind",
        "event_kinds": "kind",
        "roles": "role",
    }
)
# Columns of the tables whose cells are words of a section.
COLUMNS: Mapping[tuple[str, str], Section] = MappingProxyType(
    {
        ("sites", "kind"): "site_kinds",
        ("units", "echelon"): "echelons",
        ("units", "arm"): "arms",
        ("deployments", "role"): "roles",
        ("groupings", "echelon"): "echelons",
        ("groupings", "arm"): "arms",
        ("events", "kind"): "event_kinds",
    }
)


@dataclass(frozen=True, slots=True)
class Size:
    """
    How large a body of troops of one echelon is.

    `place` is 0 for the largest; `most` people are the most that any has on record, with room
    to spare: beyond, a figure is a slip of the pen.
    """

    place: int
    most: int


@dataclass(frozen=True, slots=True)
class Vocabulary:
    """
    The words of an atlas.

    `drawn` says by section what each word is drawn like, itself in most cases; `sizes` are
    those of the echelons, and `texts` what the words that ``atlas.toml`` declares are called:
    section of the interface's words -> word -> language -> text.
    """

    drawn: Mapping[Section, Mapping[str, str]]
    sizes: Mapping[str, Size]
    texts: Mapping[str, Mapping[str, Mapping[str, str]]]

    def words(self, table: str, column: str) -> tuple[str, ...]:
        """List the words that a column may hold; none for a column that is not of words."""
        section = COLUMNS.get((table, column))
        return tuple(self.drawn[section]) if section else ()

    def like(self, section: Section, word: str) -> str:
        """Name the known word that a word is drawn like; one that is not there is itself."""
        return self.drawn[section].get(word, word)

    def place(self, echelon: str) -> int:
        """Say how large an echelon is: 0 for the largest; one that is not there comes last."""
        size = self.sizes.get(echelon)
        return size.place if size else len(_TIERS)

    def spoken(self, section: str, language: str) -> Mapping[str, str]:
        """Give what the atlas's own words of a section are called in a language."""
        named = self.texts.get(section, {})
        return {word: text.get(language) or text["en"] for word, text in named.items()}


# Echelons, the largest first; those that stand together are of one size. With each the most
# people, and what it is drawn like where the standard has no mark of its own for it.
_TIERS: tuple[tuple[tuple[str, int, str], ...], ...] = (
    (("command", 5_000_000, ""),),
    (("region", 5_000_000, ""), ("theatre", 5_000_000, "region")),
    (
        ("army_group", 2_000_000, ""),
        ("front", 2_000_000, "army_group"),
        ("district", 1_000_000, "army_group"),
        ("group_of_forces", 1_000_000, "army_group"),
    ),
    (("army", 200_000, ""),),
    # At sea; the standard's marks are for land.
    (("fleet", 200_000, "army_group"),),
    (("flotilla", 100_000, "army"),),
    (("corps", 200_000, ""),),
    (("division", 40_000, ""),),
    # Has no size of its own, hence no mark.
    (("base", 30_000, ""),),
    (("brigade", 20_000, ""), ("wing", 20_000, "brigade")),
    (("regiment", 10_000, ""),),
    (("battalion", 3_000, ""), ("squadron", 3_000, "battalion")),
    (("company", 1_000, ""), ("battery", 1_000, "company")),
    # On a map all that is smaller is equally small.
    (("platoon", 300, ""), ("section", 100, ""), ("squad", 100, ""), ("team", 100, "")),
)
_ARMS = (
    *("air_assault", "air_defence", "airborne", "anti_tank", "armour", "artillery", "aviation"),
    *("border_guard", "chemical", "combined_arms", "electronic_warfare", "engineer"),
    *("headquarters", "helicopter", "infantry", "logistics", "maintenance", "marine", "medical"),
    *("military_police", "missile", "mortar", "motor_rifle", "mountain", "navy", "observer"),
    *("police", "psychological", "radar", "rocket_artillery", "signals", "special_forces"),
    *("transport", "unmanned"),
)
_ARMS_LIKE = {
    "cavalry": "observer",
    "coastal_artillery": "artillery",
    "mechanised": "motor_rifle",
    "naval": "navy",
    "railway": "transport",
    "reconnaissance": "observer",
    "tank": "armour",
}
_SITE_KINDS = (
    *("air_base", "air_defence_site", "barracks", "border_detachment", "camp", "command_post"),
    *("comms", "cosmodrome", "depot", "fuel_depot", "garrison", "headquarters", "hospital"),
    *("missile_base", "monitoring_centre", "naval_base", "naval_test", "nuclear_store"),
    *("observer_mission", "radar", "seismic", "shipyard", "space_tracking", "test_site"),
    *("training_centre", "training_ground"),
)
_EVENT_KINDS = (
    *("agreement", "alliance", "battle", "bridge", "crisis", "crossing", "decision"),
    *("deployment", "exercise", "handover", "incident", "institution", "mobilisation"),
    *("offensive", "operation", "procurement", "programme", "refugees", "statement"),
    *("status", "summit", "treaty", "withdrawal"),
)
_ROLES = (
    *("stationed", "rapid_deployment", "rapid_reaction", "joint", "peacekeeping"),
    *("intervention", "training", "transit"),
)


def _known() -> Vocabulary:
    echelons = {word: like or word for tier in _TIERS for word, _, like in tier}
    sizes = {w: Size(k, most) for k, tier in enumerate(_TIERS) for w, most, _ in tier}
    drawn: dict[Section, Mapping[str, str]] = {
        "echelons": echelons,
        "arms": {word: word for word in _ARMS} | _ARMS_LIKE,
        "site_kinds": {word: word for word in _SITE_KINDS},
        "event_kinds": {word: word for word in _EVENT_KINDS},
        "roles": {word: word for word in _ROLES},
    }
    return Vocabulary(drawn, sizes, {})


# The words that every atlas has.
KNOWN = _known()


@dataclass(frozen=True, slots=True)
class Declared:
    """
    A word that an atlas declares.

    `like` is a known word, or "" for a known word that is only said otherwise; `most` is for
    echelons, None for that of the one that it is drawn like.
    """

    section: Section
    word: str
    like: str
    texts: Mapping[str, str]
    most: int | None = None


def extended(words: Iterable[Declared]) -> Vocabulary:
    """Give the known words with those that an atlas declares, which speak before them."""
    drawn = {section: dict(KNOWN.drawn[section]) for section in SECTIONS}
    sizes = dict(KNOWN.sizes)
    texts: dict[str, dict[str, Mapping[str, str]]] = {}
    for one in words:
        like = one.like or one.word
        drawn[one.section][one.word] = KNOWN.like(one.section, like)
        texts.setdefault(SPOKEN[one.section], {})[one.word] = one.texts
        if one.section == "echelons":
            size = KNOWN.sizes.get(like, Size(len(_TIERS), 0))
            sizes[one.word] = Size(size.place, size.most if one.most is None else one.most)
    return Vocabulary(drawn, sizes, texts)
