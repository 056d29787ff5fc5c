"""What a page is made of: compiled once for each state of the data, and again if in doubt."""

import io
import zipfile

import apart
import httpx
import pytest
from csto_map.app import compiled
from csto_map.app.http.static import FOLDER, Files, Registry

from csto_map.atlas import Atlas
from csto_map.drawing import Drawn
from csto_map.drawing.results import Results
from csto_map.facts import contents
from csto_map.page import bundle


@pytest.fixture
def kept(tmp_path):
    opened = Results(str(tmp_path / "kept"), 50_000_000)
    yield opened
    opened.close()


def test_what_was_compiled_is_taken_from_disk(toy, kept):
    atlas = Atlas.load(toy)
    made = compiled.files(atlas, kept)
    assert made == bundle.files(atlas) == compiled.files(Atlas.load(toy), kept)
    # Another answer lies there now: whoever gets it has compiled nothing.
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w") as archive:
        archive.writestr("atlas", b"from disk")
    kept.keep(f"page {contents.mark(toy)}", Drawn.of(packed.getvalue()))
    assert compiled.files(Atlas.load(toy), kept) == {"atlas": b"from disk"}


@pytest.mark.parametrize("file", ["atlas.toml", "tables/sites.csv", "README.md"])
def test_other_data_are_compiled_anew(toy, kept, file):
    before = contents.mark(toy)
    compiled.files(Atlas.load(toy), kept)
    path = toy / file
    path.write_text((path.read_text(encoding="utf-8") if path.is_file() else "") + "\n")
    assert contents.mark(toy) != before
    if file == "atlas.toml":
        path.write_text(path.read_text(encoding="utf-8").replace("Toy Map", "Another Map"))
        assert b"Another Map" in compiled.files(Atlas.load(toy), kept)["atlas"]


def test_what_is_no_file_of_the_data_changes_nothing(toy):
    before = contents.mark(toy)
    (toy / "notes.txt").write_text("mine")
    (toy / "build").mkdir()
    (toy / "build" / "a.csv").write_text("theirs")
    assert contents.mark(toy) == before


def test_damaged_files_are_compiled_anew(toy, kept, tmp_path):
    made = compiled.files(Atlas.load(toy), kept)
    for file in (tmp_path / "kept").rglob("*.val"):
        file.write_bytes(file.read_bytes()[:-9] + b"otherwise")
    assert compiled.files(Atlas.load(toy), kept) == made


def test_a_compressed_file_is_kept_unless_it_is_private(kept):
    def served(registry, url):
        async def nothing(scope, receive, send):
            raise AssertionError(scope["path"])

        async def ask():
            through = httpx.ASGITransport(Files(nothing, registry))
            async with httpx.AsyncClient(transport=through, base_url="http://here") as client:
                return await client.get(url, headers={"Accept-Encoding": "br"})

        return apart.outcome(ask())

    def written():
        return list(kept._kept.iterkeys())

    body = b"once upon a time " * 1000
    registry = Registry(FOLDER, kept)
    private = registry.add("mine.json", body, "application/json", private=True)
    assert served(registry, private).headers["cache-control"] == "private, no-store"
    assert not written()
    url = registry.add("tale.json", body, "application/json")
    first = served(registry, url)
    assert first.content == body
    assert first.headers["content-encoding"] == "br"
    assert len(written()) == 1
    # The next server finds it there.
    after = Registry(FOLDER, kept)
    assert served(after, after.add("tale.json", body, "application/json")).content == body
    assert len(written()) == 1
