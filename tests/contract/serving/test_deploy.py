"""The files of deploy/: nginx before a real server, units that systemd reads, names that exist."""

import contextlib
import dataclasses
import http.client
import re
import shutil
import socket
import subprocess
from pathlib import Path

import httpx
import pytest
import yaml
from csto_map.app.settings import Settings
from job_world import until

from csto_map import paths

DEPLOY = paths.folder("geodata").parent / "deploy"
UNITS = ("csto-map.service", "csto-map-worker.service")
MAIN = """
{user}
pid {home}/pid;
error_log {home}/error.log;
events {{}}
http {{
  access_log {home}/access.log;
  client_body_temp_path {home}/body;
  proxy_temp_path {home}/proxy;
  fastcgi_temp_path {home}/a;
  uwsgi_temp_path {home}/b;
  scgi_temp_path {home}/c;
  include {home}/site.conf;
}}
"""


@pytest.fixture(scope="module")
def proxy(url, tmp_path_factory):
    """A real nginx with the file of ours before the one real server; give its address."""
    nginx = shutil.which("nginx") or shutil.which("nginx", path="/usr/sbin")
    if nginx is None:
        pytest.skip("nginx is not there")
    home = tmp_path_factory.mktemp("nginx")
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = probe.getsockname()[1]
    site = (DEPLOY / "nginx.conf").read_text(encoding="utf-8")
    changed = {
        "127.0.0.1:8050": httpx.URL(url).netloc.decode(),
        "listen 80;": f"listen 127.0.0.1:{port};",
        "listen [::]:80;": "",
        "/var/cache/nginx/csto-map": f"{home}/cache",
    }
    for before, after in changed.items():
        assert before in site
        site = site.replace(before, after)
    (home / "site.conf").write_text(site)
    user = "user root;" if Path.home() == Path("/root") else ""
    (home / "nginx.conf").write_text(MAIN.format(home=home, user=user))
    command = [nginx, "-p", str(home), "-c", str(home / "nginx.conf")]
    checked = subprocess.run([*command, "-t"], check=False, capture_output=True, text=True)
    assert checked.returncode == 0, checked.stderr
    assert "warn" not in checked.stderr
    with subprocess.Popen([*command, "-g", "daemon off;"], stderr=subprocess.DEVNULL) as process:
        try:

            def listens():
                with contextlib.suppress(OSError):
                    socket.create_connection(("127.0.0.1", port), 1).close()
                    return True
                return False

            assert until(listens, 10)
            yield f"http://127.0.0.1:{port}/"
        finally:
            process.terminate()


def test_nginx_hands_on_the_page_and_keeps_what_may_be_kept(proxy, client):
    page = client.get(proxy)
    assert page.status_code == 200
    assert "content-security-policy" in page.headers
    file = re.search(r'"(/static/[^"]+\.css)"', page.text)[1]
    kept = [client.get(f"{proxy[:-1]}{file}").headers["x-cache"] for _ in range(2)]
    assert kept == ["MISS", "HIT"]
    for key in ({"Authorization": "Bearer x"}, {"Cookie": "a=b"}):
        assert client.get(f"{proxy[:-1]}{file}", headers=key).headers["x-cache"] == "BYPASS"
    # A page has a nonce: nobody gets that of another one.
    nonces = {re.search(r'style-nonce" content="([^"]+)"', client.get(proxy).text)[1]} | {
        re.search(r'style-nonce" content="([^"]+)"', page.text)[1]
    }
    assert len(nonces) == 2


def test_nginx_refuses_what_the_server_would(proxy, client):
    assert client.post(f"{proxy}plans", content=b"x" * 1_100_000).status_code == 413
    # The line may be cut before all has been sent.
    with contextlib.suppress(httpx.TransportError):
        assert client.get(proxy, headers={"X": "a" * 5_000_000}).status_code == 400
    answer = client.get(f"{proxy}healthz", headers={"Host": "rebind.evil.example"})
    assert answer.status_code == 421


def test_nginx_bounds_the_work_that_one_client_asks_for(proxy):
    line = http.client.HTTPConnection(httpx.URL(proxy).netloc.decode(), timeout=60)
    codes = []
    # Refused by the server at once, so that nothing is drawn; they count all the same.
    for _ in range(40):
        line.request("GET", "/export.png?date=never")
        answer = line.getresponse()
        answer.read()
        codes.append(answer.status)
    line.close()
    assert codes[:20] == 20 * [400]
    assert set(codes[20:]) == {400, 429} or set(codes[20:]) == {429}


@pytest.mark.parametrize("name", UNITS)
def test_systemd_understands_the_units(name, tmp_path):
    if shutil.which("systemd-analyze") is None:
        pytest.skip("systemd is not there")
    text = (DEPLOY / name).read_text(encoding="utf-8")
    # The program that is started must be there to be verified.
    (tmp_path / name).write_text(text.replace("/opt/csto-map/bin/csto-map", "/bin/true"))
    command = ["systemd-analyze", "verify", str(tmp_path / name)]
    ran = subprocess.run(command, check=False, capture_output=True, text=True)
    assert (ran.returncode, ran.stderr) == (0, "")


def test_what_is_set_in_units_and_containers_is_a_setting():
    known = {f"CSTO_MAP_{item.name.upper()}" for item in dataclasses.fields(Settings)}
    root = DEPLOY.parent
    files = [*DEPLOY.iterdir(), root / "Containerfile", root / "docs" / "deploy.md"]
    for file in files:
        named = set(re.findall(r"CSTO_MAP_[A-Z_]+", file.read_text(encoding="utf-8")))
        assert named <= known, file


def test_the_composition_is_whole():
    told = yaml.safe_load((DEPLOY / "compose.yaml").read_text(encoding="utf-8"))
    services = told["services"]
    assert set(services) == {"web", "worker", "redis", "nginx"}
    for name in ("web", "worker", "redis"):
        assert services[name]["read_only"] is True, name
        assert services[name]["cap_drop"] == ["all"], name
        assert services[name]["networks"] == ["inner"], name
    # Whose image asks for capabilities otherwise, and answers to its own machine alone.
    assert services["redis"]["user"] == "redis"
    assert services["redis"]["command"][-2:] == ["--protected-mode", "no"]
    assert told["networks"]["inner"]["internal"] is True
    for one in services.values():
        assert set(one["networks"]) <= set(told["networks"])
        assert set(one.get("depends_on", [])) <= set(services)
    # The line that sets the address of the web server in our own file for nginx.
    before, after = re.search(r"sed s/(\S+?)/(\S+?)/ ", services["nginx"]["command"][-1]).groups()
    assert f"server {before};" in (DEPLOY / "nginx.conf").read_text(encoding="utf-8")
    assert after.partition(":")[0] in services
