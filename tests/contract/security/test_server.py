"""The server: what it says of itself, what it lets in, what it never lets out."""

import contextlib
import http.client
import shutil
import socket
import subprocess
import sys
import threading
from urllib.parse import urlsplit

import pytest
import uvicorn
from csto_map.app import create_app
from csto_map.app.settings import Settings
from toy_world import write

from csto_map.atlas import Atlas

DAY = "2009-06-14"
# Every kind of answer: pages, data, pictures, Dash's own, and errors of each.
ADDRESSES = (
    *(
        "",
        "embed",
        "methods",
        "api",
        "healthz",
        "nothing-here",
        "_dash-layout",
        "_dash-dependencies",
    ),
    *("_dash-component-suites/dash/none.js", "static/none", "assets/none", "favicon.ico"),
    *(f"export.svg?date={DAY}", "export.svg?date=soon", "export.exe?date=2009"),
    *("api/v1/atlas", "api/v1/none", "api/v1/snapshot", "api/v1/openapi.json", "_reload-hash"),
)
SECRETS = (
    *("Traceback", 'File "', ".py", "site-packages", "/root", "/home", "/usr/", "/tmp/"),
    *("uvicorn", "starlette", "pydantic", "Werkzeug", "line 1"),
)


def raw(url, request):
    """Send bytes as they are and give everything that comes back."""
    where = urlsplit(url)
    with socket.create_connection((where.hostname, where.port), timeout=10) as line:
        line.sendall(request)
        line.settimeout(10)
        found = b""
        try:
            while part := line.recv(65536):
                found += part
        except TimeoutError:
            pass
    return found.decode(errors="replace")


def ask(url, target, *headers, method="GET", body=b""):
    lines = [f"{method} {target} HTTP/1.1", *headers, "Connection: close", "", ""]
    return raw(url, "\r\n".join(lines).encode("latin-1") + body)


def loose(headers):
    """Name the headers that do not keep the page to itself."""
    policy = headers["content-security-policy"]
    kept = {
        "scripts": "script-src 'self' 'sha256-" in policy
        or policy.startswith("default-src 'none'"),
        "eval": "unsafe-eval" not in policy,
        "inline": "'unsafe-inline'" not in policy.replace("style-src-attr 'unsafe-inline'", ""),
        "frames": "frame-ancestors" in policy,
        "types": headers["x-content-type-options"] == "nosniff",
        "referrer": headers["referrer-policy"] == "no-referrer",
        "server": "server" not in headers,
        "cookies": "set-cookie" not in headers,
    }
    return [name for name, good in kept.items() if not good]


@pytest.mark.parametrize("method", ["GET", "HEAD", "POST"])
def test_every_answer_has_the_headers_that_keep_the_page_to_itself(client, url, method):
    answers = {path: client.request(method, url + path).headers for path in ADDRESSES}

    assert {path: wrong for path, own in answers.items() if (wrong := loose(own))} == {}


def test_head_is_answered_wherever_get_is(client, url):
    pairs = {path: (client.head(url + path), client.get(url + path)) for path in ADDRESSES}
    other = {
        path: (head.status_code, get.status_code)
        for path, (head, get) in pairs.items()
        if head.status_code != get.status_code
        or head.content != b""
        or head.headers["content-type"] != get.headers["content-type"]
    }

    assert other == {}


@pytest.mark.parametrize("method", ["GET", "POST", "DELETE", "OPTIONS"])
def test_no_answer_tells_of_the_machine(client, url, method):
    answers = {path: client.request(method, url + path) for path in ADDRESSES}
    found = {
        path: told
        for path, answer in answers.items()
        for told in [str(answer.headers) + ("" if answer.status_code == 200 else answer.text)]
        if any(secret in told for secret in SECRETS)
    }

    assert found == {}


@pytest.mark.parametrize("method", ["POST", "PUT", "DELETE", "PATCH", "TRACE"])
def test_nothing_can_be_written(client, url, method):
    paths = [path for path in ADDRESSES if not path.startswith(("_dash-comp", "assets"))]
    codes = {path: client.request(method, url + path, content=b"x").status_code for path in paths}

    assert {path: code for path, code in codes.items() if code not in (404, 405)} == {}


@pytest.mark.parametrize(
    "body",
    [
        b"",
        b"{",
        b"[]",
        b'"text"',
        b'{"output": "..", "outputs": [], "inputs": [], "changedPropIds": ["x"]}',
        b'{"output": "__import__(\'os\')", "inputs": [{"id": "x", "property": "y"}]}',
        b"[" * 50_000,
        b'{"a": NaN}',
        b"\xff\xfe",
    ],
)
def test_nonsense_for_dash_is_refused_without_a_trace(client, url, body):
    response = client.post(
        f"{url}_dash-update-component", content=body, headers={"Content-Type": "application/json"}
    )

    assert response.status_code >= 400
    assert not [secret for secret in SECRETS if secret in response.text]
    assert client.get(f"{url}healthz").json()["ok"] is True


