"""A server in a bad place: foreign names, wrong settings, damaged files, no room for drafts."""

import dataclasses
import re
import shutil
import socket
import subprocess
import sys
import tempfile
from urllib.parse import urlsplit

import pytest
import servers
from click.testing import CliRunner
from csto_map.app import create_app
from csto_map.app.serving.generation import made
from csto_map.app.settings import Settings
from job_world import ENV, done, serving
from toy_world import write

from csto_map import paths
from csto_map.atlas import Atlas
from csto_map.cli import main
from csto_map.errors import BadOption
from csto_map.export.documents import plan

FILM = {"from": "2000", "to": "2002", "step": "year", "dwell": "0", "size": "640x360"}


@pytest.fixture
def command(monkeypatch):
    """Run a command of ours that ends by itself, in this process: to start one takes seconds."""

    def served(supervisor):
        # As the process does that it starts.
        made(supervisor.charge, supervisor.charge.data)
        raise AssertionError("the server was started")

    monkeypatch.setattr("csto_map.app.serving.supervisor.Supervisor.run", served)
    monkeypatch.setattr("tempfile.tempdir", tempfile.gettempdir())
    return lambda words, **env: CliRunner().invoke(main, [*map(str, words)], env=env)


def assert_one_line(code, stderr, *said):
    """It ended with one clear line, after the usage that Click puts before it."""
    assert code == 2, stderr
    assert "Traceback" not in stderr
    (line,) = [line for line in stderr.splitlines() if line.startswith("Error: ")]
    assert stderr.splitlines()[-1] == line
    for text in said:
        assert text in line


def status(url, *headers, version="1.1"):
    """Ask for the health with headers as they are; give the status and the answer."""
    where = urlsplit(url)
    lines = [f"GET /healthz HTTP/{version}", *headers, "Connection: close", "", ""]
    with socket.create_connection((where.hostname, where.port), timeout=60) as line:
        line.sendall("\r\n".join(lines).encode())
        found = b""
        while part := line.recv(65536):
            found += part
    return int(found.split()[1]), found.decode()


@pytest.mark.parametrize(
    "host",
    ["localhost", "LOCALHOST.:80", "127.0.0.1:8050", "[::1]:8050", "10.1.2.3", "a.localhost"],
)
def test_the_server_answers_to_this_machine_and_to_addresses_in_figures(url, host):
    assert status(url, f"Host: {host}")[0] == 200


@pytest.mark.parametrize(
    "host",
    ["rebind.evil.example", "localhost.evil.example", "127.0.0.1.evil.example:80", "evil", "[x]"],
)
def test_a_name_that_is_not_ours_gets_nothing(url, host):
    code, answer = status(url, f"Host: {host}")
    assert code == 421
    assert "evil" not in answer
    assert "content-security-policy" in answer.lower()


def test_a_request_names_one_host(url):
    assert status(url)[0] == 400
    assert status(url, "Host: localhost", "Host: localhost")[0] == 400
    # Checks of health by older programs name none.
    assert status(url, version="1.0")[0] == 200


def test_further_names_are_a_setting(toy):
    atlas = Atlas.load(toy)

    def codes(hosts, *names):
        app = create_app(atlas, Settings(hosts=hosts)).server
        return [servers.ask(app, "/healthz", host=name)[0].status_code for name in names]

    assert codes("atlas.example.org, MAP.example.org", "map.example.org", "x.org") == [200, 421]
    assert codes("*", "x.org") == [200]


def test_layers_of_ones_own_stay_between_the_server_and_whoever_asked_it(toy, tmp_path):
    (tmp_path / "mine.csv").write_text("lat,lon,start\n45,65,2001\n")
    app = create_app(Atlas.load(toy), Settings(layers=str(tmp_path / "mine.csv"))).server
    page, _ = servers.ask(app, "/", "/healthz")
    found = re.search(r'content="(/static/own[^"]+)"', page.text)[1]
    picture = "/export.svg?date=2003&own=mine.csv"
    for answer in servers.ask(app, found, picture):
        assert answer.status_code == 200
        assert answer.headers["cache-control"] == "private, no-store"
        assert "etag" not in answer.headers
    for answer in servers.ask(app, "/", found, picture, host="rebind.evil.example"):
        assert answer.status_code == 421
        assert "45" not in answer.text


@pytest.mark.parametrize("path", ["", "embed", "healthz"])
def test_no_cache_between_keeps_an_answer_with_a_nonce(client, url, path):
    assert client.get(url + path).headers["cache-control"] == "private, no-cache"


