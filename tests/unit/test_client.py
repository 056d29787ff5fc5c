"""The address behind a request, and whom the server believes about it."""

import apart
import pytest
import servers
from csto_map.app import create_app
from csto_map.app.http import client
from csto_map.app.settings import Settings

from csto_map.atlas import Atlas
from csto_map.errors import BadOption


def seen(trusted, peer, *headers):
    """What an app behind `Forwarded` sees of a request."""
    found = {}

    async def app(scope, _, __):
        found.update(scope)

    scope = {
        "type": "http",
        "scheme": "http",
        "client": (peer, 1),
        "headers": [(name.encode(), value.encode()) for name, value in headers],
    }
    apart.outcome(client.Forwarded(app, trusted)(scope, None, None))
    host = dict(found["headers"]).get(b"host", b"").decode()
    return client.address(found), found["scheme"], host


TOLD = [
    ("host", "inner"),
    ("x-forwarded-for", "6.6.6.6, 203.0.113.7, 10.1.2.3"),
    ("x-forwarded-proto", "https"),
    ("x-forwarded-host", "atlas.example.org"),
]


@pytest.mark.parametrize(
    ("trusted", "peer", "expected"),
    [
        ("10.1.0.0/16", "10.1.0.1", ("203.0.113.7", "https", "atlas.example.org")),
        ("10.1.0.1", "10.1.0.1", ("10.1.2.3", "https", "atlas.example.org")),
        ("10.1.0.0/16", "10.2.0.1", ("10.2.0.1", "http", "inner")),
        ("", "127.0.0.1", ("127.0.0.1", "http", "inner")),
        ("::1", "::1", ("10.1.2.3", "https", "atlas.example.org")),
        ("10.1.0.0/16", "::ffff:10.1.0.1", ("203.0.113.7", "https", "atlas.example.org")),
    ],
)
def test_only_a_trusted_proxy_is_believed(trusted, peer, expected):
    assert seen(trusted, peer, *TOLD) == expected


@pytest.mark.parametrize(
    ("told", "found"),
    [
        ("203.0.113.7:4711", "203.0.113.7"),
        ("[2001:db8::1]:80", "2001:db8::1"),
        ("2001:db8::1", "2001:db8::1"),
        # What comes before a text that is none was told by nobody whom we know.
        ("203.0.113.7, garbage, 127.0.0.1", "127.0.0.1"),
        # All of them are ours: then it is the first.
        ("127.0.0.2, 127.0.0.1", "127.0.0.2"),
    ],
)
def test_addresses_may_have_ports_and_brackets(told, found):
    assert seen("127.0.0.0/8", "127.0.0.1", ("x-forwarded-for", told))[0] == found


@pytest.mark.parametrize("scheme", ["ftp", "javascript", "HTTPS\r\n"])
def test_a_scheme_is_one_of_two(scheme):
    assert seen("127.0.0.1", "127.0.0.1", ("x-forwarded-proto", scheme))[1] == "http"


@pytest.mark.parametrize("text", ["<script>", "", "a" * 5000, "999.1.1.1"])
def test_what_is_no_address_is_unknown(text):
    found, _, _ = seen("127.0.0.1", "127.0.0.1", ("x-forwarded-for", text))
    assert found in (client.UNKNOWN, "127.0.0.1")


@pytest.mark.parametrize(
    ("host", "key"),
    [
        ("192.0.2.1", "192.0.2.1"),
        ("::ffff:192.0.2.1", "192.0.2.1"),
        ("2001:db8:1:2:3:4:5:6", "2001:db8:1:2::/64"),
        ("2001:DB8:1:2::9", "2001:db8:1:2::/64"),
        ("fe80::1%eth0", "fe80::/64"),
        ("/run/socket", client.UNKNOWN),
    ],
)
def test_a_client_is_counted_by_what_is_all_its_own(host, key):
    assert client.key({"client": (host, 1)}) == key
    assert client.key({"client": None}) == client.UNKNOWN


def test_what_is_no_proxy_is_refused():
    with pytest.raises(BadOption, match=r"CSTO_MAP_TRUSTED_PROXIES: 'proxy\.example' is"):
        Settings.from_env({"CSTO_MAP_TRUSTED_PROXIES": "127.0.0.1, proxy.example"})


def test_a_name_that_a_proxy_tells_is_checked_as_any_other(toy):
    app = create_app(Atlas.load(toy), Settings(hosts="atlas.example.org")).server
    told = [{"X-Forwarded-Host": name} for name in ("atlas.example.org", "evil.example")]
    answers = [servers.ask(app, "/robots.txt", headers=one)[0] for one in told]
    assert [answer.status_code for answer in answers] == [200, 421]
    assert "http://atlas.example.org/sitemap.xml" in answers[0].text


def test_no_header_lets_a_foreign_name_in(toy):
    app = create_app(Atlas.load(toy), Settings()).server
    # A page of evil.example whose name leads to this machine may send what it likes.
    told = {"X-Forwarded-Host": "localhost", "X-Forwarded-For": "127.0.0.1"}
    (answer,) = servers.ask(app, "/", host="evil.example", headers=told)
    assert answer.status_code == 421
