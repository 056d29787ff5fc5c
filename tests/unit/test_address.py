"""The public address of a server stands on the pictures and pages that it makes."""

import pytest
import servers
from csto_map.app import create_app
from csto_map.app.settings import Settings

from csto_map.atlas import Atlas
from csto_map.errors import BadOption
from csto_map.export import laid
from csto_map.export.documents import plan


@pytest.mark.parametrize("text", ["atlas.example.org", "ftp://x", "https://a b", "https://a/?b"])
def test_what_is_no_address_is_refused(text: str) -> None:
    with pytest.raises(BadOption, match="CSTO_MAP_ADDRESS"):
        Settings.from_env({"CSTO_MAP_ADDRESS": text})


def test_views_of_a_plan_get_the_address_unless_they_have_one(toy) -> None:
    atlas = Atlas.load(toy)
    text = "title: T\nviews:\n- date: 2005-01-01\n- date: 2006-01-01\n  link: https://mine.org/\n"
    views = plan.parse(text, atlas).addressed("https://atlas.example.org/").views
    links = [laid.sheet(atlas, view.still).flows["link"] for view in views]
    assert links == [
        "Permalink: https://atlas.example.org/?date=2005-01-01",
        "Permalink: https://mine.org/?date=2006-01-01",
    ]


def test_a_picture_of_a_server_prints_its_address(toy) -> None:
    address = "https://atlas.example.org/"
    page = create_app(Atlas.load(toy), Settings(address=address, drawing_processes=1))
    (answer,) = servers.ask(page.server, "/export.svg?date=2005&letters=text")
    assert address in answer.text