@pytest.mark.parametrize(
    ("path", "cache"),
    [
        ("methods", "no-cache"),
        ("api", "no-cache"),
        ("export.svg?date=2009", "public, max-age=600"),
        ("export.png?date=2009", "public, max-age=600"),
        ("api/v1/data.csv.zip?date=2009", "public, max-age=600"),
    ],
)
def test_what_is_the_same_for_all_has_a_tag_and_is_sent_once(client, url, path, cache):
    packed, plain = (
        client.get(url + path, headers={"Accept-Encoding": coding})
        for coding in ("gzip", "identity")
    )
    assert packed.content == plain.content
    # No number that is good once stands in what others may keep.
    assert "nonce" not in plain.text
    for answer in (packed, plain):
        assert answer.headers["cache-control"] == cache
        assert answer.headers["vary"] == "Accept-Encoding"
        # A strong tag is one of these very bytes.
        tag = answer.headers["etag"]
        assert tag.startswith('"')
        assert tag.endswith('-gzip"') == ("content-encoding" in answer.headers)
        again = client.get(url + path, headers={"If-None-Match": tag})
        assert (again.status_code, again.content) == (304, b"")
        assert again.headers["cache-control"] == cache
    assert client.get(url + path, headers={"If-None-Match": '"other"'}).content == plain.content
    half = len(plain.content) // 2
    part = client.get(url + path, headers={"Range": f"bytes={half}-"})
    assert (part.status_code, part.content) == (206, plain.content[half:])
    assert client.get(url + path, headers={"Range": "bytes=99999999-"}).status_code == 416


def test_another_picture_has_another_tag(client, url):
    tags = {
        client.get(f"{url}export.svg?date=2009{rest}").headers["etag"]
        for rest in ("", "&lang=ru", "&view=tajik-afghan", "-06")
    }
    assert len(tags) == 4


@pytest.mark.parametrize(
    ("name", "value", "said"),
    [
        ("MAX_PIXELS", "-1", "less than"),
        ("MAX_PIXELS", "0", "less than"),
        ("MAX_PIXELS", "lots", "not a whole number"),
        ("MAX_PIXELS", "1e7", "not a whole number"),
        ("MAX_PIXELS", "99999999999", "more than"),
        ("MAX_JOBS", "-1", "less than 1"),
        ("MAX_JOBS", "0", "less than 1"),
        ("MAX_JOBS", "", "not a whole number"),
        ("DRAWING_PROCESSES", "-2", "less than 0"),
        ("DRAWING_MEGABYTES", "100", "less than 400"),
        ("CACHE_MEGABYTES", "-1", "less than 0"),
        ("PORT", "70000", "more than"),
        ("JOBS_FOLDER", "/proc/nowhere", "cannot be written to"),
    ],
)
def test_a_setting_that_cannot_be_is_refused_at_the_start(toy, command, name, value, said):
    key = f"CSTO_MAP_{name}"
    ended = command(["serve", "--data", toy], **{key: value})
    assert_one_line(ended.exit_code, ended.stderr, key, said)


def test_a_process_ends_with_that_line(toy):
    asked = [sys.executable, "-m", "csto_map.cli", "serve", "--data", str(toy)]
    env = {**ENV, "CSTO_MAP_MAX_JOBS": "0"}
    ran = subprocess.run(asked, check=False, capture_output=True, text=True, timeout=300, env=env)
    assert_one_line(ran.returncode, ran.stderr, "CSTO_MAP_MAX_JOBS", "less than 1")
    assert ran.stdout == ""


def test_pictures_and_films_end_at_sixteen_megapixels_unless_set_otherwise(client, url):
    assert Settings().max_pixels == 16_000_000
    for size in ("8000x8000", "4001x4000"):
        answer = client.get(f"{url}export.png?date=2009&size={size}")
        assert (answer.status_code, "16 million" in answer.text) == (400, True)
        views = f"title: T\nsize: {size}\nviews:\n- date: 2009\n"
        for body in (
            {"kind": "film", "ending": ".gif", "options": {"size": size}},
            {"kind": "pack", "ending": ".pdf", "options": {"plan": views}},
        ):
            answer = client.post(f"{url}jobs", json=body)
            assert (answer.status_code, "16 million" in answer.text) == (400, True)


@pytest.fixture
def shipped(tmp_path):
    """A copy of the shipped facts that may be damaged."""
    return shutil.copytree(paths.folder("geodata"), tmp_path / "geodata")


def truncated(path):
    path.write_bytes(path.read_bytes()[:-2000])


def garbage(path):
    path.write_bytes(b"PAR1" + 5000 * b"\x9f" + b"PAR1")


def another(path):
    shutil.copyfile(path.with_name("border.parquet"), path.with_name("spare"))
    other = "coarse.parquet" if path.name == "border.parquet" else "border.parquet"
    shutil.copyfile(path.with_name(other), path)