def test_a_large_body_is_refused_before_it_is_read(client, url):
    response = client.post(f"{url}_dash-update-component", content=b"x" * 1_000_001)

    assert response.status_code == 413


def test_a_body_of_unknown_size_is_refused(client, url):
    response = client.post(f"{url}_dash-update-component", content=iter([b"x"] * 10))

    assert response.status_code == 411


@pytest.mark.parametrize(
    "target",
    [
        "/static/../app/settings.py",
        "/static/%2e%2e/%2e%2e/pyproject.toml",
        "/static/..%2f..%2fpyproject.toml",
        "/static/....//....//pyproject.toml",
        "/static//etc/passwd",
        "/static/%00",
        "/static/..%5c..%5cpyproject.toml",
        "/assets/../pyproject.toml",
        "/assets/%2e%2e/pyproject.toml",
        "/assets/..%2fpyproject.toml",
        "/assets/css/..%2f..%2f..%2fpyproject.toml",
        "/assets//etc/passwd",
        "/assets/%00",
        "/_dash-component-suites/dash/../../../../pyproject.toml",
        "/_dash-component-suites/os/os.py",
        "/_dash-component-suites/csto_map/atlas.py",
        "/_dash-component-suites/dash/..%2f..%2fdash%2fdash.py",
        "/api/v1/tables/..%2f..%2fatlas.toml",
        "/api/v1/tables/../../../pyproject.toml.csv",
        "/api/v1/sources/..%2f..%2fetc%2fpasswd",
        "/api/v1/layers/..%2fsites.geojson",
        "/export.svg/../../pyproject.toml",
        "/../pyproject.toml",
        "//etc/passwd",
    ],
)
def test_no_path_leads_out_of_what_is_served(url, target):
    answer = ask(url, target, "Host: localhost")
    status = int(answer.split(" ", 2)[1])

    assert 400 <= status < 500, answer[:200]
    assert "root:" not in answer
    assert "[project]" not in answer
    assert not [secret for secret in SECRETS if secret in answer]


@pytest.mark.parametrize(
    "host",
    [
        "evil.example",
        "evil.example:99999",
        "localhost@evil.example",
        "<script>",
        "../..",
        "a" * 5000,
        "",
    ],
)
def test_the_host_that_a_request_claims_is_never_repeated(url, host):
    targets = ("/", "/api/", "/api/v1/openapi.json", "/api/v1/atlas/", "/healthz/")
    claims = ("X-Forwarded-Host: evil.example", "Forwarded: host=evil.example")
    for target in (*targets, f"/export.svg?date={DAY}"):
        answer = ask(url, target, f"Host: {host}", *claims)

        assert "evil.example" not in answer, target
        assert "location:" not in answer.lower(), target
        assert not host or host == "<script>" or host not in answer or host == "../..", target


@pytest.mark.parametrize("target", ["http://evil.example/", "//evil.example/", "/\\evil.example"])
def test_no_address_makes_the_server_send_anybody_elsewhere(url, target):
    answer = ask(url, target, "Host: localhost")

    assert not answer.startswith("HTTP/1.1 3")
    assert "location:" not in answer.lower()


@pytest.mark.parametrize(
    "request_",
    [
        b"GET / HTTP/9.9\r\n\r\n",
        b"GET\r\n\r\n",
        b"\x00\x01\x02\r\n\r\n",
        b"GET / HTTP/1.1\r\nHost: x\r\nContent-Length: -1\r\n\r\n",
        b"GET / HTTP/1.1\r\nHost: x\r\nContent-Length: 5\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n\r\n",
        b"GET / HTTP/1.1\r\nHost: x\r\nX: a\r\n b\r\nConnection: close\r\n\r\n",
        b"GET /" + b"a" * 200_000 + b" HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n",
        b"GET / HTTP/1.1\r\nHost: x\r\nX: " + b"a" * 200_000 + b"\r\nConnection: close\r\n\r\n",
    ],
)
def test_a_broken_request_harms_nobody(client, url, request_):
    where = urlsplit(url)
    with socket.create_connection((where.hostname, where.port), timeout=5) as line:
        line.settimeout(1)
        answer = b""
        try:
            line.sendall(request_)
            answer = line.recv(65536)
        except OSError:
            pass

    assert not [secret for secret in SECRETS if secret.encode() in answer]
    assert client.get(f"{url}healthz").json()["ok"] is True


