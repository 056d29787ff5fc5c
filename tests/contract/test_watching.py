"""What a server tells those who watch over it: its health, its figures, its log."""

import contextlib
import io
import json
import logging
import re
import shutil
import socket
import tempfile

import httpx
import pytest
import servers
from csto_map.app import create_app
from csto_map.app.settings import Settings
from prometheus_client.parser import text_string_to_metric_families
from toy_world import write

from csto_map.atlas import Atlas
from csto_map.errors import BadOption
from csto_map.machine import logs

ID = "proxy-made-0123"
SECRET = "x-secret-layer-name"


def figures(text):
    """Read Prometheus's text: the value of each name with its labels."""
    return {
        (sample.name, tuple(sorted(sample.labels.items()))): sample.value
        for family in text_string_to_metric_families(text)
        for sample in family.samples
    }


def total(found, name, **labels):
    """Add up what has a name and these labels."""
    wanted = set(labels.items())
    return sum(value for (one, held), value in found.items() if one == name and wanted <= {*held})


def free_port():
    with contextlib.closing(socket.create_server(("127.0.0.1", 0))) as held:
        return held.getsockname()[1]


@pytest.fixture(scope="module")
def toy_folder(tmp_path_factory):
    return write(tmp_path_factory.mktemp("watching") / "toy")


@pytest.fixture(scope="module")
def watched(toy_folder, tmp_path_factory):
    """A server of two processes that is asked a little of everything; its answers and its log."""
    place = tmp_path_factory.mktemp("log")
    at = f"127.0.0.1:{free_port()}"
    variables = {"CSTO_MAP_METRICS": at, "CSTO_MAP_JOBS_FOLDER": str(place / "jobs")}
    options = ("--workers", "2", "--log-format", "json", "--log-level", "info")
    with (
        (place / "log").open("w") as log,
        servers.serving("--data", str(toy_folder), *options, variables=variables, log=log) as told,
    ):
        url, _ = told
        answers = {}
        for _ in range(20):
            # Each with a connection of its own, so that both processes have some.
            with httpx.Client(base_url=url, timeout=120) as asking:
                answers["health"] = asking.get("/healthz")
        with httpx.Client(base_url=url, timeout=120) as asking:
            answers["ready"] = asking.get("/readyz")
            answers["live"] = asking.get("/livez")
            answers["named"] = asking.get("/healthz", headers={"X-Request-ID": ID})
            answers["forged"] = asking.get("/healthz", headers={"X-Request-ID": 'x"} {"a": 1'})
            answers["odd"] = asking.get("/nothing%0A%1b%5b2J" + "x" * 500)
            answers["own"] = asking.get(f"/export.svg?date=2003&own={SECRET}")
            answers["drawn"] = asking.get("/export.svg?date=2003")
            answers["api"] = asking.get("/api/v1/snapshot?date=2003")
            answers["job"] = asking.get("/jobs/" + "j" * 20)
            answers["odd method"] = asking.patch("/healthz")
            answers["not here"] = asking.get("/metrics")
            # Of the process that looks after both.
            answers["metrics"] = asking.get(f"http://{at}/metrics")
    return answers, (place / "log").read_text()


def test_health_is_told_in_three_ways(watched):
    answers, _ = watched
    assert answers["live"].json() == {"ok": True}
    assert answers["ready"].status_code == 200
    checks = {"data": "ok", "store": "ok", "drawing": "ok"}
    assert answers["ready"].json() == {"ok": True, "checks": checks}
    assert answers["health"].json()["ok"] is True


def test_the_figures_are_those_of_all_processes(watched):
    answers, _ = watched
    assert answers["not here"].status_code == 404
    assert answers["metrics"].headers["content-type"].startswith("text/plain; version=0.0.4")
    found = figures(answers["metrics"].text)
    health = {"route": "/healthz", "status": "200"}
    assert total(found, "csto_map_requests_total", method="GET", **health) == 22
    assert total(found, "csto_map_request_seconds_count", route="/healthz") >= 22
    assert total(found, "csto_map_drawing_seconds_count", kind="Picture", outcome="drawn") == 1
    assert total(found, "csto_map_drawings_waiting") == 0
    # The house says so itself, for all web processes.
    assert total(found, "csto_map_house_drawn_total") == 1
    assert total(found, "csto_map_house_waiting") == 0
    assert total(found, "csto_map_house_processes") >= 1
    assert total(found, "csto_map_info", data=answers["health"].json()["version"]) == 1
    assert {labels[0][1] for name, labels in found if name == "csto_map_jobs"} == {
        *("queued", "running", "done", "failed", "cancelled")
    }


