"""What each choice of ``atlas.toml`` may name: held by the check, offered by the editor."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable, Mapping
from collections.abc import Set as AbstractSet
from dataclasses import dataclass

from csto_map.facts.config import Config
from csto_map.facts.vocabulary import KNOWN, SECTIONS

# Layers have code of their own: an atlas chooses among them and names them.
LAYERS = (
    "states",
    "bases",
    "units",
    "detachments",
    "border",
    "crossings",
    "events",
    "contingents",
)
# Accents of groups of owners; whoever is in none is a host. Every style draws them all.
ACCENTS = ("lead", "joint", "guest", "fourth", "fifth", "sixth", "seventh", "eighth")
# Line styles of guards; every style draws them all.
GUARD_LINES = ("first", "second", "third", "fourth", "fifth", "sixth", "seventh")
# Owners that are rows of no table.
NOBODY = "JOINT"


@dataclass(frozen=True, slots=True)
class May:
    """
    What may be named.

    `where` says where it is listed, "" where all of it can be told; `tables` are those whose
    rows it names by their ids.
    """

    there: Collection[str]
    where: str = ""
    tables: tuple[str, ...] = ()


def allowed(
    choices: Config,
    ids: Mapping[str, AbstractSet[str]],
    texts: Callable[[str, str], AbstractSet[str]],
    spoken: Iterable[str],
) -> dict[str, May]:
    """
    Say by the place of a choice what it may name.

    Parameters
    ----------
    ids
        Ids of every table.
    texts
        Gives all texts in a column of a table.
    spoken
        Languages that the interface has words in.

    Returns
    -------
    allowed
        ``views.hosts`` is a choice of each view, ``groups`` a name in a table of names and
        ``groups.*`` what belongs to each. Choices that are not here name nothing.
    """
    views = May([view.id for view in choices.views])
    layers = May([layer.id for layer in choices.layers])
    lenses = May([lens.id for lens in choices.lenses])

    def rows(*tables: str, also: Iterable[str] = ()) -> May:
        named = [f"{table}.csv" for table in tables]
        where = f"{', '.join(named[:-1])} or {named[-1]}" if named[1:] else named[0]
        # Of a table that could not be read nobody can say what is not in it.
        there: AbstractSet[str] = ids[tables[0]]
        for table in tables[1:]:
            there = there | ids[table]
        more = set(also)
        return May(there | more, ", or ".join([where, *sorted(more)]), tables)

    def column(table: str, name: str) -> May:
        return May(texts(table, name), f"{table}.csv, column {name}")

    countries, orgs, sources = rows("countries"), rows("organizations"), rows("sources")
    groupings, figures, events = rows("groupings"), rows("figures"), rows("events")
    return {
        "languages": May(list(spoken)),
        "default_lens": lenses,
        "default_view": views,
        "default_layers": layers,
        "treaties": orgs,
        "near_side": column("border_guards", "side"),
        "boundary_source_ids": sources,
        "ground_source_ids": sources,
        "gazetteer_source_ids": sources,
        "lenses.orgs": orgs,
        "layers.id": May(LAYERS),
        "views.hosts": countries,
        "views.insets.view": views,
        "org_phrases": orgs,
        "groups": May(ACCENTS),
        "groups.*": rows("countries", "organizations", also=[NOBODY]),
        "group_titles": May((*ACCENTS, "host")),
        "where": countries,
        "guards": countries,
        "guards.*": May(GUARD_LINES),
        "guard_titles": May(list(choices.guards)),
        "peoples.country": countries,
        "not_covered.hosts": countries,
        "missions.host": countries,
        "missions.operation": column("contingents", "operation"),
        "missions.grouping": groupings,
        "missions.parts": groupings,
        "turns.event": events,
        "turns.views": views,
        "questions.view": views,
        "questions.org": lenses,
        "questions.layers": layers,
        **{f"{one}.like": May(KNOWN.drawn[one]) for one in SECTIONS if one != "roles"},
        "charts.seizures.topic": column("figures", "topic"),
        "charts.seizures.whole": figures,
        "charts.seizures.several": figures,
        "charts.exercises.topic": column("figures", "topic"),
        "charts.exercises.kind": May(choices.vocabulary.drawn["event_kinds"]),
        "charts.exercises.leave_out": figures,
        "charts.parts": groupings,
        "charts.parts.*": rows("units"),
        "charts.border.guard": countries,
        "charts.border.subjects": rows("sites", "units", "groupings"),
        "charts.border.figures": figures,
        "movements.roots": countries,
        "movements.operations.host": countries,
        "movements.forces.grouping": groupings,
        "movements.forces.site": rows("sites"),
    }
