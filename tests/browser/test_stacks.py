"""Symbols that share a place: the list behind a stack, what zooming shows, and their cards."""

import math

import pytest

SYMBOLS = """() => cstoMap.page.map.symbols
  .map(({ id, members, px, py }) => ({ id, members, px, py }))"""
NAMES = "(ids) => ids.map((id) => cstoMap.page.marks.get(id).name)"
PLACES = "() => cstoMap.page.data.marks.map(({ id, x, y }) => [id, x, y])"


@pytest.fixture
def page(tab):
    tab.show("?date=2004-06-01&view=central-asia&numbers=off")
    return tab


def stacks(page):
    return [one for one in page.run(SYMBOLS) if len(one["members"]) > 1]


def largest(page):
    return max(stacks(page), key=lambda one: len(one["members"]))


def click(page, stack):
    box = page.page.locator("#map").bounding_box()
    page.page.mouse.click(box["x"] + stack["px"], box["y"] + stack["py"])


def test_a_click_lists_all_that_a_stack_stands_for_the_most_important_first(page):
    stack = largest(page)
    click(page, stack)
    page.page.locator(".others.stack").wait_for()
    names = page.run(NAMES, stack["members"])

    assert stack["members"][0] == stack["id"]
    rows = page.page.locator(".others.stack li")
    assert rows.count() == len(names) > 2
    for row, name in zip(rows.all_inner_texts(), names, strict=True):
        assert row.startswith(name)


def test_a_row_of_the_list_opens_its_card(page):
    # Another one than before: two clicks on one place, soon after each other, zoom.
    stack = min(stacks(page), key=lambda one: len(one["members"]))
    click(page, stack)
    (name,) = page.run(NAMES, stack["members"][-1:])
    page.page.locator(".others.stack button").last.click()
    page.wait("(id) => cstoMap.page.view.selection === id", stack["members"][-1])

    page.page.locator(f"#card-head h2:text-is('{name}')").wait_for()


def test_zooming_in_unfolds_a_stack_into_symbols(page):
    stack = largest(page)
    places = {id_: (x, y) for id_, x, y in page.run(PLACES)}
    x, y = places[stack["id"]]
    box = ",".join(str(round(v)) for v in (x - 20, y - 15, x + 20, y + 15))
    page.show(f"?date=2004-06-01&view=central-asia&numbers=off&box={box}")
    (left,) = [one["members"] for one in page.run(SYMBOLS) if stack["id"] in one["members"]]

    apart = [id_ for id_ in stack["members"] if math.dist(places[id_], (x, y)) > 1]
    assert apart
    assert not set(left) & set(apart)


def test_also_at_this_place_means_that_place(page):
    """Within a kilometre: what stands in the same town, or the same stack, is elsewhere."""
    places = {id_: (x, y) for id_, x, y in page.run(PLACES)}
    today = page.run("() => Object.keys(cstoMap.page.today.marks)")
    listed = f"h3:text-is('{page.words('card', 'also_here')}') + ul button"
    apart = together = 0
    for stack in sorted(stacks(page), key=lambda one: len(one["members"]))[-3:]:
        for id_ in stack["members"]:
            page.run("(id) => cstoMap.page.select(id)", id_)
            near = [
                other
                for other in today
                if other != id_ and math.dist(places[other], places[id_]) <= 1
            ]
            together += len(near)
            apart += len(set(stack["members"]) - {id_, *near})
            titles = "(ids) => ids.map((id) => cstoMap.page.details.cards[id].title)"
            page.page.locator(f"#card-head h2:text-is('{page.run(titles, [id_])[0]}')").wait_for()
            told = page.page.locator(listed).all_inner_texts()
            assert sorted(told) == sorted(page.run(titles, near))
    assert together
    assert apart
