"""Firefox and WebKitGTK go through the guided tour as Chromium does."""

import io

import other_browsers
import pytest
from other_browsers import wait
from PIL import Image

READY = """return Boolean(window.cstoMap && document.getElementById("loading").hidden)"""
HERE = """
  const { page } = window.cstoMap;
  const box = document.getElementById("map").getBoundingClientRect();
  return {
    day: page.view.day,
    symbols: document.querySelectorAll("#map .symbols image").length,
    areas: [...document.querySelectorAll("#map .areas path[data-id]")]
      .filter((one) => one.getBoundingClientRect().width > 1).length,
    headline: document.getElementById("headline").textContent,
    map: [box.left, box.top, box.width, box.height],
  };
"""
# The card tells of a stop.
TOLD = """
  return cstoMap.page.view.tour === arguments[0]
    && document.getElementById("story-title")?.textContent === arguments[1]
"""
# And the map has come to it and been named.
ARRIVED = f"""{TOLD}
    && document.getElementById("story-again").hidden
    && document.querySelectorAll("#map .names text").length > 3
"""
# Note what goes wrong; sizes that a browser tells in its next frame only do not.
WATCH = """
  window.faults = [];
  window.addEventListener("error", ({ message }) => {
    if (!message.startsWith("ResizeObserver loop")) faults.push(message);
  });
  window.addEventListener("unhandledrejection", (e) => faults.push(String(e.reason)));
"""
# Bring the page to the view of a link without loading it anew, as Back does.
SHOW = """
  history.replaceState(null, "", location.pathname + arguments[0]);
  cstoMap.page.back();
"""


@pytest.fixture(scope="module", params=["firefox", "webkit"])
def driven(request, url):
    missing = other_browsers.lacking(request.param)
    if missing:
        pytest.skip(f"not on this machine: {missing} (packages of Debian)")
    with other_browsers.driving(request.param) as browser:
        browser.go(f"{url}?date=2009-06-14")
        wait(browser, READY)
        browser.run(WATCH)
        yield browser


def test_the_tour_is_gone_through(driven, real_atlas):
    (tour,) = (one for one in real_atlas.tours if one.id == "guided")
    driven.run("document.getElementById('open-tour').click()")
    seen = []
    for k, stop in enumerate(tour.stops, 1):
        # Most are left on the way to them, as by a reader in a hurry.
        at_rest = k % 3 == 1
        wait(driven, ARRIVED if at_rest else TOLD, f"guided:{k}", stop.title)
        found = driven.run(HERE)
        assert found["day"] == stop.date.toordinal(), stop.title
        assert found["areas"] > 3, stop.title
        assert found["headline"]
        seen.append(found["symbols"])
        if k < len(tour.stops):
            driven.run("document.getElementById('story-next').click()")
    assert min(seen) > 0
    assert driven.run("return window.faults") == []


def test_it_is_presented_and_something_is_painted(driven):
    driven.run(SHOW, "?date=2004-12-06&view=tajik-afghan")
    driven.press("p")
    wait(driven, "return 'presenting' in document.documentElement.dataset")
    wait(driven, "return Boolean(document.querySelector('.strip-text')?.textContent)")
    left, top, width, height = (round(v) for v in driven.run(HERE)["map"])
    assert height > 200
    shown = Image.open(io.BytesIO(driven.picture())).convert("RGB")
    scale = shown.width / driven.run("return window.innerWidth")
    box = (left + 20, top + 20, left + width - 20, top + height - 20)
    colours = shown.crop([round(v * scale) for v in box]).getcolors(1 << 20)
    ours = {colour for count, colour in colours if count > 50}
    # Land, members, and the red of who guards which sector are all there.
    for wanted in ((0xF4, 0xF1, 0xE9), (0xBF, 0xD5, 0xE0), (0x9C, 0x24, 0x30)):
        assert min(sum(abs(a - b) for a, b in zip(wanted, c, strict=True)) for c in ours) < 24
    driven.press("p")
    wait(driven, "return !('presenting' in document.documentElement.dataset)")
    assert driven.run("return window.faults") == []
