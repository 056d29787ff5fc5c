"""Time the search, key by key, on the full index in the page of the atlas."""

from __future__ import annotations

from playwright.sync_api import Page

# Names of every kind, in both scripts, with and without typing errors, dates and questions.
TYPED = (
    "kant air base",
    "Курган-Тюбе",
    "qurghonteppa",
    "moskvsky sector",
    "201st military base",
    "unbreakable brotherhood",
    "бордюжа",
    "panji poyon brigde",
    "14 june 2009",
    "belarus airbone",
    "did uzbekistan leave the csto",
    "how many russian troops in tajikistan 2013",
    "сколько российских войск в таджикистане в 2013",
)

# A keystroke is done when the list stands: the input event's handlers run at once, and
# reading a height makes the browser lay the list out.
_SCRIPT = """async (texts) => {
  const times = [];
  document.getElementById('open-search').click();
  await new Promise((r) => setTimeout(r, 1500));
  const input = document.getElementById('search-input');
  for (const text of texts) {
    for (let n = 1; n <= text.length; n++) {
      input.value = text.slice(0, n);
      const t = performance.now();
      input.dispatchEvent(new Event('input'));
      document.getElementById('search').offsetHeight;
      times.push(performance.now() - t);
      await new Promise((r) => requestAnimationFrame(r));
    }
  }
  document.getElementById('search').close();
  return times;
}"""


def keystrokes(page: Page) -> list[float]:
    """Milliseconds of each keystroke; nothing that was typed before is remembered."""
    return page.evaluate(_SCRIPT, list(TYPED))
