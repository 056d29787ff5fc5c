"""The public classes: the atlas and its snapshots, which here can draw themselves.

Everything else in the library knows `csto_map.atlas.Atlas`, which knows no pictures.
"""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING, Any

from csto_map import atlas
from csto_map.history import snapshot

if TYPE_CHECKING:
    import plotly.graph_objects as go


class Snapshot(snapshot.Snapshot):
    """The alliance on one day, which can be drawn."""

    __doc__ = snapshot.Snapshot.__doc__

    def __init__(self, facts: Atlas, day: date) -> None:
        super().__init__(facts, day, facts.headcount, facts.findings_in(facts.language))
        self._atlas = facts

    def figure(self, **options: Any) -> go.Figure:  # noqa: ANN401 - what a scene takes
        """
        Draw the snapshot as a Plotly figure that needs no network.

        Parameters
        ----------
        **options
            As for `csto_map.picture.scene.build`: view, lens, layers, style, width, height,
            icons, box, language, times, filters, user_layers, slots.
        """
        # Only whoever asks for a picture pays for the import.
        from csto_map.picture import figure, scene

        return figure.to_figure(scene.build(self._atlas, self.date, **options))


class Atlas(atlas.Atlas):
    """Checked facts, asked by date; its snapshots can be drawn."""

    __doc__ = atlas.Atlas.__doc__

    def at(self, day: date | str) -> Snapshot:
        """
        Say what held on one day.

        Parameters
        ----------
        day
            A date, an ISO 8601 string or an EDTF string; an imprecise one
            ("2004-10") means its earliest day.

        Raises
        ------
        BadDate
            A ValueError: `day` cannot be read as a date.
        DateOutOfRange
            A ValueError: `day` is not between the first day and the horizon.
        """
        return Snapshot(self, self.day(day))
