"""What is kept to be used again: the latest, and no more than there is room for."""

import node
import numpy as np

from csto_map.kept import Latest
from csto_map.picture import views


def test_the_latest_entries_are_kept():
    kept = Latest(3)
    for k in range(5):
        kept[k] = str(k)
    kept[3] = "three"
    assert dict(kept) == {2: "2", 3: "three", 4: "4"}


def test_what_was_asked_for_longest_ago_is_forgotten_first(monkeypatch):
    monkeypatch.setattr(views, "_MOST_KEPT", 2)
    made = []
    ask = views.remembered(lambda rings, k: made.append(k) or k)
    rings = (np.zeros((4, 2)),)
    for k in (1, 2, 1, 3, 1):
        assert ask(rings, k) == k
    assert made == [1, 2, 3]
    ask(rings, 2)
    assert made == [1, 2, 3, 2]


def test_frames_that_differ_in_anything_are_not_the_same():
    frame = views.Frame(0, 0, 10, 10, 100, 100)
    others = [
        views.Frame(0, 0, 11, 10, 100, 100),
        views.Frame(0, 1, 10, 10, 100, 100),
        views.Frame(0, 0, 10, 10, 100, 90),
    ]
    assert len({frame, *others, views.Frame(0, 0, 10, 10, 100, 100)}) == 4


@node.needed
def test_the_page_works_out_what_it_tells_of_a_film():
    assert node.passes("film.test.js") == 3
