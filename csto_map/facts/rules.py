"""The rules that data must keep, by name: what each means and how a breach is mended.

`csto_map.facts.tables` and `csto_map.facts.checks` apply those of the tables whenever an atlas is
loaded; `csto_map.audit.check` adds those that need the whole folder.
"""

from __future__ import annotations

import difflib
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from pathlib import Path
from types import MappingProxyType

from csto_map.errors import Fault

# How alike two names are of which one may be a slip for the other, from 0 to 1.
_NEAR = 0.7


@dataclass(frozen=True, slots=True)
class Rule:
    """
    A rule: its name, what it asks for, and what to do about a breach.

    A breach of a rule that only `warns` may be right: it is shown and counted, and the
    data pass nonetheless.
    """

    name: str
    about: str
    fix: str
    warns: bool = False


def _rules(text: str) -> Mapping[str, Rule]:
    rules = {}
    for line in text.strip().splitlines():
        name, about, fix, *more = (part.strip() for part in line.split("|"))
        rules[name] = Rule(name, about, fix, more == ["warning"])
    return MappingProxyType(rules)


RULES = _rules(
    """
    missing-table | Every table is there, an empty one with its header | make it with the columns named, or let csto-map init show one
    encoding | Files are UTF-8 | save the file as UTF-8; spreadsheets call it CSV UTF-8
    header | A table has exactly its columns, in any order | rename, add or remove columns to match
    cell-count | A row has as many cells as the header | put cells that hold a comma into double quotes
    empty-row | No row is empty | delete the line
    required | Cells that must be filled are filled | fill the cell in
    number | Numbers are digits with a point | write digits only: 1200 or 38.5
    whole-number | Counts are whole numbers | write a whole number
    calendar-date | Days of coverage.csv are calendar days | write YYYY-MM-DD
    edtf | Dates are EDTF | write what the source gives: 2003-10-23, 2004-10, 1992, 2013~, .. or nothing
    vocabulary | Words of a vocabulary are among those that it has | choose one of the words listed
    id-form | Ids are letters, digits, _ . and - | take other characters out of the id
    country-form | Country codes are three capital letters | write the ISO 3166-1 alpha-3 code
    language-form | Languages of sources are two or three small letters | write the ISO 639 code, such as en or fr
    code-form | Codes of owners and operators are capitals, digits and _ | write an ISO 3166-1 alpha-3 code, an org_id or JOINT
    address-form | Addresses begin with http:// or https:// and hold no blanks | write the whole address, or leave it empty and say why in the note
    yes-no | yes or no | write yes or no
    limits | Numbers lie within their limits | check the number against its source
    latitude | Latitudes lie within 90 degrees | check the number; lat and lon may be swapped
    longitude | Longitudes lie within 180 degrees | check the number; lat and lon may be swapped
    impossible-strength | A strength is neither negative nor above what its kind of unit can hold | check the figure against its source; a total of several units belongs to a grouping
    stray-spaces | No blanks at the ends of a cell | delete the blanks
    double-spaces | No two blanks in a row, no tabs or line breaks | write one blank
    invisible-characters | No invisible characters | delete the character named
    mojibake | Text was decoded rightly | copy the text again, as UTF-8
    not-composed | Accents are one character with their letter (Unicode NFC) | type the letter again
    mixed-script | No word mixes Latin and Cyrillic letters | type the word again in one script
    formula-cell | No text begins as a formula | begin the text with a word
    empty-list-part | Lists are joined by ; without gaps | delete the superfluous ;
    repeated-list-part | A list names nothing twice | delete the repetition
    duplicate-id | Ids are unique in their table, those of sites, units and groupings together | give one of the rows another id
    repeated-row | No two rows say the same | delete one of them
    no-source | Every row names a source | add the source to sources.csv and its id here
    unknown-source | Sources are rows of sources.csv | add the source, or correct its id
    unknown-country | Countries are rows of countries.csv | add the country (csto-map boundaries adds those of its recipe), or correct its code
    unknown-organization | Organisations are rows of organizations.csv | add the organisation, or correct its id
    unknown-site | Sites are rows of sites.csv | add the site, correct its id, or leave it empty where the place is not known
    unknown-unit | Units are rows of units.csv | add the unit, or correct its id
    unknown-sector | Sectors are rows of border_sectors.csv | add the sector, or correct its id
    unknown-subject | Subjects are rows of the table named | add the subject, or correct its id or subject_type
    unknown-owner | Owners are countries, organisations or JOINT | add it to its table, or correct the code
    end-before-start | Nothing ends before it starts | check both dates
    certainty-of-empty | unknown stands with an empty date, ongoing with .., and nowhere else | make the date and its certainty agree
    start-open | A start is never open | leave it empty where it is unknown
    half-point | lat and lon come together | give both or neither
    point-precision | coord_precision is none exactly where there is no point | make them agree
    point-source | A point says where it is from | fill coord_source in
    range-order | The low end of a range is not above its high end | exchange them, or check the figures
    half-range | Both ends of a range are given, or neither | write one figure at both ends
    overlapping-status | A state has one status at a time in an organisation | end the earlier row where the later one starts
    overlapping-guards | A sector has one guard at a time on one side | end the earlier row where the later one starts
    figure-after-end | No total is dated after its subject's end | correct the end, name the successor, or give the figure its kind: claim, part, plan
    counted-twice | What is succeeded is gone when its successor is there | end the predecessor where the successor starts, or take it out of succeeds
    unnamed-predecessor | What begins where another of its owner ends names it in succeeds | fill succeeds in, if the one was made of the other | warning
    outside-organization | A membership lies within the life of its organisation | correct the dates of the one or the other | warning
    heaped-contingents | Contingents of several states at one place are arrows, not a heap of symbols | name the rows of the operation in [[movements.operations]] of atlas.toml | warning
    sector-gap | Sectors of a line meet | let each begin where the one before it ends
    undated-source | A source has a date, or its note says why not | add the date as EDTF, or a note with the word date
    untraceable-source | A source has an address, or its note says where it was seen | add the address or a note
    repeated-address | An address stands once in sources.csv | cite the row that has it
    unused-source | Every source is cited | cite it or delete it
    unranked-source | A source has a rank, where any has | write 1 (law, official record) to 5 (mirror, repost, forum) | warning
    weak-sources | A row rests on more than other press, encyclopedias and copies | look for who said it first, and cite that as well | warning
    coverage-order | Coverage begins before it ends | check first_day and horizon
    no-coverage | coverage.csv has a row | add one row for the whole
    far-from-country | Points lie in or near the country named | check the point and the country
    label-outside | Names stand in their country | move label_lat, label_lon into it
    choices | atlas.toml has every choice, of its kind | see the comments in the file of csto-map init
    unknown-choice | What atlas.toml names is there | correct the id, or add what it names
    inset | Insets show a part of their view, and have a title in every language | correct the box, or write the title
    words | A language of the folder's own has words of the interface, each of its kind and with its gaps | correct the key or the text, or delete it: English stands in
    untranslated-words | A language of the folder's own has all words of the interface | translate them; until then they are said in English | warning
    tour | Tours say what rows say, cite only their sources, and name what is there | correct the name, or word the sentence after its rows
    cut-view | A view of the level fine lies where fine outlines are | enlarge fine_boxes and the fine level of recipe.toml, or let the view be coarse | warning
    empty-view | A view shows some land | correct x0, y0, x1, y1: they are kilometres of the projection, not degrees | warning
    unnamed-outline | Outlines are of rows of countries.csv | add the row, or correct the code; until then it is land without a name | warning
    undrawn-country | Countries that rows put on the map have an outline | build boundaries with the country, or correct its code | warning
    overlapping-outlines | No two countries have land in common on one day | give the outlines start and end, or cut the one out of the other | warning
    boundaries | Boundaries are there and can be drawn | build them again, or see the guide that csto-map init writes
    runs | Page, pictures, a frame of a film and files of each format can be made | report it with the folder: what no other rule minds must run
    ground | What a folder has of the ground can be drawn | build it again with make data, or delete the folder ground
    """  # noqa: E501 - a table: a rule a line
)


def nearest(given: str, among: Iterable[str]) -> str:
    """
    Give the name that a misspelt one was probably to be; "" where none is near.

    Examples
    --------
    >>> nearest("pakt", ["PACT", "UNION"])
    'PACT'
    """
    known = {name.casefold(): name for name in among}
    near = difflib.get_close_matches(given.casefold(), known, 1, _NEAR)
    return known[near[0]] if near else ""


def hint(given: str, among: Iterable[str]) -> str:
    """Ask "did you mean ...?" to be put after what was expected; "" where no name is near."""
    near = nearest(given, among)
    return f"; did you mean {near}?" if near else ""


def breach(
    rule: str, path: Path, line: int, column: str, value: str, expected: str, fix: str = ""
) -> Fault:
    """Make the fault of a breach; `fix` where there is a better one than the rule's own."""
    return Fault(path, line, column, value, expected, rule, fix or RULES[rule].fix)
