"""The public classes: the atlas and its snapshots, which here can draw themselves.

Everything else in the library knows `csto_map.atlas.Atlas`, which knows no pictures.
"""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING, Any

from csto_map import atlas
from csto_map.facts import ids
from csto_map.history import snapshot
from csto_map.history.snapshot import Records
from csto_map.query.annotations import Annotations
from csto_map.query.kinds import Given

if TYPE_CHECKING:
    import plotly.graph_objects as go

    from csto_map.exchange.writing.explorer import Explorer


class Snapshot(snapshot.Snapshot):
    """The alliance on one day, which can be drawn."""

    __doc__ = snapshot.Snapshot.__doc__

    def __init__(self, facts: Atlas, day: date) -> None:
        super().__init__(facts, day, facts.headcount, facts.findings_in(facts.language))
        self._atlas = facts

    def figure(
        self,
        *,
        width: int = 1280,
        height: int = 720,
        bare: bool = False,
        annotations: str = "",
        **options: Any,  # noqa: ANN401 - what a scene takes
    ) -> go.Figure:
        """
        Draw the snapshot as a Plotly figure that needs no network.

        What is found on the day is its title, the date its subtitle; a legend stands beside
        the map and the notes below it. Hovering tells what the page tells under its pointer.

        Parameters
        ----------
        width, height
            In pixels; the map has what is left, and long notes make the figure higher.
        bare
            The map alone, as large as the figure.
        annotations
            What to write on the map, as a link has it: ``text:69.24,41.3:My words``, with ``~``
            between several.
        **options
            As for `csto_map.picture.scene.build`: view, lens, layers, style, icons, ground,
            numbers, box, language, times, filters, user_layers, slots.

        Raises
        ------
        BadOption
            As for `csto_map.picture.scene.build`, for a figure too small for a map too.
        """
        # Only whoever asks for a picture pays for the import.
        from csto_map.picture import figure, scene
        from csto_map.sheet import figure_sheet

        room = figure_sheet.Room()
        size = (width, height) if bare else room.map_size(width, height)
        written = annotations and Annotations().read("annotations", annotations, Given(self._atlas))
        made = scene.build(
            self._atlas,
            self.date,
            width=size[0],
            height=size[1],
            annotations=written or (),
            **options,
        )
        strengths = self._strengths_told(made.language)
        if bare:
            return figure.to_figure(made, strengths)
        return figure_sheet.furnished(made, room, strengths)

    def explore(self, **options: Any) -> Explorer:  # noqa: ANN401 - what a figure takes
        """
        Look around on the day: a map that notebooks show, on our own ground, without a network.

        Drag and scroll the map; click a state, a site or a sector, and all columns of its rows
        stand beside it, with their sources. It is a whole HTML document, which `save` writes.

        Parameters
        ----------
        **options
            As for `figure`.
        """
        from csto_map.exchange.writing import explorer

        figure = self.figure(**options)
        language = str(options.get("language", "en"))
        return explorer.explorer(self._atlas, self.date, figure, language)

    def _strengths_told(self, language: str) -> dict[str, str]:
        """Say the strengths that count on the day, by the id of their mark."""
        speech = self._atlas.speech(language)
        people = str(speech.words["card"]["people"])
        told: dict[str, str] = {}
        subjects: tuple[tuple[ids.Kind, str, Records], ...] = (
            ("site", "site_id", self.records("bases")),
            ("deployment", "deployment_id", self.records("garrisons")),
            ("grouping", "grouping_id", self.records("groupings")),
        )
        for kind, key, rows in subjects:
            for row in rows:
                if row["personnel_as_of"]:
                    count = speech.range(row["personnel_low"], row["personnel_high"])
                    told[ids.make(kind, row[key])] = speech.figure(
                        people.format(n=count),
                        speech.date(row["personnel_as_of"]),
                        row["personnel_age"],
                    )
        return told


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
