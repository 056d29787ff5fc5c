"""The plain way a Dash user would write the map: slider, server callback, whole figure.

It draws the same geometry and the same facts with the same figure code as the atlas;
only the way to the screen differs. It is what the atlas is measured against.
"""

from __future__ import annotations

import socket
import sys
from datetime import date

from dash import Dash, Input, Output, dcc, html

from csto_map.atlas import Atlas
from csto_map.picture import figure, scene


def make(atlas: Atlas) -> Dash:
    """Make the plain app: its slider has one step a day, as ours has."""
    app = Dash(__name__)
    first, last = atlas.first.toordinal(), atlas.horizon.toordinal()
    app.layout = html.Div(
        [
            dcc.Graph(id="map", style={"height": "720px"}, config={"scrollZoom": True}),
            dcc.Slider(
                id="day",
                min=first,
                max=last,
                step=1,
                value=atlas.config.default_date.toordinal(),
                marks=None,
                updatemode="drag",
            ),
        ]
    )

    @app.callback(Output("map", "figure"), Input("day", "value"))
    def draw(ordinal: int) -> object:
        return figure.to_figure(scene.build(atlas, date.fromordinal(ordinal)))

    return app


def serve(port: int) -> None:
    """Serve on a port, 0 for a free one, and print where."""
    with socket.socket() as listener:
        listener.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        listener.bind(("127.0.0.1", port))
        port = listener.getsockname()[1]
    print(f"Plain Dash is running on http://127.0.0.1:{port}/", flush=True)
    make(Atlas.load()).run(port=port, debug=False)


if __name__ == "__main__":
    serve(int(sys.argv[1]))
