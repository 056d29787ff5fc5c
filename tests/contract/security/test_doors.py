"""Who may come in, how often, and what whoever stays outside is told."""

import base64
import itertools
import logging
import time

import httpx
import pytest
import servers
from click.testing import CliRunner
from csto_map.app import create_app
from csto_map.app.http.cautions import cautions
from csto_map.app.http.doors import COOKIE, Keys
from csto_map.app.settings import Settings
from toy_world import write

from csto_map.atlas import Atlas
from csto_map.cli import main
from csto_map.errors import BadFile, BadOption
from csto_map.machine import passwords

TOKEN = "0123456789-abcdef-of-a-test"
PASSWORD = "correct horse"
PRIVATE = ("/", "/embed", "/api/v1/atlas", "/healthz/", "/jobs/x", "/metrics", "/robots.txt")
OPEN = ("/livez", "/readyz", "/healthz")
FORM = "application/x-www-form-urlencoded"


@pytest.fixture(scope="module")
def atlas(tmp_path_factory):
    return Atlas.load(write(tmp_path_factory.mktemp("doors") / "toy"))


@pytest.fixture(scope="module")
def users(tmp_path_factory):
    path = tmp_path_factory.mktemp("users") / "users"
    path.write_text(f"# Who may come in.\n{passwords.line('Анна', PASSWORD)}\n", encoding="utf-8")
    return path


addresses = itertools.count(1)


def client(url, *, peer="", **headers):
    """A client of its own address, that no other test has used up the tries of."""
    # A proxy on this machine is believed.
    told = {"x-forwarded-for": peer or f"10.9.0.{next(addresses)}"}
    told.update({name.replace("_", "-"): value for name, value in headers.items()})
    return httpx.Client(base_url=url, headers=told, timeout=60)


@pytest.fixture(scope="module")
def with_token(atlas):
    with servers.hosting(create_app(atlas, Settings(token=TOKEN, metrics="on")).server) as url:
        yield url


@pytest.fixture(scope="module")
def with_users(atlas, users):
    with servers.hosting(create_app(atlas, Settings(users=str(users))).server) as url:
        yield url


def basic(name, password):
    return "Basic " + base64.b64encode(f"{name}:{password}".encode()).decode()


def test_without_a_key_only_the_health_is_told(with_token, with_users):
    for app, way in ((with_token, "Bearer"), (with_users, "Basic")):
        asking = client(app)
        for path in OPEN:
            assert asking.get(path).status_code == 200, path
        for path in PRIVATE:
            answer = asking.get(path)
            assert answer.status_code == 401, path
            assert answer.headers["www-authenticate"].startswith(way)
            assert answer.json()["type"] == "/api#sign-in-needed"
            assert "content-security-policy" in answer.headers
        assert asking.post("/jobs", json={}).status_code == 401
        assert asking.options("/api/v1/atlas").status_code == 401


def test_the_token_opens_for_programs(with_token):
    asking = client(with_token, authorization=f"Bearer {TOKEN}")
    assert asking.get("/api/v1/atlas").status_code == 200
    assert "csto_map_info" in asking.get("/metrics").text


@pytest.mark.parametrize(
    "offered",
    ["", "Bearer", f"Bearer {TOKEN}x", f"Bearer {TOKEN[:-1]}", f"Token {TOKEN}", "Bearer é"],
)
def test_what_is_not_quite_the_token_opens_nothing(with_token, offered):
    answer = client(with_token).get("/api/v1/atlas", headers={"authorization": offered.encode()})
    assert answer.status_code == 401
    assert TOKEN not in answer.text


def test_a_user_of_the_file_comes_in_by_name_and_password(with_users):
    assert client(with_users, authorization=basic("Анна", PASSWORD)).get("/").status_code == 200
    wrong = [("Анна", "wrong horse"), ("Boris", PASSWORD), ("", ""), ("Анна", "")]
    for name, password in wrong:
        asking = client(with_users, authorization=basic(name, password))
        assert asking.get("/").status_code == 401
    for text in ("Basic", "Basic !!!", "Basic " + base64.b64encode(b"\xff\xfe").decode()):
        assert client(with_users, authorization=text).get("/").status_code == 401


def test_a_password_is_hashed_once_for_all_that_a_page_asks_for(with_users, monkeypatch):
    asked = []
    right = passwords.right
    monkeypatch.setattr(passwords, "right", lambda *given: asked.append(1) or right(*given))
    asking = client(with_users, authorization=basic("Анна", PASSWORD))
    asking.get("/")
    first = len(asked)
    assert [asking.get("/healthz/").status_code for _ in range(5)] == [404] * 5
    assert len(asked) == first <= 1


