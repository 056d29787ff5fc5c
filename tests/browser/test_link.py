"""A view is a link and a link is a view; Back, Forward and reload restore it."""

import random

import pytest

BAD = {
    "date": "1066-10-14",
    "view": "mars",
    "org": "NATO",
    "layers": "states,ufos",
    "sel": "nobody",
    "theme": "pink",
    "icons": "emoji",
    "box": "1,2,3",
}


@pytest.fixture
def page(tab):
    tab.show("?date=2009-06-14")
    return tab


def some_views(atlas, count):
    rng = random.Random(3)
    config = atlas.config
    layers = [layer.id for layer in config.layers]
    ids = [None, *(m["id"] for m in atlas.timeline["marks"]), "RUS", "sector:pyanj"]
    for _ in range(count):
        x, y = rng.randrange(-4000, 4000), rng.randrange(-3000, 3000)
        yield {
            "day": rng.randint(atlas.first.toordinal(), atlas.horizon.toordinal()),
            "view": rng.choice(config.views).id,
            "lens": rng.choice(config.lenses).id,
            "layers": [name for name in layers if rng.random() < 0.6],
            "selection": rng.choice(ids),
            "theme": rng.choice([None, "light", "dark"]),
            "icons": rng.choice(["app6", "plain"]),
            "box": rng.choice([None, [x, y, x + rng.randint(2, 9000), y + rng.randint(2, 5000)]]),
        }


def test_a_thousand_views_survive_being_links(shared, real_atlas):
    views = list(some_views(real_atlas, 1000))
    found = shared.run(
        """(views) => {
          const { page } = cstoMap;
          const known = (id) => page.ids.has(id);
          const plain = cstoMap.core.link.parse("", page.data, known).view;
          return views.map((own) => {
            const view = { ...plain, ...own };
            const link = cstoMap.core.link.format(view, page.data);
            const read = cstoMap.core.link.parse(link, page.data, known);
            return { link, view, read };
          });
        }""",
        views,
    )

    for got in found:
        assert got["read"]["problems"] == [], got["link"]
        assert got["read"]["view"] == got["view"], got["link"]


def test_a_link_says_only_what_is_not_as_by_default(shared, real_atlas):
    link = shared.run(
        "() => cstoMap.core.link.format(cstoMap.core.link.parse('', cstoMap.page.data, () => 0).view, cstoMap.page.data)"
    )

    # The latest day that is known, unless a link says another.
    assert real_atlas.config.default_date == real_atlas.horizon
    assert link == f"?date={real_atlas.horizon}"


@pytest.mark.parametrize("name", [*BAD, "colour"])
def test_a_bad_parameter_is_left_out_and_named(shared, name):
    value = BAD.get(name, "red")
    found = shared.run(
        """(query) => {
          const { page } = cstoMap;
          const read = (q) => cstoMap.core.link.parse(q, page.data, (id) => page.ids.has(id));
          return { ...read(query), plain: read("").view };
        }""",
        f"?{name}={value}",
    )

    (problem,) = found["problems"]
    assert (problem["name"], problem["value"]) == (name, value)
    assert problem["expected"]
    assert found["view"] == found["plain"]


def test_every_bad_parameter_of_a_link_is_told(visit, real_atlas):
    query = "&".join(f"{name}={value}" for name, value in BAD.items())
    page = visit(f"?{query}&lens=x")
    told = page.notices()

    assert len(told) == len(BAD) + 1
    for name, value in BAD.items():
        assert any(f"{name} “{value}”" in text for text in told), name
    assert page.state()["date"] == f"{real_atlas.horizon}"
    page.rest()
    assert page.query() == f"?date={real_atlas.horizon}"


def test_back_and_forward_restore_view_lens_and_layers(page):
    start = page.state()
    page.page.select_option("#view", "central-asia")
    page.rest()
    seen = [start, page.state()]
    page.page.select_option("#lens", "CIS")
    seen.append(page.state())
    page.page.locator("#layer-bases").uncheck()
    seen.append(page.state())
    assert [s["view"] for s in seen] == ["alliance", *["central-asia"] * 3]
    assert seen[-1]["organization"] == "CIS"
    assert "bases" not in seen[-1]["layers"]

    for wanted in reversed(seen[:-1]):
        page.page.go_back()
        page.wait(
            "(view) => cstoMap.state().layers.join() === view.layers.join() && "
            "cstoMap.state().organization === view.organization && "
            "cstoMap.state().view === view.view",
            wanted,
        )
        assert page.state() == wanted
    page.rest()
    wide = page.run("() => cstoMap.core.camera.kmPerPx(cstoMap.page.map.frame)")
    page.page.go_forward()
    page.wait("() => cstoMap.state().view === 'central-asia'")
    assert page.run("() => cstoMap.core.camera.kmPerPx(cstoMap.page.map.frame)") < wide * 0.8
    page.show("?date=2009-06-14")


def test_reload_restores_everything(visit):
    query = (
        "?date=2004-11-20&view=tajik-afghan&org=CIS&layers=states,bases,border"
        "&sel=sector:pyanj&theme=dark&icons=plain"
    )
    page = visit(query)
    page.rest()
    before = page.state()
    assert page.query() == query
    page.page.locator("#zoom-in").click()
    page.rest()
    frame = page.run("() => cstoMap.page.map.frame")
    page.page.reload()
    page.wait("() => window.cstoMap && window.cstoMap.page.cards")
    page.rest()

    assert page.state() == before
    after = page.run("() => cstoMap.page.map.frame")
    assert after.pop("rotation") == frame.pop("rotation") is not None
    assert list(after.values()) == pytest.approx(list(frame.values()), abs=1)
    assert page.page.locator("#card h2").inner_text().startswith("Pyanj")


def test_copying_the_link_says_so(browser, url, visit):
    page = visit("?date=2003-10-23", permissions=["clipboard-read", "clipboard-write"])
    page.menu()
    page.page.locator("#copy-link").click()
    page.page.locator("#notices .notice").wait_for()

    assert page.notices() == [page.words("notice", "copied")]
    assert page.run("() => navigator.clipboard.readText()") == f"{url}?date=2003-10-23"
