"""Time what a Python user would write instead of the atlas, beside the atlas, in one run.

``make bench-rivals`` installs what it needs (``requirements/bench.lock``, and from npm the
scripts that folium's page wants) and runs it. Each draws what it can of the same facts:

- `plotly.express` with ``animation_frame``: sites and units as points of `scatter_geo`, a frame a
  month, over the outlines of today;
- folium's `TimestampedGeoJson`: the same points and outlines; its scripts are served from a folder;
- matplotlib with GeoPandas: a picture of a day, and a film of it by `FuncAnimation`.

None of them has statuses of the day, names that keep out of each other's way, numbers,
movements, sources or a link; what is compared is the time to the same day on the screen.
"""

from __future__ import annotations

import argparse
import re
import statistics
import sys
import tempfile
import time
from collections.abc import Callable
from datetime import date, timedelta
from pathlib import Path
from urllib.parse import urlsplit

import bench
import pandas as pd
import step_bench as stepping
from playwright.sync_api import Browser, Page, Route, sync_playwright

from csto_map.atlas import Atlas
from csto_map.export import options, still

SIZE = {"width": 1440, "height": 900}
STEPS = 24
FRAMES = 24
# Puts a month on the screen and says when it is there.
EXPRESS = """async (months) => {
  const plot = document.querySelector('.js-plotly-plot');
  const frame = () => new Promise((r) => requestAnimationFrame(() => setTimeout(r, 0)));
  const at = { duration: 0, redraw: true };
  const now = { mode: 'immediate', frame: at, transition: { duration: 0 } };
  const times = [];
  for (const month of months) {
    await frame();
    const t = performance.now();
    await Plotly.animate(plot, [month], now);
    await frame();
    times.push(performance.now() - t);
  }
  return times;
}"""
TIMED = """() => window.L &&
  Object.values(window).find((one) => one instanceof L.Map)?.timeDimension"""
FOLIUM = """async (months) => {
  const map = Object.values(window).find((one) => one instanceof L.Map);
  const frame = () => new Promise((r) => requestAnimationFrame(() => setTimeout(r, 0)));
  const times = [];
  for (const month of months) {
    await frame();
    const t = performance.now();
    map.timeDimension.setCurrentTime(Date.parse(month));
    await frame();
    times.push(performance.now() - t);
  }
  return times;
}"""


def points(atlas: Atlas) -> pd.DataFrame:
    """Give a row for each site and unit on the first day of each month."""
    day, rows = date(atlas.first.year + 1, 1, 1), []
    while day <= atlas.horizon:
        seen = atlas.at(day)
        for kind, frame in (("site", seen.bases), ("unit", seen.garrisons)):
            placed = frame[frame.geometry.notna()]
            names = placed["name" if kind == "site" else "unit"]
            rows += [
                (day.isoformat(), kind, name, place.x, place.y)
                for name, place in zip(names, placed.geometry, strict=True)
            ]
        day = (day + timedelta(days=32)).replace(day=1)
    return pd.DataFrame(rows, columns=["month", "kind", "name", "lon", "lat"])


def express(atlas: Atlas, told: pd.DataFrame, path: Path) -> None:
    """Write the page that plotly.express makes."""
    import plotly.express as px
    import plotly.graph_objects as go

    figure = px.scatter_geo(
        *(told,), lat="lat", lon="lon", color="kind", hover_name="name", animation_frame="month"
    )
    outlines = atlas.boundaries("coarse", atlas.horizon)
    figure.add_trace(
        go.Choropleth(
            geojson=outlines.__geo_interface__,
            locations=[str(k) for k in range(len(outlines))],
            z=[0] * len(outlines),
            featureidkey="id",
            showscale=False,
        )
    )
    # Its own outlines would be fetched from elsewhere.
    figure.update_geos(visible=False, lonaxis_range=[15, 95], lataxis_range=[30, 75])
    figure.write_html(path, include_plotlyjs=True, auto_play=False)


def timestamped(atlas: Atlas, told: pd.DataFrame, path: Path) -> None:
    """Write the page that folium makes."""
    import folium
    from folium.plugins import TimestampedGeoJson

    base = folium.Map([50, 60], zoom_start=4, tiles=None)
    folium.GeoJson(atlas.boundaries("coarse", atlas.horizon)[["geometry"]]).add_to(base)
    features = [
        {
            "type": "Feature",
            "geometry": {"type": "Point", "coordinates": [row.lon, row.lat]},
            "properties": {"times": [row.month], "popup": row.name, "icon": "circle"},
        }
        for row in told.itertuples(index=False, name="Row")
    ]
    TimestampedGeoJson(
        {"type": "FeatureCollection", "features": features},
        period="P1M",
        duration="P1M",
        auto_play=False,
    ).add_to(base)
    base.save(str(path))


def page_of(browser: Browser, path: Path, packages: Path | None, ready: str) -> tuple[Page, float]:
    """Open a written page; give it, and the ms until it can be used."""
    page = browser.new_page(viewport=SIZE)

    def local(route: Route) -> None:
        asked = urlsplit(route.request.url).path.rpartition("/")[2]
        # Packages of npm name a file without its version, and not all are minified.
        plain = re.sub(r"-\d[\d.]*(?=\.min)", "", asked)
        names = (asked, plain, plain.replace(".min.", "."))
        file = next((f for n in names if n for f in packages.rglob(n)), None) if packages else None
        # What only looks different without it (icons, themes) is left out.
        route.fulfill(path=file) if file else route.abort()

    page.route(lambda url: not url.startswith("file:"), local)
    began = time.perf_counter()
    page.goto(path.as_uri())
    page.wait_for_function(ready, timeout=180_000)
    page.evaluate(stepping.FRAME)
    return page, 1000 * (time.perf_counter() - began)