def test_labels_are_templates_whatever_is_asked(watched):
    answers, _ = watched
    found = figures(answers["metrics"].text)
    labels = [dict(held) for name, held in found if name == "csto_map_requests_total"]
    routes = {held["route"] for held in labels}
    assert {"/jobs/{job}", "/api/v1/snapshot", "/export.{ending}", "/{path:path}"} <= routes
    assert not [route for route in routes if "xxx" in route or "jjj" in route]
    assert {held["method"] for held in labels} == {"GET", "other"}


def test_each_request_is_a_line_of_json_with_its_id(watched):
    answers, log = watched
    lines = [json.loads(line) for line in log.splitlines()]
    asked = [line for line in lines if line["logger"] == "csto_map.access"]
    assert len(asked) >= 30
    assert {line["client"] for line in asked} == {"127.0.0.1"}
    ids = [line["request"] for line in asked]
    assert len({*ids}) == len(ids)
    for name in ("named", "forged", "odd", "drawn", "api"):
        (line,) = [one for one in asked if one["request"] == answers[name].headers["x-request-id"]]
        assert line["status"] == answers[name].status_code
        assert line["ms"] >= 0
    assert answers["named"].headers["x-request-id"] == ID
    assert re.fullmatch("[0-9a-f]{16}", answers["forged"].headers["x-request-id"])


def test_the_log_has_no_query_and_no_id_of_a_job(watched):
    answers, log = watched
    assert answers["own"].status_code == 400
    assert SECRET not in log
    assert "date=" not in log
    assert "jjjj" not in log
    assert "/jobs/{job}" in log
    assert "x" * 300 not in log


@pytest.fixture
def log():
    """What the log of this process says from now on."""
    stream = io.StringIO()
    handler = logging.StreamHandler(stream)
    handler.setFormatter(logs.Text())
    logging.getLogger().addHandler(handler)
    yield stream
    logging.getLogger().removeHandler(handler)


def test_a_problem_bears_the_id_of_its_request_and_so_does_its_trace(toy_folder, tmp_path, log):
    folder = shutil.copytree(toy_folder, tmp_path / "toy")
    atlas = Atlas.load(folder)
    app = create_app(atlas, Settings()).server
    with servers.hosting(app) as url, httpx.Client(base_url=url) as asking:
        atlas.tables = None
        answer = asking.get("/api/v1/layers/border.geojson", headers={"X-Request-ID": ID})
        refused = asking.get("/api/v1/snapshot?date=x")
    assert answer.status_code == 500
    assert (answer.json()["id"], answer.headers["x-request-id"]) == (ID, ID)
    assert refused.json()["id"] == refused.headers["x-request-id"] != ID
    (line,) = [one for one in log.getvalue().splitlines() if f" [{ID}] " in one]
    assert line.endswith("GET /api/v1/layers/border.geojson failed")
    assert "\n    Traceback" in log.getvalue()


def test_a_server_whose_store_cannot_be_written_to_is_not_ready(toy_folder, monkeypatch):
    app = create_app(Atlas.load(toy_folder), Settings()).server
    monkeypatch.setattr(tempfile, "_candidate_tempdir_list", lambda: ["/proc"])
    monkeypatch.setattr(tempfile, "tempdir", None)
    ready, live = servers.ask(app, "/readyz", "/livez")
    assert (ready.status_code, ready.json()["checks"]["store"]) == (503, "failed")
    assert int(ready.headers["retry-after"]) > 0
    assert "/proc" not in ready.text
    assert live.status_code == 200


def test_without_being_asked_for_there_are_no_figures(toy_folder):
    app = create_app(Atlas.load(toy_folder), Settings()).server
    assert servers.ask(app, "/metrics")[0].status_code == 404


@pytest.mark.parametrize("text", ["yes", "9100", "127.0.0.1", "a b:1", "x:123456"])
def test_what_is_no_place_for_figures_is_refused(text):
    with pytest.raises(BadOption, match="CSTO_MAP_METRICS"):
        Settings(metrics=text)