@pytest.mark.parametrize(
    "query",
    [
        "date=2009&w=99999999&h=99999999",
        "date=2009&w=-1",
        "date=2009&w=nan",
        "date=2009&size=1e9x1e9",
        "date=2009&size=999999mmx999999mm@9999",
        "date=2009&box=nan,nan,nan,nan",
        "date=2009&box=inf,0,1,1",
        "date=2009&box=1e308,-1e308,1,1",
        "date=2009&box=0,0,0,0",
        "date=2009&style=../../etc/passwd",
        "date=2009&view=__class__",
        "date=2009&layers=" + "a," * 1000,
        "date=2009&org=%00",
        "date=" + "9" * 3000,
        "date=2009&title=" + "x" * 4000,
        "date=2009&date=2010",
        "",
        "%",
        "date=%ff",
        "date=9999-99-99",
    ],
)
@pytest.mark.parametrize("ending", ["svg", "png"])
def test_odd_and_oversized_parameters_of_a_picture_are_refused_at_once(client, url, ending, query):
    response = client.get(f"{url}export.{ending}?{query}", timeout=5)

    assert response.status_code in (400, 422), response.text[:200]
    assert response.headers["content-type"].startswith(("text/plain", "application/"))
    assert len(response.text) < 2000
    assert not [secret for secret in SECRETS if secret in response.text]


@pytest.mark.parametrize(
    "path",
    [
        "snapshot?date=" + "9" * 5000,
        "snapshot?" + "&".join(f"a{k}=1" for k in range(2000)),
        "changes?from=" + "%F0%9F%92%A9" * 500,
        "layers/" + "a" * 5000 + ".geojson",
        "layers/sites.geojson?bbox=" + ",".join(["1"] * 5000),
        "layers/sites.geojson?bbox=-9999.999999999999,-9999,9999,9999&date=2009&x",
        "tables/__class__",
        "tables/sites.csv.csv",
        "sources/" + "%20" * 1000,
        "data.gpkg.gpkg",
        "diff?from=2009&to=2010&lens=__proto__",
    ],
)
def test_odd_and_oversized_parameters_of_the_api_are_refused_in_few_words(client, url, path):
    response = client.get(f"{url}api/v1/{path}", timeout=5)

    assert response.status_code in (400, 404)
    assert response.headers["content-type"] == "application/problem+json"
    assert len(response.text) < 2000


@contextlib.contextmanager
def running(app):
    """Serve an app from a thread, so that a test can spoil what it stands on."""
    with socket.create_server(("127.0.0.1", 0)) as listener:
        server = uvicorn.Server(uvicorn.Config(app, log_level="critical", server_header=False))
        thread = threading.Thread(target=server.run, kwargs={"sockets": [listener]})
        thread.start()
        try:
            yield f"http://127.0.0.1:{listener.getsockname()[1]}/"
        finally:
            server.should_exit = True
            thread.join()


def test_a_fault_of_the_server_is_told_without_its_trace_and_with_all_headers(tmp_path, client):
    atlas = Atlas.load(write(tmp_path / "toy"))
    with running(create_app(atlas, Settings()).server) as address:
        shutil.rmtree(atlas.folder / "boundaries")
        vars(atlas)["_boundaries"].clear()
        atlas.tables = None
        answers = [
            client.get(f"{address}{path}")
            for path in ("api/v1/layers/border.geojson", "export.svg?date=2003")
        ]
        alive = client.get(f"{address}healthz").json()["ok"]

    for answer in answers:
        assert answer.status_code == 500
        assert "content-security-policy" in answer.headers
        assert "x-content-type-options" in answer.headers
        assert not [secret for secret in (*SECRETS, "parquet", "tables") if secret in answer.text]
    assert answers[0].json()["type"] == "/api#internal-error"
    assert answers[0].headers["content-type"] == "application/problem+json"
    assert alive is True


def test_the_server_listens_to_this_machine_alone_unless_told_otherwise(url):
    assert Settings.from_env({}).host == "127.0.0.1"
    assert urlsplit(url).hostname == "127.0.0.1"
    others = [
        found[4][0]
        for found in socket.getaddrinfo(socket.gethostname(), None, socket.AF_INET)
        if not found[4][0].startswith("127.")
    ]
    for address in others:
        with pytest.raises(OSError, match="refused"):
            socket.create_connection((address, urlsplit(url).port), timeout=2)


def test_a_web_page_elsewhere_cannot_open_a_socket(url):
    where = urlsplit(url)
    line = http.client.HTTPConnection(where.hostname, where.port, timeout=5)
    line.request(
        "GET",
        "/_dash-ws-callback",
        headers={
            "Connection": "Upgrade",
            "Upgrade": "websocket",
            "Sec-WebSocket-Version": "13",
            "Sec-WebSocket-Key": "dGhlIHNhbXBsZSBub25jZQ==",
            "Origin": "https://evil.example",
        },
    )

    assert line.getresponse().status in (400, 403, 404, 426)
    line.close()


def test_no_error_of_the_command_line_shows_a_trace(tmp_path):
    command = [sys.executable, "-m", "csto_map.cli", "serve", "--data", str(tmp_path / "none")]
    ran = subprocess.run(command, check=False, capture_output=True, text=True, timeout=300)

    assert ran.returncode == 2
    assert "Traceback" not in ran.stderr