def pages(atlas: Atlas, packages: Path | None) -> None:
    """Time the pages: until they can be used, their weight, and a step."""
    print(f"{'page':34} {'usable ms':>10} {'weight MB':>10} {'step p50':>9} {'p95':>7}")
    told = points(atlas)
    months = sorted(set(told["month"]))
    asked = months[:: max(1, len(months) // STEPS)][:STEPS]
    with sync_playwright() as playwright, tempfile.TemporaryDirectory() as home:
        browser = bench.launch(playwright)
        with bench.server(bench.SERVE) as url:
            stepping.visit(browser, url)[0].close()
            page, usable, seen = stepping.visit(browser, url)
            page.wait_for_load_state("networkidle")
            weight = sum(map(stepping.weight, seen)) / 1e6
            row("the atlas", usable, weight, page.evaluate(stepping.STEPS, asked)["step"])
            page.close()
        path = Path(home) / "express.html"
        express(atlas, told, path)
        page, usable = page_of(browser, path, None, "() => document.querySelector('.geolayer')")
        row("plotly.express, animation_frame", usable, size(path), page.evaluate(EXPRESS, asked))
        page.close()
        if packages is None:
            print("  no scripts for folium's page: not measured")
            return
        path = Path(home) / "folium.html"
        timestamped(atlas, told, path)
        page, usable = page_of(browser, path, packages, TIMED)
        row("folium, TimestampedGeoJson", usable, size(path), page.evaluate(FOLIUM, asked))
        browser.close()


def size(path: Path) -> float:
    """Megabytes of a file."""
    return path.stat().st_size / 1e6


def row(what: str, usable: float, weight: float, steps: list[float]) -> None:
    """Print a line of the table of pages."""
    p50, p95 = bench.p50(steps), bench.p95(steps)
    print(f"{what:34} {usable:>10.0f} {weight:>10.2f} {p50:>9.1f} {p95:>7.1f}", flush=True)


def pictures(atlas: Atlas) -> None:
    """Time a still of 1080p, warm, and a film of two years at 960 by 540 as GIF."""
    import matplotlib as mpl

    mpl.use("Agg")
    from matplotlib import pyplot as plt
    from matplotlib.animation import FuncAnimation, PillowWriter

    outlines = atlas.boundaries("coarse", atlas.horizon)

    def draw(axes: plt.Axes, day: date) -> None:
        axes.clear()
        seen = atlas.at(day)
        outlines.plot(ax=axes, color="#f4f1e9", edgecolor="#b9b2a3")
        seen.states().plot(ax=axes, column="status", legend=True)
        seen.bases.plot(ax=axes, color="#9c2430", markersize=12)
        axes.set(xlim=(15, 95), ylim=(30, 75), title=day.isoformat())

    with tempfile.TemporaryDirectory() as home:
        figure, axes = plt.subplots(figsize=(19.2, 10.8), dpi=100)

        def plain() -> None:
            draw(axes, date(2009, 6, 14))
            figure.savefig(Path(home) / "a.png")

        asked = options.read(atlas, {"date": "2009-06-14", "size": "1920x1080"})
        print(f"\n{'still, 1080p PNG, warm':34} {'CPU s':>8} {'wall s':>8}")
        timed("the atlas", lambda: still.render(atlas, asked, "png"))
        timed("matplotlib with GeoPandas", plain)
        months = [date(2003 + k // 12, 1 + k % 12, 1) for k in range(FRAMES)]
        small, axes_ = plt.subplots(figsize=(9.6, 5.4), dpi=100)
        film = FuncAnimation(small, lambda k: draw(axes_, months[k]), frames=FRAMES)
        print(f"\n{f'film, {FRAMES} months, 960x540 GIF':34} {'CPU s':>8} {'wall s':>8}")
        timed("the atlas", lambda: atlas_film(atlas, Path(home) / "b.gif"), times=1)
        write = PillowWriter(fps=4)
        timed("matplotlib, FuncAnimation", lambda: film.save(Path(home) / "c.gif", write), times=1)


def atlas_film(atlas: Atlas, path: Path) -> None:
    """Make the film of the same months."""
    from csto_map.export.films import film, film_options

    asked = {"from": "2003-01", "to": "2004-12", "step": "month", "size": "960x540", "dwell": "0"}
    film.make(atlas, film_options.read(atlas, asked), path)


def timed(what: str, act: Callable[[], object], times: int = 5) -> None:
    """Print the median of the processor's and the wall's seconds; the first time warms up."""
    if times > 1:
        act()
    spent, waited = [], []
    for _ in range(times):
        began, clock = time.process_time(), time.perf_counter()
        act()
        spent.append(time.process_time() - began)
        waited.append(time.perf_counter() - clock)
    cpu, wall = statistics.median(spent), statistics.median(waited)
    print(f"{what:34} {cpu:>8.2f} {wall:>8.2f}", flush=True)


def main() -> int:
    """Print both tables."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--packages", type=Path, help="folder with the scripts of folium's page")
    given = parser.parse_args()
    atlas = Atlas.load()
    pages(atlas, given.packages)
    pictures(atlas)
    return 0


if __name__ == "__main__":
    sys.exit(main())