@pytest.mark.parametrize("spoil", [truncated, garbage, another, lambda path: path.unlink()])
@pytest.mark.parametrize("name", ["coarse", "fine", "border"])
def test_damaged_boundaries_are_told_before_the_server_starts(shipped, command, name, spoil):
    spoil(shipped / "boundaries" / f"{name}.parquet")
    view = {"coarse": "overview", "fine": "tajik-afghan", "border": "tajik-afghan"}[name]
    if name == "coarse":
        view = Atlas.load().config.default_view
    drawn = ["render", "2009", "-o", shipped / "x.png", "--data", shipped, "--view", view]
    for words in (["serve", "--port", "0", "--data", shipped], drawn):
        ended = command(words)
        assert ended.exit_code == 2
        # What is wrong, where, and what to do; the rest is the usage that Click puts before it.
        told = ended.stderr[ended.stderr.index("Error: ") :].splitlines()
        assert told[0] == "Error: 1 fault in the data"
        assert f"{name}.parquet: " in told[1]
        assert told[2:] == ["    build them again, or see the guide that csto-map init writes"]
    assert not (shipped / "x.png").exists()


def test_a_folder_that_names_no_fine_outlines_needs_none(toy):
    (toy / "boundaries" / "fine.parquet").unlink()
    Atlas.load(toy).check_boundaries()


NESTED = {
    "brackets": "[" * 50_000,
    "hyphens": "- " * 20_000,
    "braces": "{a: " * 15_000,
    "in place": "title: T\nviews: " + "[" * 50_000,
}


@pytest.mark.parametrize("text", NESTED.values(), ids=NESTED)
def test_a_plan_of_lists_in_lists_is_refused_in_one_line(client, url, toy, text):
    with pytest.raises(BadOption, match="lists in more than"):
        plan.parse(text, Atlas.load(toy))
    body = {"kind": "pack", "ending": ".pdf", "options": {"plan": text}}
    answer = client.post(f"{url}jobs", json=body)
    assert answer.status_code == 400
    assert len(answer.text.splitlines()) == 1
    assert len(answer.text) < 200


@pytest.mark.parametrize(
    ("kind", "body", "code"),
    [
        ("text/plain", b"x<script>", 415),
        ("application/json", b"{", 400),
        ("application/json", b"[1]", 400),
        ("application/json", b"[" * 100_000, 400),
        ("application/json", b"\xff", 400),
    ],
)
def test_what_is_no_question_for_a_job_is_refused_without_an_echo(client, url, kind, body, code):
    answer = client.post(f"{url}jobs", content=body, headers={"Content-Type": kind})
    assert answer.status_code == code
    assert "script" not in answer.text


def test_the_page_has_no_callbacks_to_be_asked_for(client, url):
    answer = client.post(f"{url}_dash-update-component", json={})
    assert answer.status_code == 405


@pytest.fixture
def without_drafts(tmp_path):
    """The environment of a machine whose temporary folders cannot be written to."""
    (tmp_path / "site").mkdir()
    (tmp_path / "site" / "sitecustomize.py").write_text(
        "import tempfile\ntempfile._candidate_tempdir_list = lambda: ['/proc']\n"
    )
    return {**ENV, "PYTHONPATH": str(tmp_path / "site")}


DOWNLOADS = ("data.gpkg", "data.xlsx", "data.kmz")


@pytest.mark.parametrize("workers", ["1", "2"])
def test_a_folder_for_jobs_takes_the_place_of_a_temporary_one(without_drafts, tmp_path, workers):
    data = write(tmp_path / "toy")
    env = {**without_drafts, "CSTO_MAP_JOBS_FOLDER": str(tmp_path / "jobs")}
    with serving(data, env, "--workers", workers) as (server, _):
        for name in DOWNLOADS:
            assert server.ask("GET", f"/api/v1/{name}")[0] == 200
        assert server.until(server.start(FILM), done)["state"] == "done"


def test_without_any_folder_the_map_works_and_files_say_what_they_lack(without_drafts, tmp_path):
    data = write(tmp_path / "toy")
    with serving(data, without_drafts, "--workers", "2") as (server, _):
        assert server.ask("GET", "/export.png?date=2003")[0] == 200
        asked = {"kind": "film", "ending": ".mp4", "options": FILM}
        answers = [server.ask("GET", f"/api/v1/{name}") for name in DOWNLOADS]
        for code, text, headers in [*answers, server.ask("POST", "/jobs", asked)]:
            assert code == 503
            assert b"CSTO_MAP_JOBS_FOLDER" in text
            assert b"/proc" not in text
            assert int(headers["Retry-After"]) > 0


def test_every_setting_is_told_in_the_guide():
    guide = (paths.folder("geodata").parent / "docs" / "how-to" / "serving.md").read_text(
        encoding="utf-8"
    )
    for item in dataclasses.fields(Settings):
        assert f"`CSTO_MAP_{item.name.upper()}`" in guide
