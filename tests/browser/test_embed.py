"""The bare map in a frame of another page, and the code that puts it there."""

import http.server
import threading
import urllib.request
from html.parser import HTMLParser

import pytest

FRAMED = "/embed?date=2005-06-01&view=tajik-afghan&layers=states,border&theme=dark"


@pytest.fixture
def embed(visit):
    return lambda query, **options: visit(f"embed{query}", **options)


@pytest.fixture
def elsewhere(url):
    """A page of another origin that shows the atlas in a frame, and the plain page in one."""
    body = (
        f"<!doctype html><title>Elsewhere</title><h1>Elsewhere</h1>"
        f'<iframe id="embed" src="{url.rstrip("/")}{FRAMED}" width="800" height="500"></iframe>'
        f'<iframe id="whole" src="{url}" width="300" height="200"></iframe>'
    ).encode()

    class Page(http.server.BaseHTTPRequestHandler):
        def do_GET(self):
            self.send_response(200)
            self.send_header("Content-Type", "text/html")
            self.end_headers()
            self.wfile.write(body)

        def log_message(self, *args):
            pass

    server = http.server.ThreadingHTTPServer(("127.0.0.1", 0), Page)
    threading.Thread(target=server.serve_forever, daemon=True).start()
    yield f"http://127.0.0.1:{server.server_address[1]}/"
    server.shutdown()
    server.server_close()


def policy(url):
    with urllib.request.urlopen(url) as answer:
        return answer.headers["Content-Security-Policy"]


def test_only_the_embedded_page_may_be_framed_by_others(url):
    def ancestors(path):
        parts = policy(f"{url}{path}").split("; ")
        return next(part for part in parts if part.startswith("frame-ancestors"))

    assert ancestors("embed") == "frame-ancestors *"
    assert ancestors("embed?date=2009") == "frame-ancestors *"
    assert ancestors("") == "frame-ancestors 'self'"
    assert ancestors("methods") == "frame-ancestors 'self'"


def test_the_rest_of_its_policy_is_that_of_the_page(url):
    own, plain = (policy(f"{url}{path}").split("; ") for path in ("embed", ""))
    names = [part.split()[0] for part in own]

    assert names == [part.split()[0] for part in plain]
    script = next(part for part in own if part.startswith("script-src"))
    assert script in plain
    assert "{nonce}" not in " ".join(own)


def test_it_shows_the_map_and_the_timeline_and_nothing_else(embed):
    own = embed("?date=2009-06-14")
    hidden = ["header", "#layers", "#compare", "#step", "#speed", "#time-mode"]

    assert [name for name in hidden if own.page.locator(name).first.is_visible()] == []
    for name in ("#map", "#slider", "#play", "#zoom-in"):
        assert own.page.locator(name).is_visible()
    assert own.page.locator("#date-box").inner_text() == "14 June 2009"
    link, tools = (own.page.locator(one).bounding_box() for one in (".embed-link", ".map-tools"))
    assert link["x"] + link["width"] + 8 <= tools["x"]
    assert own.said == []


def test_its_title_leads_to_the_whole_atlas_in_the_same_view(embed, url):
    own = embed("?date=2005-06-01&view=tajik-afghan")
    own.press("Shift+ArrowRight")
    own.rest()
    link = own.page.locator(".embed-link")

    assert link.get_attribute("href") == f"{url}?date=2005-07-01&view=tajik-afghan"
    assert link.get_attribute("target") == "_blank"
    assert own.page.url.startswith(f"{url}embed?date=2005-07-01")


def test_the_keyboard_works_and_the_history_of_the_page_around_is_left_alone(embed):
    own = embed("?date=2009-06-14")
    before = own.run("() => history.length")
    own.press("PageDown", "PageUp", "End", "Home", "+", "0", "ArrowRight")
    own.rest()

    assert own.state()["date"] == "1991-01-02"
    assert own.run("() => history.length") == before


