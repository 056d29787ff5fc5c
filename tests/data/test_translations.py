"""What the rows say in other languages: nothing English where the page is Russian."""

import json
import re
import shutil
from pathlib import Path

import pytest
from click.testing import CliRunner

from csto_map import Atlas, cli
from csto_map.errors import BadOption, DataError
from csto_map.exchange.writing import texts
from csto_map.export import options, still
from csto_map.export.documents import pack, plan
from csto_map.export.documents.deck import MapPage, SourcesPage
from csto_map.facts import schema
from csto_map.language import translations
from csto_map.page import bundle

# Three words of lower-case Latin letters in a row are a sentence, not a name.
_ENGLISH = re.compile(r"\b[a-z]{2,}(?:[ ,;:]+[a-z]{2,}){2,}\b")
_ADDRESS = re.compile(r"https?://\S+")
LANGUAGES = sorted(
    path.name for path in (Path(__file__).parents[2] / "geodata" / "locale").glob("*")
)
# What a reader is told to type: commands, and names of columns.
_TYPED = (
    *("csto-map data check", "name,lat,lon,date", "csto-map serve --layer FILE"),
    *("lat и lon, wkt, mgrs либо zone, easting и northing", "--map lat", "--map lon"),
)
# Names of things and their ids are the same in all languages.
_PHRASE = re.compile(r"[^\W\d_]+ [^\W\d_]+")


def _all(atlas):
    return {
        text for table in schema.TABLES for text in translations.texts(atlas.tables, table, "ru")
    }


def _strings(value, path=()):
    if isinstance(value, dict):
        for key, inner in value.items():
            yield from _strings(inner, (*path, key))
    elif isinstance(value, list):
        for inner in value:
            yield from _strings(inner, (*path, "*"))
    elif isinstance(value, str):
        yield path, value


@pytest.fixture(scope="module")
def marked(real_atlas):
    """The atlas with a stand-in for every translation, so that what escapes it shows."""
    told = {text: f"\u3010{n}\u3011" for n, text in enumerate(sorted(_all(real_atlas)))}
    atlas = Atlas(real_atlas.folder, real_atlas.tables, real_atlas.config, guided=real_atlas.tours)
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(translations, "read", lambda *_: told)
        atlas.spoken("ru")
    return atlas


@pytest.fixture(scope="module")
def russian(real_atlas):
    """The atlas as its Russian page tells it."""
    atlas = Atlas(real_atlas.folder, real_atlas.tables, real_atlas.config, guided=real_atlas.tours)
    return atlas.spoken("ru")


def _kept(atlas):
    """What stays in Latin letters by intent: titles of sources, names, the command."""
    known = translations.read(atlas.folder, "ru")
    names = {text for text, told in known.items() if text == told}
    titles = {row.title for row in atlas.tables.sources}
    kept = {text for text in names | titles if _ENGLISH.search(text)}
    return (*sorted(kept, key=len, reverse=True), *_TYPED)


def _in_english(text, kept):
    if not _ENGLISH.search(text):
        return False
    for words in kept:
        text = text.replace(words, " ")
    return bool(_ENGLISH.search(_ADDRESS.sub(" ", text)))


def _told(page):
    """What a page of a pack says, without its citations, which keep the words of the sources."""
    match page:
        case MapPage():
            scenes = [plate.scene for plate in page.sheet.plates]
            said = [(one.title, one.subtitle, one.changed, one.boundary_note) for one in scenes]
            return repr((said, page.summary, page.changed, page.remarks, page.figures))
        case SourcesPage():
            return repr([source.note for source in page.sources])
        case _:
            return repr(page)


@pytest.mark.slow
class TestEveryTextIsSpoken:
    def test_no_file_of_the_page_holds_a_text_that_has_a_translation(self, marked):
        titles = {row.title for row in marked.tables.sources}
        english = {text for text in _all(marked) - titles if _PHRASE.search(text)}
        files = {name: raw for name, raw in bundle.files(marked).items() if name.endswith("-ru")}

        assert files
        for name, raw in files.items():
            for path, text in _strings(json.loads(raw)):
                # Titles of sources stay in the language of the source; words of all
                # languages are searched; a card has its name in the other language too.
                if "sources" in path or path[:1] == ("words",) or path[-1] == "other":
                    continue
                assert text not in english, f"{name} {path}: {text}"

    def test_no_file_of_the_page_holds_an_english_sentence(self, russian):
        kept = _kept(russian)
        found = [
            (name, path, text)
            for name, raw in bundle.files(russian).items()
            if name.endswith("-ru")
            for path, text in _strings(json.loads(raw))
            if path[-1] != "other" and _in_english(text, kept)
        ]

        assert found == []

    def test_the_search_sees_a_sentence_and_no_title_address_or_command(self):
        kept = ("FSB border service sends extra forces", "csto-map data check")

        assert _in_english("Примечание: the end was not found.", kept)
        assert _in_english("FSB border service sends extra forces, day of the report", kept)
        assert not _in_english("«1news.az»: FSB border service sends extra forces", kept)
        assert not _in_english("https://example.org/the/end?was not", kept)
        assert not _in_english("csto-map data check говорит, что не так", kept)
        assert not _in_english("Johnson's Russia List, The Guardian", kept)

    def test_a_pack_holds_none(self, marked):
        english = [text for text in _all(marked) if len(text.split()) > 3]
        for name in plan.shipped():
            briefing = plan.read(plan.find(name), marked, language="ru")
            for page in pack.pages(marked, briefing):
                told = _told(page)
                assert [text for text in english if text in told] == []

    def test_a_picture_of_events_holds_none(self, marked):
        asked = options.read(marked, {"date": "2021-07-07", "lang": "ru", "layers": "events"})
        drawn = still.svg(marked, asked)
        english = [text for text in _all(marked) if len(text.split()) > 3]

        assert [text for text in english if text in drawn] == []


