"""Which rows rest on which source."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import fields

from csto_map.facts import schema
from csto_map.facts.tables import Tables


def cited_by(tables: Tables) -> dict[str, dict[str, list[str]]]:
    """
    Say which rows cite each source.

    Returns
    -------
    cited
        source_id -> table -> ids of rows, in the order of the table; a source that
        nobody cites is not in it.
    """
    cited: dict[str, dict[str, list[str]]] = defaultdict(lambda: defaultdict(list))
    for table in fields(tables):
        key = schema.TABLES[table.name].key
        for row in getattr(tables, table.name):
            for source in dict.fromkeys(getattr(row, "source_ids", ())):
                cited[source][table.name].append(getattr(row, key))
    return {source: dict(by_table) for source, by_table in cited.items()}
