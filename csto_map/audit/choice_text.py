"""Changing tables of choices in the text of ``atlas.toml``: all else stays, comments too."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from itertools import takewhile
from typing import Any

from csto_map import extras
from csto_map.errors import BadFile, BadOption
from csto_map.facts import choice_sheets
from csto_map.facts.choice_sheets import SETTING, VALUE, Path, Sheet
from csto_map.facts.table_text import Record, TableText

with extras.needing("web"):
    import tomlkit
    from tomlkit.container import Container
    from tomlkit.exceptions import TOMLKitError
    from tomlkit.items import AoT, Array, Comment, InlineTable, Item, Key, Table, Whitespace

# A body of the document: keys with what they stand for, comments and blanks without.
_Body = list[tuple[Key | None, Item]]


def applied(text: str, sheet: Sheet, before: TableText, after: TableText) -> str:
    """
    Change a table of choices.

    Parameters
    ----------
    before
        The table as `text` has it.
    after
        What is to be: rows are the same where their numbers are.

    Raises
    ------
    BadOption
        If the file would not say then what the tables say: two rows have one name, or the file
        is written in a way that cannot be kept.
    """
    wanted = choice_sheets.plain(sheet, after)
    if sheet.shape == "keyed":
        names = [cells[sheet.key] for cells in map(_cells(after), after.records)]
        twice = next((name for name in names if names.count(name) > 1), None)
        if twice is not None:
            raise BadOption(f"{sheet.key} {twice!r} stands twice" if twice else _NAMELESS)
    newline = "\r\n" if "\r\n" in text else "\n"
    try:
        changed = _CHANGES[sheet.shape](text.replace("\r\n", "\n"), sheet, before, wanted)
        tables, _ = choice_sheets.read(changed)
        there, told = _said(tables[sheet.name]), _said(wanted)
        # Names have no order of their own.
        same = sorted(there) == sorted(told) if sheet.shape == "keyed" else there == told
    except (TOMLKitError, BadFile, AttributeError, KeyError, TypeError) as problem:
        raise BadOption(_ODD) from problem
    if not same:
        raise BadOption(_ODD)
    return changed.replace("\n", newline)


_NAMELESS = "name the row first that has no name yet"
_ODD = "atlas.toml is written in a way that cannot be kept here: change it with a text editor"


def _said(table: TableText) -> list[tuple[str, ...]]:
    return [one.cells for one in table.records]


def _cells(table: TableText) -> Any:  # noqa: ANN401 - a function of a record
    def cells(record: Record) -> dict[str, str]:
        return dict(zip(table.columns, record.cells, strict=False))

    return cells


def _changed(before: TableText, after: TableText) -> Iterator[tuple[int, Record, dict[str, str]]]:
    """Give rows that stay with other cells: the place before, the row now, what is new in it."""
    places = {one.number: k for k, one in enumerate(before.records)}
    old = {one.number: _cells(before)(one) for one in before.records}
    for one in after.records:
        if one.number in places:
            now = _cells(after)(one)
            new = {name: text for name, text in now.items() if text != old[one.number].get(name)}
            if new:
                yield places[one.number], one, new


def _settings(text: str, sheet: Sheet, before: TableText, after: TableText) -> str:
    order = [part.path for part in sheet.parts]
    for _, record, new in _changed(before, after):
        part = sheet.part(_cells(after)(record)[SETTING])
        document = tomlkit.parse(text)
        _put(document, part.path, part.value(new[VALUE]), order)
        text = tomlkit.dumps(document)
    return text


def _rows(text: str, sheet: Sheet, before: TableText, after: TableText) -> str:
    order = [part.path for part in sheet.parts]
    for place, _, new in _changed(before, after):
        document = tomlkit.parse(text)
        row = _list(document, sheet.path)[place]
        for name, cell in new.items():
            part = sheet.part(name)
            _put(row, part.path, part.value(cell), order)
        text = tomlkit.dumps(document)
    kept = {one.number for one in after.records}
    for place in reversed(range(len(before.records))):
        if before.records[place].number not in kept:
            document = tomlkit.parse(text)
            _drop(document, sheet.path, place)
            text = tomlkit.dumps(document)
    known = {one.number for one in before.records}
    for place, one in enumerate(after.records):
        if one.number not in known:
            document = tomlkit.parse(text)
            cells = _cells(after)(one)
            _add(document, sheet, place, {n: sheet.part(n).value(t) for n, t in cells.items()})
            text = tomlkit.dumps(document)
    return text


def _keyed(text: str, sheet: Sheet, before: TableText, after: TableText) -> str:
    document = tomlkit.parse(text)
    old = {one.number: _cells(before)(one) for one in before.records}
    now = {one.number: _cells(after)(one) for one in after.records}
    for number, cells in old.items():
        key, there = cells[sheet.key], now.get(number)
        for part in sheet.parts:
            values = choice_sheets.at(document, part.path)
            if values is None or key not in values:
                continue
            if there is None:
                del values[key]
            elif there[sheet.key] != key:
                value = values[key]
                del values[key]
                values[there[sheet.key]] = value
    for number, cells in now.items():
        was, key = old.get(number, {}), cells[sheet.key]
        for part in sheet.parts:
            if cells[part.name] != was.get(part.name, ""):
                _put(document, (*part.path, key), part.value(cells[part.name]) or None, ())
        first = sheet.parts[0]
        blank = not any(cells[part.name] for part in sheet.parts)
        if blank and not any(
            key in (choice_sheets.at(document, part.path) or ()) for part in sheet.parts
        ):
            # A name without anything is there nonetheless.
            value = first.value("")
            _put(document, (*first.path, key), "" if value is None else value, ())
    return tomlkit.dumps(document)


_CHANGES = {"settings": _settings, "rows": _rows, "keyed": _keyed}


def _put(holder: Any, path: Path, value: Any, order: Iterable[Path]) -> None:  # noqa: ANN401 - any part of a document
    """Set a choice, or take it out for None; tables that it needs are made."""
    *tables, name = path
    for table in tables:
        if table not in holder:
            if value is None:
                return
            made = tomlkit.inline_table() if _is_row(holder) else tomlkit.table()
            holder[table] = made
        holder = holder[table]
    if value is None:
        if name in holder:
            del holder[name]
    elif name in holder:
        there = holder[name]
        if isinstance(there, Array) and isinstance(value, list) and _few(there, value):
            return
        holder[name] = _item(value, like=there)
    elif isinstance(holder, InlineTable):
        holder[name] = _item(value)
    else:
        _insert(
            _body(holder), name, _item(value), [one[-1] for one in order if one[:-1] == path[:-1]]
        )


def _is_row(holder: object) -> bool:
    """Say whether something is a row of a list: what it holds stands on a line."""
    return isinstance(holder, Table | InlineTable) and not isinstance(holder, tomlkit.TOMLDocument)


def _item(value: Any, like: object = None) -> Item:  # noqa: ANN401 - what a file may hold
    item: Item = tomlkit.item(value)
    if isinstance(item, Array) and isinstance(like, Array) and "\n" in like.as_string():
        item.multiline(multiline=True)
    return item


def _few(there: Array, wanted: list[Any]) -> bool:
    """Change a list where it stands, with its comments, if parts only came at its end or went."""
    given = there.unwrap()
    kept = [one for one in given if one in wanted]
    if wanted[: len(kept)] != kept or len(set(map(str, given))) < len(given):
        return False
    for place in reversed(range(len(given))):
        if given[place] not in wanted:
            del there[place]
    for one in wanted[len(kept) :]:
        there.append(one)
    return True


def _body(holder: Any) -> _Body:  # noqa: ANN401 - a document or a table
    container: Container = holder if isinstance(holder, Container) else holder.value
    body: _Body = container.body
    return body


def _insert(body: _Body, name: str, item: Item, order: list[str]) -> None:
    """Put a key where its example stands behind a #, or after the key that comes before it."""
    keys = {key.key: k for k, (key, _) in enumerate(body) if key is not None}
    example = re.compile(rf"#\s?{re.escape(name)}\s*=")
    earlier = order[: order.index(name)] if name in order else list(keys)
    tables = (k for k, (_, one) in enumerate(body) if isinstance(one, Table | AoT))
    end = next(tables, len(body))
    place = next(
        (k for k, (_, one) in enumerate(body[:end]) if example.match(one.as_string().strip())),
        None,
    )
    if place is None:
        place = max((keys[one] for one in earlier if keys.get(one, end) < end), default=-1)
    before = body[place][1] if place >= 0 else None
    if before is not None and not before.as_string().endswith("\n") and not before.trivia.trail:
        before.trivia.trail = "\n"
    body.insert(place + 1, (tomlkit.key(name), item))