@pytest.mark.parametrize(
    "table", [name for name in schema.TABLES if "name_ru" in schema.TABLES[name].model_fields]
)
def test_every_name_of_the_shipped_tables_has_its_russian_form(real_atlas, table):
    rows = getattr(real_atlas.tables, table)

    assert [getattr(row, row.key) for row in rows if row.name and not row.name_ru] == []
    assert any(row.name_ru for row in rows)


def test_every_short_name_of_an_organization_has_its_russian_form(real_atlas):
    rows = real_atlas.tables.organizations

    assert [row.org_id for row in rows if row.abbr and not row.abbr_ru] == []


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_text_of_the_shipped_tables_is_translated(real_atlas, language):
    known = translations.read(real_atlas.folder, language)
    lacking = list(translations.missing(real_atlas.tables, known, "ru"))

    assert lacking == [], f"{len(lacking)} texts; csto-map data texts {language} lists them"


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_catalogues_are_as_the_command_writes_them(real_atlas, language, tmp_path):
    folder = tmp_path / "data"
    shutil.copytree(real_atlas.folder / "locale", folder / "locale")
    texts.renew(folder, real_atlas.tables, language)

    own = real_atlas.folder / "locale" / language
    there = folder / "locale" / language
    assert sorted(p.name for p in there.iterdir()) == sorted(p.name for p in own.iterdir())
    for path in own.iterdir():
        assert (there / path.name).read_bytes() == path.read_bytes(), path.name


class TestCatalogues:
    def test_new_texts_are_added_and_translations_kept(self, toy):
        done = CliRunner().invoke(cli.main, ["data", "texts", "ru", str(toy)])
        path = toy / "locale" / "ru" / "events.po"

        assert done.exit_code == 0
        assert "not translated" in done.output
        text = path.read_text(encoding="utf-8")
        assert text.count('msgstr ""') >= 1

        first = next(iter(translations.texts(Atlas.load(toy).tables, "events", "ru")))
        path.write_text(
            text.replace(f'msgid "{first}"\nmsgstr ""', f'msgid "{first}"\nmsgstr "Первое"'),
            encoding="utf-8",
        )
        CliRunner().invoke(cli.main, ["data", "texts", "ru", str(toy)])

        atlas = Atlas.load(toy)
        assert translations.read(toy, "ru") == {first: "Первое"}
        titles = [row.title for row in atlas.spoken("ru").tables.events]
        assert "Первое" in titles
        assert [row.title for row in atlas.spoken("ru").spoken("en").tables.events] == [
            row.title for row in atlas.tables.events
        ]

    def test_a_translation_of_other_words_is_not_shown(self, toy):
        folder = toy / "locale" / "ru"
        folder.mkdir(parents=True)
        (folder / "events.po").write_text('msgid "Of yesterday"\nmsgstr "Вчера"\n')
        CliRunner().invoke(cli.main, ["data", "texts", "ru", str(toy)])

        assert "Of yesterday" not in (folder / "events.po").read_text(encoding="utf-8")

    def test_a_broken_catalogue_is_named(self, toy):
        folder = toy / "locale" / "ru"
        folder.mkdir(parents=True)
        (folder / "events.po").write_text('msgid "One"\nno such line\nmsgstr "x"\n')

        with pytest.raises(DataError, match=r"events\.po"):
            Atlas.load(toy).spoken("ru")

    def test_there_are_only_the_languages_that_have_words(self, toy):
        with pytest.raises(BadOption, match="xx"):
            Atlas.load(toy).spoken("xx")


@pytest.mark.parametrize("language", ["../x", "", "xx", "klingon", "ru/../.."])
def test_what_is_no_language_makes_no_folder(toy, language):
    atlas = Atlas.load(toy)
    before = sorted(toy.rglob("*"))

    with pytest.raises(BadOption, match="is no code of a language"):
        texts.renew(toy, atlas.tables, language)

    assert sorted(toy.rglob("*")) == before
