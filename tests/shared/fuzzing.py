"""What strangers may send, and what may become of it: an answer, or one of our own errors.

The corpus is that of the cases in ``tests/cases``, which both languages read; each try changes
one of them in a few places. `make fuzz` goes on for as long as it is told, the tests for seconds.
"""

import json
import tempfile
from pathlib import Path

from hypothesis import strategies as st

from csto_map.errors import BadDate, BadFile, BadOption, DateOutOfRange
from csto_map.exchange.reading import user_layers, when
from csto_map.export import options
from csto_map.export.documents import plan
from csto_map.facts import dates
from csto_map.query import question

_CASES = Path(__file__).parent.parent / "cases"
# Long enough to break what counts on its stack; short enough for a thousand tries.
_LONGEST = 20_000
# Parts that mean something to some reader.
_TOKENS = (
    *("", "\0", "\n", "\r\n", "\t", " ", "'", '"', ",", ";", "=", "&", "%", "%00", "%ff", "%F0%9F"),
    *("\ufeff", "\u202e", "\u200b", "\ud83d\udca9", "é", "..", "../", "//", "/", "?", "~", "X"),
    *("-1", "0", "1e999", "nan", "inf", "-0", "99999999999999999999", "2009-02-30", "0000-00-00"),
    *("{", "}", "[" * 200, "]", "- " * 200, "&a [*a]", "!!python/object:os.system x", "<!ENTITY"),
    *("<", ">", "null", "true", "__class__", "constructor", "date=2009", "own=", "views:\n- "),
)


def _mutated(draw, text, tokens):
    """Change a text in up to four places."""
    for _ in range(draw(st.integers(0, 4))):
        start = draw(st.integers(0, len(text)))
        stop = min(len(text), start + draw(st.integers(0, 12)))
        put = draw(st.one_of(st.sampled_from(tokens), st.just(text[start:stop] * 3)))
        text = text[:start] + put + text[stop:]
    return text[:_LONGEST]


def _cases(name):
    return json.loads((_CASES / name).read_text(encoding="utf-8"))


_LINKS = [one["query"] for one in _cases("links.json")["links"]]
_DATES = [one["text"] for one in _cases("layer_dates.json")["texts"]]
_PLANS = [one["text"] for one in _cases("plans.json")["written"]]
# Those that are text or small: what is read by a library of its own is fuzzed by its keepers.
_FILES = [
    path
    for path in sorted((_CASES / "layers").iterdir())
    if path.is_file() and path.stat().st_size < 6000
]


@st.composite
def links(draw):
    """The query of a link."""
    start = draw(st.one_of(st.sampled_from(_LINKS), st.text(max_size=60)))
    return _mutated(draw, start.removeprefix("?"), _TOKENS)


@st.composite
def days(draw):
    """A date, as tables or layers have them."""
    return _mutated(draw, draw(st.sampled_from(_DATES)), _TOKENS)


@st.composite
def plans(draw):
    """The text of a briefing plan."""
    return _mutated(draw, draw(st.sampled_from(_PLANS)), _TOKENS)


@st.composite
def files(draw):
    """The name and the bytes of a file with places and dates."""
    path = draw(st.sampled_from(_FILES))
    tokens = [token.encode("utf-8", "surrogatepass") for token in _TOKENS]
    return path.name, _mutated(draw, path.read_bytes(), [*tokens, b"\xff\xfe", b"\x80", b"PK"])


def link(atlas, text):
    """A link opens the page, and a picture of it is drawn, or it is refused."""
    for read in (question.read, options.read):
        try:
            read(atlas, question.parted(text))
        except (BadOption, BadDate, DateOutOfRange) as problem:
            _told(problem)


def day(atlas, text):
    """A date is read, or it is none."""
    del atlas
    for read in (when.days, dates.parse_day, dates.validate, when.readings, when.stretch):
        try:
            read(text)
        except (BadDate, ValueError) as problem:
            _told(problem)


def briefing(atlas, text):
    """A plan is read, or refused."""
    try:
        plan.parse(text, atlas)
    except (BadOption, BadDate, DateOutOfRange) as problem:
        _told(problem)


def layer(atlas, given):
    """A file is read as a layer, or refused."""
    name, body = given
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / name
        path.write_bytes(body)
        try:
            user_layers.read_all([path], atlas)
        except BadFile as problem:
            _told(problem)


def _told(problem):
    """An error is a sentence, not a page."""
    text = str(problem)
    assert text
    assert len(text) < 5000


# What is tried with what, and how often in the tests.
TARGETS = {
    "link": (links(), link, 80),
    "dates": (days(), day, 150),
    "plan": (plans(), briefing, 60),
    "layers": (files(), layer, 60),
}