def _list(document: Any, path: Path) -> Any:  # noqa: ANN401 - a list of tables
    return choice_sheets.at(document, path)


def _tail(row: Any) -> _Body:  # noqa: ANN401 - a table
    """Take out of a row what stands after it, from the first blank line: it is of what follows."""
    body = _body(row)
    last = body[-1][1] if body else None
    if isinstance(last, Table):
        return _tail(last)
    if isinstance(last, AoT):
        return _tail(last.body[-1])
    loose = list(takewhile(lambda one: one[0] is None, reversed(body)))[::-1]
    blank = next((k for k, (_, one) in enumerate(loose) if isinstance(one, Whitespace)), len(loose))
    tail = loose[blank:]
    del body[len(body) - len(tail) :]
    return tail


def _give(row: Any, tail: _Body) -> None:  # noqa: ANN401 - a table
    body = _body(row)
    last = body[-1][1] if body else None
    if isinstance(last, Table):
        _give(last, tail)
    elif isinstance(last, AoT):
        _give(last.body[-1], tail)
    else:
        body.extend(tail)


def _drop(document: Any, path: Path, place: int) -> None:  # noqa: ANN401 - any part of a document
    rows = _list(document, path)
    if not isinstance(rows, AoT):
        del rows[place]
        return
    tail = _tail(rows.body[place])
    if place > 0:
        # A blank line stands there already, before what went.
        _tail(rows.body[place - 1])
        _give(rows.body[place - 1], tail)
        del rows.body[place]
        return
    body, at = _where(_body(document), rows)
    del rows.body[0]
    if not rows.body:
        body[at : at + 1] = tail
    else:
        comments = [one for one in tail if isinstance(one[1], Comment)]
        body[at:at] = tail if comments else []


