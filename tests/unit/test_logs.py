"""The log: a record a line, that nobody who is written about can forge."""

import io
import json
import logging
import sys

import pytest

from csto_map.machine import logs, marks

FORGED = "GET /\n2026-01-01T00:00:00Z ERROR root forged\r\x1b[2Jgone\u202egpj.exe\u2028next\x00"


@pytest.fixture
def written():
    """A way to write a record in a form and get what is written."""

    def write(form, text, *, trace=False, fields=None):
        stream = io.StringIO()
        handler = logging.StreamHandler(stream)
        handler.setFormatter(form)
        info = None
        if trace:
            try:
                int(text)
            except ValueError:
                info = sys.exc_info()
        record = logging.LogRecord("x", logging.ERROR, __file__, 1, "said %s", (text,), info)
        if fields:
            record.fields = fields
        handler.handle(record)
        return stream.getvalue()

    return write


def test_a_text_record_is_one_line_whatever_it_says(written):
    told = written(logs.Text(), FORGED)
    assert told.count("\n") == 1
    assert told.splitlines() == [told[:-1]]
    assert told[:-1].isprintable()
    assert r"\n2026-01-01" in told
    assert r"\u202egpj.exe" in told


def test_a_trace_cannot_begin_a_record_of_its_own(written):
    lines = written(logs.Text(), FORGED, trace=True).splitlines()
    assert "ERROR x said" in lines[0]
    assert len(lines) > 3
    assert all(line.startswith("    ") and line.isprintable() for line in lines[1:])


def test_a_json_record_is_one_object_with_its_fields_and_its_trace(written):
    told = written(logs.Json(), FORGED, trace=True, fields={"status": 500})
    assert told.count("\n") == 1
    assert told.isascii()
    found = json.loads(told)
    assert found["message"] == f"said {FORGED}"
    assert (found["level"], found["status"]) == ("error", 500)
    assert "ValueError" in found["trace"]


def test_a_record_names_the_request_that_it_is_about(written):
    before = logs.REQUEST.set("abc-123")
    try:
        assert " [abc-123] said x" in written(logs.Text(), "x")
        assert json.loads(written(logs.Json(), "x"))["request"] == "abc-123"
    finally:
        logs.REQUEST.reset(before)
    assert "request" not in json.loads(written(logs.Json(), "x"))


@pytest.mark.parametrize("text", ["Ťëxt", "نَص", "می‌خواهم", "👩‍🚀", "❤️", "한국", "a\tb"])
def test_letters_that_languages_need_stay(text):
    assert marks.shown(text) == text


def test_marks_that_nobody_sees_are_told():
    assert marks.shown("exe\u202egpj") == "exe[U+202E]gpj"
    assert marks.shown("Ba\u200bse\ufeff") == "Ba[U+200B]se[U+FEFF]"
    assert marks.shown("a\U000e0041") == "a[U+E0041]"
