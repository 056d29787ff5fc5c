"""The component's Python side: what it refuses, what it becomes, what a server gives for it."""

import datetime
import json
import subprocess
import sys

import pytest
from dash import Dash, html
from servers import ask

from csto_map import paths
from csto_map.dash import TimeMap, serving
from csto_map.errors import BadDate, BadOption, DateOutOfRange


@pytest.fixture(scope="module")
def make(real_atlas):
    return lambda **props: TimeMap(id="map", atlas=real_atlas, **props)


def props(component):
    return component.to_plotly_json()["props"]


@pytest.mark.parametrize(
    ("given", "error", "names"),
    [
        ({"view": "nowhere"}, BadOption, "central-asia"),
        ({"lens": "EU"}, BadOption, "EAEU"),
        ({"layers": ["bases", "trees"]}, BadOption, "trees"),
        ({"date": "the day before"}, BadDate, "the day before"),
        ({"date": "1066-10-14"}, DateOutOfRange, "1066"),
        ({"icons": "big"}, BadOption, "app6"),
        ({"theme": "sepia"}, BadOption, "dark"),
        ({"language": "tlh"}, BadOption, "ru"),
        ({"times": "always"}, BadOption, "cumulative"),
        ({"span": ["2005-01-01", "1999-01-01"]}, BadOption, "range"),
        ({"box": [0, 0, 0, 0]}, BadOption, "box"),
        ({"filters": {"colour": ["red"]}}, BadOption, "f.colour"),
        ({"filters": {"country": ["XXX"]}}, BadOption, "XXX"),
        ({"filters": {"men": 1.5}}, BadOption, "1.5"),
        ({"selection": "site:nowhere"}, BadOption, "site:nowhere"),
        ({"annotations": "text:69.24,41.3"}, BadOption, "a text needs its words"),
    ],
)
def test_a_property_that_the_atlas_does_not_know_is_refused_in_python(make, given, error, names):
    with pytest.raises(error, match=names.replace(".", r"\.")) as refused:
        make(**given)

    assert isinstance(refused.value, ValueError)


def test_a_name_that_is_no_property_is_refused(make):
    with pytest.raises(TypeError, match="colour"):
        make(colour="red")


def test_properties_are_plain_json(make):
    made = make(
        date=datetime.date(2009, 6, 14),
        layers=("bases", "border"),
        filters={"country": ["KGZ"], "men": 500, "sure": True},
        span=(datetime.date(1999, 1, 1), "2005-12-31"),
        times="range",
        selection="site:kgz_kant",
        annotations="text:69.24,41.3:Here",
        **{"data-test": "here"},
    )
    told = json.loads(json.dumps(props(made)))

    assert told["date"] == "2009-06-14"
    assert told["layers"] == ["bases", "border"]
    assert told["filters"] == {"country": ["KGZ"], "men": 500, "sure": True}
    assert told["span"] == ["1999-01-01", "2005-12-31"]
    assert told["annotations"] == "text:69.24,41.3:Here"
    assert told["data-test"] == "here"
    assert set(told) <= {*TimeMap._prop_names, "data-test"}
    assert made.to_plotly_json()["namespace"] == "csto_map_dash"


def test_a_date_in_part_is_its_first_day(make):
    assert props(make(date="2009-06"))["date"] == "2009-06-01"


def test_what_is_not_given_is_left_to_the_atlas(make):
    assert set(props(make())) == {"id", "files"}


def test_every_language_has_a_timeline_of_its_own_and_the_same_outlines(make):
    english, russian = (props(make(language=one))["files"] for one in ("en", "ru"))

    spoken = {"atlas", "places"}
    assert all(english[name] != russian[name] for name in spoken)
    assert {k: v for k, v in english.items() if k not in spoken} == {
        k: v for k, v in russian.items() if k not in spoken
    }


def flask_answers(app, addresses, coding):
    client = app.server.test_client()
    for address in addresses:
        answer = client.get(address, headers={"Accept-Encoding": coding})
        yield answer.status_code, answer.headers, answer.data


def fastapi_answers(app, addresses, coding):
    for answer in ask(app.server, *addresses):
        # httpx has unpacked the body.
        yield answer.status_code, answer.headers, answer.content


@pytest.mark.parametrize("prefix", ["/", "/some/where/"])
@pytest.mark.parametrize(
    ("backend", "answers"), [("flask", flask_answers), ("fastapi", fastapi_answers)]
)
def test_each_kind_of_server_gives_all_that_a_map_asks_for(make, backend, answers, prefix):
    app = Dash("csto_map", backend=backend, url_base_pathname=prefix, assets_folder="none")
    app.layout = html.Div(make())
    files = props(app.layout.children)["files"]
    addresses = [f"{prefix}{serving.PREFIX}{name}" for name in files.values()]
    for address, (status, headers, body) in zip(
        addresses, answers(app, addresses, "gzip"), strict=True
    ):
        assert status == 200, address
        assert "immutable" in headers["Cache-Control"]
        assert len(body) > 1000
        expected = "text/css" if ".css" in address else "j"
        assert headers["Content-Type"].startswith((expected, "application/json", "text/javascript"))
    ((status, _, _),) = answers(app, [f"{prefix}{serving.PREFIX}data?name=secret.json"], "gzip")

    assert status == 404


def test_what_is_packed_is_the_file(make):
    app = Dash("csto_map", assets_folder="none")
    app.layout = make()
    address = f"/{serving.PREFIX}{props(app.layout)['files']['atlas']}"
    client = app.server.test_client()
    plain = client.get(address)
    packed = client.get(address, headers={"Accept-Encoding": "gzip, br"})

    assert "Content-Encoding" not in plain.headers
    assert packed.headers["Content-Encoding"] == "br"
    assert len(packed.data) < len(plain.data) / 4
    assert json.loads(plain.data)["first"] < json.loads(plain.data)["horizon"]


def test_the_style_sheet_speaks_of_maps_alone():
    sheet = serving.stylesheet(paths.folder("assets"))
    depth, outside = 0, []
    for line in sheet.splitlines():
        if depth == 0 and line.strip() and not line.startswith(("/*", "@font-face", "   ")):
            outside.append(line)
        depth += line.count("{") - line.count("}")

    assert depth == 0
    assert outside
    assert all(line.startswith(serving.SCOPE) for line in outside), outside


def test_an_app_that_was_made_before_the_import_serves_it_too():
    script = """
import dash
app = dash.Dash("early", backend=BACKEND, url_base_pathname="/early/", assets_folder="none")
from csto_map.dash import TimeMap, serving
app.layout = TimeMap(id="map", atlas="examples/nato")
if BACKEND == "flask":
    rules = [rule.rule for rule in app.server.url_map.iter_rules()]
else:
    rules = [route.path for route in app.server.routes]
for name in (app.layout.files["script"], "data"):
    assert f"/early/{serving.PREFIX}{name}" in rules, rules
"""
    for backend in ("flask", "fastapi"):
        done = subprocess.run(
            [sys.executable, "-c", f"BACKEND = {backend!r}\n{script}"],
            capture_output=True,
            text=True,
            check=False,
            cwd=paths.folder("assets").parent,
        )
        assert done.returncode == 0, done.stderr


def test_the_component_comes_with_a_script_of_its_own():
    app = Dash("csto_map", assets_folder="none")
    app.layout = html.Div()
    page = app.server.test_client().get("/").text

    assert "_dash-component-suites/csto_map.dash/component.v" in page