def test_people_type_the_token_once_and_have_a_cookie(with_token):
    asking = client(with_token, accept="text/html", accept_language="ru-RU,ru;q=0.9")
    page = asking.get("/?date=2003&title=%22%3E%3Cscript%3E")
    assert page.status_code == 401
    assert 'action="/sign-in"' in page.text
    assert "Токен" in page.text
    assert "<script" not in page.text
    assert "form-action 'self'" in page.headers["content-security-policy"]

    signed = asking.post(
        "/sign-in",
        content=f"token={TOKEN}&next=%2F%3Fdate%3D2003",
        headers={"content-type": FORM, "sec-fetch-site": "same-origin"},
    )
    assert (signed.status_code, signed.headers["location"]) == (303, "/?date=2003")
    told = signed.headers["set-cookie"].lower()
    assert "httponly" in told
    assert "samesite=lax" in told
    assert TOKEN not in told
    assert asking.get("/?date=2003").status_code == 200
    # What the page brings with it comes by the same cookie.
    assert asking.get("/api/v1/atlas").status_code == 200


def test_below_a_path_the_page_and_its_cookie_are_there_too(atlas):
    app = create_app(atlas, Settings(token=TOKEN, root_path="/atlas")).server
    with servers.hosting(app) as url:
        asking = client(url, accept="text/html")
        assert 'action="/atlas/sign-in"' in asking.get("/atlas/?date=2003").text
        signed = asking.post("/atlas/sign-in", data={"token": TOKEN, "next": "/?date=2003"})
        assert (signed.status_code, signed.headers["location"]) == (303, "/atlas/?date=2003")
        assert "path=/atlas;" in signed.headers["set-cookie"].lower()
        assert asking.get("/atlas/?date=2003").status_code == 200


def test_over_https_the_cookie_goes_nowhere_else(with_token):
    asking = client(with_token, x_forwarded_proto="https")
    told = asking.post("/sign-in", content=f"token={TOKEN}", headers={"content-type": FORM})
    assert "secure" in told.headers["set-cookie"].lower()


@pytest.mark.parametrize(
    "where",
    ["https://evil.example/", "//evil.example", "/\\evil.example", "evil", "/a\r\nSet-Cookie: x=1"],
)
def test_signing_in_leads_nowhere_else(with_token, where):
    asking = client(with_token)
    answer = asking.post("/sign-in", data={"token": TOKEN, "next": where})
    assert answer.headers["location"] == "/"


def test_cookies_that_nobody_gave_open_nothing(with_token):
    keys = Keys(TOKEN, {})
    until, seal = keys.cookie().split(".")
    past = str(int(time.time()) - 1)
    forged = [
        f"{until}.{'0' * 64}",
        f"{int(until) + 1}.{seal}",
        f"{past}.{keys._sealed(past)}",
        Keys("another-token-of-ours", {}).cookie(),
        "",
        ".",
        f"{'9' * 5000}.{seal}",
    ]
    for value in forged:
        asking = client(with_token, cookie=f"{COOKIE}={value}")
        assert asking.get("/api/v1/atlas").status_code == 401, value
    good = client(with_token, cookie=f"x=1; {COOKIE}={until}.{seal}")
    assert good.get("/api/v1/atlas").status_code == 200
    assert not Keys("", {"a": "b"}).cookie_is(Keys("", {}).cookie())


@pytest.mark.parametrize(
    "from_elsewhere",
    [{"sec-fetch-site": "cross-site"}, {"sec-fetch-site": "same-site"}, {"origin": "http://evil"}],
)
def test_a_foreign_page_can_change_nothing(with_token, from_elsewhere):
    asking = client(with_token, cookie=f"{COOKIE}={Keys(TOKEN, {}).cookie()}")
    ours = {"origin": with_token.rstrip("/"), "content-type": "application/json"}
    for method, path in (("POST", "/jobs"), ("DELETE", "/jobs/" + "a" * 20)):
        answer = asking.request(method, path, headers=from_elsewhere)
        assert (answer.status_code, answer.json()["type"]) == (403, "/api#foreign-page")
        assert asking.request(method, path, content=b"{}", headers=ours).status_code in (400, 404)


def test_whoever_guesses_has_to_wait(with_token, caplog):
    asking = client(with_token)
    guesses = [asking.get("/", headers={"authorization": f"Bearer {k}"}) for k in range(12)]
    assert [answer.status_code for answer in guesses] == [401] * 10 + [429] * 2
    assert int(guesses[-1].headers["retry-after"]) > 0
    form = asking.post("/sign-in", data={"token": TOKEN})
    assert form.status_code == 429
    assert TOKEN not in caplog.text
    # Others do not, nor does whoever has come in.
    assert client(with_token).get("/").status_code == 401
    cookie = f"{COOKIE}={Keys(TOKEN, {}).cookie()}"
    assert asking.get("/api/v1/atlas", headers={"cookie": cookie}).status_code == 200