def test_a_page_of_another_origin_can_show_it_and_no_other_page(browser, elsewhere):
    context = browser.new_context(viewport={"width": 1200, "height": 800})
    page = context.new_page()
    try:
        page.goto(elsewhere)
        frame = next(f for f in page.frames if "/embed" in f.url)
        frame.wait_for_function("() => window.cstoMap")
        assert frame.evaluate("() => cstoMap.state().view") == "tajik-afghan"
        assert frame.evaluate("() => document.documentElement.dataset.theme") == "dark"
        whole = page.frames[-1]
        assert not whole.url.startswith("http") or whole.locator("#map").count() == 0
    finally:
        context.close()


class Frames(HTMLParser):
    def __init__(self):
        super().__init__()
        self.found = []

    def handle_starttag(self, tag, attrs):
        self.found.append((tag, dict(attrs)))


def test_the_code_for_a_frame_is_copied_in_the_dialog(visit, url):
    own = visit("?date=2005-06-01&f.country=TJK", permissions=["clipboard-read", "clipboard-write"])
    own.page.locator("#save-image").click()
    own.page.locator("#copy-embed").click()
    own.wait("() => document.querySelector('#notices .notice')")
    code = own.run("() => navigator.clipboard.readText()")
    reader = Frames()
    reader.feed(code)
    ((tag, attributes),) = reader.found

    assert tag == "iframe"
    assert attributes["src"] == f"{url}embed?date=2005-06-01&f.country=TJK"
    assert attributes["title"] == "CSTO Map, 1 June 2005"
    assert (attributes["width"], attributes["height"]) == ("960", "640")


def test_texts_cannot_break_out_of_the_code(shared):
    code = shared.run(
        """async () => (await import("/modules/export/embedding.js")).embedCode('http://x/embed?a=1&b="', '"><script>')"""
    )
    reader = Frames()
    reader.feed(code)

    ((tag, attributes),) = reader.found
    assert (tag, attributes["title"], attributes["src"]) == (
        "iframe",
        '"><script>',
        'http://x/embed?a=1&b="',
    )


def test_on_a_phone_the_frame_fits(embed):
    own = embed("?date=2009-06-14", viewport={"width": 390, "height": 500}, has_touch=True)
    whole = """() => {
      const { scrollHeight, clientHeight, scrollWidth, clientWidth } = document.getElementById("headline");
      return scrollHeight <= clientHeight && scrollWidth <= clientWidth;
    }"""
    map_, slider = (own.page.locator(id_).bounding_box() for id_ in ("#map", "#slider"))

    # What is told stands above the map, its notes and its time below.
    assert 0 < map_["y"] < 90
    assert map_["height"] > 250
    assert slider["y"] >= map_["y"] + map_["height"] - 1
    # The headline is told whole: "Seven states are members of" would be none.
    assert own.run(whole)
    assert own.run("() => document.documentElement.scrollWidth <= innerWidth")
    # So is a longer one.
    own.show("?date=2005-06-01&view=tajik-afghan")
    assert own.page.locator("#headline").inner_text() == (
        "Russia still guards at least two of six sectors"
    )
    assert own.run(whole)


@pytest.mark.parametrize("size", [(600, 400), (800, 450), (360, 300)], ids=str)
def test_in_a_low_frame_the_headline_stands_in_it(embed, size):
    width, height = size
    own = embed("?date=2009-06-14&view=caucasus", viewport={"width": width, "height": height})
    map_ = own.page.locator("#map").bounding_box()
    assert map_["height"] >= 0.4 * height
    for id_ in ("date-box", "zoom-in") if width < 500 else ("headline", "date-box", "zoom-in"):
        box = own.page.locator(f"#{id_}").bounding_box()
        assert box, id_
        assert box["y"] >= 0, id_
        assert box["x"] + box["width"] <= width, id_
    if width >= 500:
        assert own.run(
            "() => { const n = document.getElementById('headline'); "
            "return n.scrollHeight <= n.clientHeight && n.scrollWidth <= n.clientWidth; }"
        )