def _where(body: _Body, wanted: Item) -> tuple[_Body, int]:
    """Find the body that holds an item, and its place there."""
    for k, (_, one) in enumerate(body):
        if one is wanted:
            return body, k
        if isinstance(one, Table):
            try:
                return _where(_body(one), wanted)
            except KeyError:
                continue
    raise KeyError(wanted)


def _add(document: Any, sheet: Sheet, place: int, values: Mapping[str, Any]) -> None:  # noqa: ANN401 - any part of a document
    rows = _list(document, sheet.path)
    inline = isinstance(rows, Array) and len(rows) > 0
    row: Any = tomlkit.inline_table() if inline else tomlkit.table()
    for part in sheet.parts:
        if (value := values[part.name]) is not None:
            *tables, name = part.path
            holder: Any = row
            for table in tables:
                if table not in holder:
                    holder[table] = tomlkit.inline_table()
                holder = holder[table]
            holder[name] = tomlkit.item(value)
    if inline:
        rows.insert(place, row)
        return
    if not isinstance(rows, AoT) or not rows.body:
        _begin(document, sheet.path, row)
    elif place == 0:
        _give(row, [(None, Whitespace("\n"))])
        rows.body.insert(0, row)
    else:
        # What stands after the row before is of what follows both.
        tail = _tail(rows.body[place - 1])
        _give(rows.body[place - 1], [(None, Whitespace("\n"))])
        _give(row, tail)
        rows.body.insert(place, row)


def _begin(document: Any, path: Path, row: Table) -> None:  # noqa: ANN401 - any part of a document
    """Begin a list at the end of its table."""
    *tables, name = path
    holder: Any = document
    for table in tables:
        if table not in holder:
            holder[table] = tomlkit.table(is_super_table=True)
        holder = holder[table]
    if name in holder:
        del holder[name]
    rows = tomlkit.aot()
    rows.append(row)
    if not tomlkit.dumps(document).endswith("\n\n"):
        document.add(tomlkit.nl())
    holder[name] = rows
