"""A Dash app around the map: a chart and a table of the day that its slider shows.

Run it with ``python examples/dash_app.py``; it needs ``pip install "csto-map[web]"``.
"""

import dash_ag_grid as dag
import plotly.graph_objects as go
from dash import Dash, Input, Output, State, callback, dcc, html, no_update

from csto_map import Atlas
from csto_map.dash import TimeMap

ATLAS = Atlas.load()
COLUMNS = ["name", "country", "operator", "personnel_low", "personnel_high", "personnel_as_of"]

app = Dash(__name__, title="Bases and people")
app.layout = html.Main(
    [
        TimeMap(id="map", atlas=ATLAS, date="2009-06-14", view="central-asia"),
        dcc.Graph(id="strengths", config={"displayModeBar": False}),
        dag.AgGrid(
            id="bases",
            columnDefs=[{"field": name} for name in COLUMNS],
            columnSize="responsiveSizeToFit",
            getRowId="params.data.id",
        ),
    ]
)


@callback(Output("strengths", "figure"), Output("bases", "rowData"), Input("map", "date"))
def show(date):
    """Say who has how many people where on the map's day, and list the bases."""
    people = [one for one in ATLAS.personnel(day=date) if one.high]
    pairs = [f"{one.operator} in {one.host}" for one in people]
    figure = go.Figure(
        [
            go.Bar(name="at least", x=pairs, y=[one.low for one in people]),
            go.Bar(name="at most", x=pairs, y=[one.high for one in people]),
        ],
        {"title": {"text": f"People abroad on {date}"}, "height": 320},
    )
    bases = ATLAS.at(date).bases[["site_id", *COLUMNS]].astype(object)
    rows = bases.where(bases.notna(), None).to_dict("records")
    return figure, [{**row, "id": f"site:{row['site_id']}"} for row in rows]


@callback(Output("map", "selection"), Input("bases", "cellClicked"), State("map", "selection"))
def select(cell, selected):
    """Select on the map what is clicked in the table."""
    return cell["rowId"] if cell and cell["rowId"] != selected else no_update


if __name__ == "__main__":
    app.run()
