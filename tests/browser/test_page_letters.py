"""Letters of the region on the page: in fonts that come with it, not in those of the machine."""

import uharfbuzz as hb
import web_world

from csto_map.page import typefaces

WORDS = "თბილისი Երևան Қазақстан әңғөүұһі Тоҷикистон ӣӯ"


def test_words_of_the_region_are_set_in_fonts_of_the_page(browser, url):
    letters = sorted(set(WORDS) - {" "})
    page = web_world.Visit(browser, url).look()
    asked = len(page.requests)
    faces = page.run(
        """(letters) => Promise.all(
          letters.map(async (one) => (await document.fonts.load("600 16px Inter", one)).length))""",
        letters,
    )
    files = [one for one in page.requests[asked:] if one.endswith(".ttf")]
    page.close()

    assert all(faces)
    assert len(files) == len(set(files)) == 4
    rare = [letter for letter in letters if not 0x400 <= ord(letter) <= 0x45F]
    shipped = typefaces.files()
    held = {
        chr(code)
        for name, (body, kind) in shipped.items()
        if kind == "font/ttf" and "600" in name
        for code in hb.Face(hb.Blob(body)).unicodes
    }
    assert set(rare) <= held


def test_no_page_loads_them_before_it_needs_them(browser, url):
    page = web_world.Visit(browser, url).open().settle()
    assert [one for one in page.requests if one.endswith(".ttf")] == []
    page.close()
