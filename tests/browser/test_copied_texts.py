"""Words that stand apart on the screen are apart in copied text, and for screen readers."""

import pytest

# Texts that follow each other with a gap that only looks like a space: copied, they are one word.
JOINS = r"""(root) => {
  const shown = [];
  const words = document.createTreeWalker(document.querySelector(root), NodeFilter.SHOW_TEXT);
  for (let node = words.nextNode(); node; node = words.nextNode()) {
    const { parentElement: around } = node;
    if (node.data.trim() && !around.closest("svg") && around.checkVisibility()) shown.push(node);
  }
  const selection = getSelection();
  const boxes = (node) => {
    const range = document.createRange();
    range.selectNodeContents(node);
    return [...range.getClientRects()];
  };
  const found = shown.slice(1).flatMap((next, k) => {
    const last = shown[k];
    const [end, start] = [last.data.trimEnd().length, next.data.length - next.data.trimStart().length];
    selection.setBaseAndExtent(last, end - 1, next, start + 1);
    // Of what is inert, or wants to be no text, nothing is copied.
    const copied = selection.toString();
    if (!copied || /\s/.test(copied)) return [];
    const [one, other] = [boxes(last).at(-1), boxes(next)[0]];
    const below = other.top >= one.top + one.height / 2;
    return below || Math.abs(other.left - one.right) > 1.5 ? [`${last.data}|${next.data}`] : [];
  });
  selection.removeAllRanges();
  return [shown.length, found];
}"""
# Of each kind of thing with a card those that say most in one of its parts.
FULLEST = """() => {
  const parts = ["facts", "history", "strengths", "equipment", "agreements", "troops", "related"];
  const kinds = {};
  for (const [id, card] of Object.entries(cstoMap.page.cards.details.cards)) {
    const kind = id.includes(":") ? id.split(":")[0] : "state";
    for (const part of parts) {
      const most = ((kinds[kind] ||= {})[part] ||= ["", 0]);
      const count = (card[part] || []).length;
      if (count > most[1]) kinds[kind][part] = [id, count];
    }
  }
  return Object.entries(kinds).map(([kind, most]) =>
    [kind, [...new Set(Object.values(most).map(([id]) => id).filter(Boolean))]]);
}"""
DAY = "?date=2009-06-14"


def joined(page, root="body"):
    """Words that would be copied as one, of a part of the page which has some."""
    count, found = page.run(JOINS, root)
    assert count > 3
    return found


@pytest.fixture
def page(tab):
    tab.show(DAY)
    return tab


def test_cards_of_every_kind(page):
    kinds = dict(page.run(FULLEST))
    assert {"state", "site", "deployment", "contingent", "sector", "event", "point"} <= set(kinds)
    for ids in kinds.values():
        for one in ids:
            page.run("(id) => cstoMap.page.select(id)", one)
            page.page.locator("#card .panel-body > *").first.wait_for()
            page.run(
                "() => document.querySelectorAll('#card details').forEach((d) => (d.open = true))"
            )
            assert joined(page, "#card") == [], one


def test_legend_headline_notes_and_timeline(page):
    assert joined(page) == []


def test_charts_and_lists_of_differences(page):
    page.show(f"{DAY}&dock=charts")
    page.page.locator("#chart-points li").first.wait_for()
    assert joined(page, "#dock") == []
    page.show(f"{DAY}&cmp=2004-06-14")
    page.page.locator(".difference").first.wait_for()
    assert joined(page, ".panel-list") == []


def test_answers_of_the_search(page):
    page.look_for("kant")
    assert joined(page, "dialog[open]") == []
    page.press("Escape")
