"""What pictures draw, in the form in which tests/js/drawn.js gives what the page draws."""

import re
from dataclasses import replace

from csto_map.history import compare
from csto_map.picture import difference, drawn, labels
from csto_map.picture.figure import _DASHES
from csto_map.picture.scene import compose, subject
from csto_map.picture.views import scale_bar
from csto_map.query import ledger
from csto_map.sheet.svg import flow_svg, number_svg, ring_svg, to_svg, words_svg

LEADER = re.compile(r'(<path d="M[^"]*" fill="none"[^>]*stroke-width="\.8"/><circle [^>]*/>)')
# What is compared of an inset.
INNER = ("frame", "symbols", "leaders", "labels", "people", "lines", "ticks")
CIRCLES = ("circle", "unknown")
NAME = re.compile(r'<text data-id="label:([^"]*)" x="([^"]*)" y="([^"]*)"')


def picture(atlas, day, other, size, options, compared):
    """The scene of a question, or of the difference between its two days."""
    if not compared:
        return compose(subject(atlas, day, size=size, **options), *size)
    days = compare.ordered(atlas, day, other)
    pair = [subject(atlas, one, size=size, **options) for one in days]
    picked = {name: options[name] for name in ("lens", "layers", "language")}
    rows = compare.differences(atlas, *days, **picked)
    rows = ledger.let_through(atlas, rows, options["filters"], *days)
    return compose(difference.between(atlas, *pair, rows), *size)


def told(one):
    """What a scene has, in the form of tests/js/drawn.js."""
    frame, style = one.frame, one.looks
    svg = to_svg(replace(one, plates=()), furniture=False)
    feet = {id_: (x, y) for id_, x, y in NAME.findall(svg)}
    return {
        "frame": {
            "x0": frame.x0,
            "y0": frame.y0,
            "x1": frame.x1,
            "y1": frame.y1,
            "width": frame.width,
            "height": frame.height,
            "rotation": frame.rotation and list(frame.rotation),
        },
        "bar": list(scale_bar(frame.km_per_px, 130)),
        "areas": {
            area.id: {
                "fillcolor": area.fill,
                "shape": area.hatch,
                "ink": area.ink or area.fill,
                "line": area.line,
                "width": area.width,
                "dash": _DASHES[area.dash],
            }
            for area in one.areas
        },
        "lines": {
            line.id: {
                "color": line.colour,
                "width": look.width,
                "dash": list(look.dash),
                "casing": look.casing,
                "core": look.core,
                "coreDash": list(look.core_dash),
            }
            for line in one.lines
            for look in [drawn.stroke(line, frame.km_per_px)]
        },
        "ticks": [[cut.one, cut.other, *drawn.tick(cut, frame.km_per_px)] for cut in one.cuts],
        "symbols": [
            [
                *(s.id, s.layer, s.x, s.y, s.anchor_x, s.anchor_y, s.size, s.icon),
                *(list(s.members), s.leader, s.soft),
                s.badge or (str(len(s.members)) if len(s.members) > 1 else ""),
                s.faded,
            ]
            for s in one.symbols
        ],
        "people": {
            "under": "".join(
                [
                    *(flow_svg(flow, style) for flow in one.flows),
                    *(ring_svg(ring, style) for ring in one.rings),
                    *(number_svg(n, style) for n in one.counted if n.shape in CIRCLES),
                ]
            ),
            "over": "".join(
                [
                    *(number_svg(n, style) for n in one.counted if n.shape == "plate"),
                    *(words_svg(n, style) for n in (*one.flows, *one.rings, *one.counted)),
                ]
            ),
        },
        "keys": [
            [entry.swatch.icon.body, entry.label, entry.count]
            for layer in ("contingents", "numbers")
            for entry in one.legend
            if entry.layer == layer
            and entry.key not in ("contingent", "closer")
            and entry.swatch.icon
            and one.changes is None
        ],
        "leaders": LEADER.findall(svg),
        "labels": [
            [
                *(label.id, label.text, label.x, label.y, label.anchor, label.size),
                *(label.weight, label.colour, *feet[label.id], label.spacing, label.kind),
                list(label.point) if label.point else None,
                list(labels.label_box(label, frame)),
            ]
            for label in one.labels
        ],
        "style": style.name,
        "plates": [
            {
                "title": plate.title,
                "box": list(plate.box),
                "rim": list(plate.rim),
                "outline": [list(spot) for spot in plate.outline],
                "ties": [[list(spot) for spot in tie] for tie in plate.ties],
                "inner": {name: inner[name] for name in INNER},
            }
            for plate in one.plates
            for inner in [told(plate.scene)]
        ],
    }