def test_one_client_may_ask_only_so_often(atlas):
    with servers.hosting(create_app(atlas, Settings(rate_limit="5/hour")).server) as url:
        asking = client(url, peer="2001:db8:1:2::1")
        codes = [asking.get("/api/v1/atlas").status_code for _ in range(7)]
        assert codes == [200] * 5 + [429] * 2
        refused = client(url, peer="2001:db8:1:2::ffff").get("/")
        assert refused.status_code == 429
        assert refused.headers["content-type"] == "application/problem+json"
        assert refused.json()["type"] == "/api#too-many-requests"
        assert 0 < int(refused.headers["retry-after"]) <= 7200
        # Neither what watches over the server nor what a page brings with it is counted.
        for path in OPEN:
            assert asking.get(path).status_code == 200
        assert asking.get("/static/none").status_code == 404
        assert client(url, peer="2001:db8:1:3::1").get("/").status_code == 200


@pytest.mark.parametrize(
    "text", ["lots", "0/minute", "5/fortnight", "5/minute,6/hour", "5 / minute"]
)
def test_what_is_no_rate_is_refused(text):
    with pytest.raises(BadOption, match="CSTO_MAP_RATE_LIMIT"):
        Settings(rate_limit=text)


def test_a_weak_token_is_refused_and_no_token_is_ever_shown():
    for text in ("short", "with spaces in all of it", "ключключключключключ"):
        with pytest.raises(BadOption, match="CSTO_MAP_TOKEN is not") as refused:
            Settings.from_env({"CSTO_MAP_TOKEN": text})
        assert text not in str(refused.value)
    assert TOKEN not in repr(Settings(token=TOKEN))


def test_the_command_writes_a_line_that_the_server_reads(tmp_path):
    ran = CliRunner().invoke(main, ["password", "anna"], input=f"{PASSWORD}\n{PASSWORD}\n")
    assert ran.exit_code == 0, ran.output
    assert PASSWORD not in ran.output
    path = tmp_path / "users"
    path.write_text(ran.stdout)
    (kept,) = passwords.read(path).values()
    assert passwords.right(PASSWORD, kept)
    assert not passwords.right(PASSWORD + " ", kept)


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("anna:secret-in-clear\n", ":1: not NAME:HASH"),
        ("# none\n", "names no user"),
        ("anna:$scrypt$99999999$9$9$" + "A" * 24 + "$" + "A" * 44, ":1: not NAME:HASH"),
        ("anna:$scrypt$3$8$5$" + "A" * 24 + "$" + "A" * 44, ":1: not NAME:HASH"),
    ],
)
def test_a_file_of_users_that_is_none_is_refused_without_being_shown(tmp_path, text, said):
    path = tmp_path / "users"
    path.write_text(text)
    with pytest.raises(BadFile, match=said) as refused:
        passwords.read(path)
    assert "secret" not in str(refused.value)
    with pytest.raises(BadFile, match="cannot be read"):
        passwords.read(tmp_path / "none")


def test_a_server_for_others_is_warned_of_what_it_lacks():
    def told(**given):
        return " ".join(cautions(Settings(**given), 2))

    everything = {"token": TOKEN, "rate_limit": "9/minute", "hosts": "atlas.example.org"}
    for host in ("127.0.0.1", "::1", "localhost", "127.9.9.9"):
        assert told(host=host, hosts="*") == ""
    for host in ("0.0.0.0", "::", "192.0.2.1", "atlas.example.org"):
        for name in ("TOKEN", "RATE_LIMIT", "HOSTS"):
            assert f"CSTO_MAP_{name}" in told(host=host)
    assert "any name" in told(host="0.0.0.0", hosts="*")
    # What is left to say: that several processes count by themselves.
    assert "up to 2 times 9/minute" in told(host="0.0.0.0", **everything)
    assert list(cautions(Settings(host="0.0.0.0", **everything))) == []


def test_no_log_has_a_token(with_token, caplog):
    caplog.set_level(logging.DEBUG)
    asking = client(with_token, authorization=f"Bearer {TOKEN}")
    asking.get(f"/api/v1/atlas?token={TOKEN}")
    asking.post("/sign-in", data={"token": TOKEN})
    told = [record.getMessage() for record in caplog.records if record.name.startswith("csto_map")]
    assert told
    assert not [line for line in told if TOKEN in line]
