"""Who waits for what, and whose turn is next: fair to those who ask for little."""

from __future__ import annotations

from collections import OrderedDict


class Line:
    """
    A queue in which each client has a lane of its own; the lanes have their turn one by one.

    Several may wait for the same thing: it takes one place, and comes as soon as the first of
    them has their turn.

    Parameters
    ----------
    room
        Things that may wait at a time.
    """

    def __init__(self, room: int) -> None:
        self._room = room
        # The lane that has its turn next is the first.
        self._lanes: OrderedDict[str, dict[str, None]] = OrderedDict()
        self._waiting: dict[str, set[str]] = {}

    def __len__(self) -> int:
        return len(self._waiting)

    def add(self, client: str, thing: str) -> list[tuple[str, str]]:
        """
        Put something into a client's lane, and give who lost what place for it.

        When there is no room, whoever has most things waiting loses the newest: so one client
        can take all the room, but not keep it from another. It may be the one that was to be
        added. What several wait for counts as that of whoever has least, and all of them lose it.
        """
        self._lanes.setdefault(client, {})[thing] = None
        self._waiting.setdefault(thing, set()).add(client)
        lost = []
        while len(self._waiting) > self._room:
            least = {
                one: min(len(self._lanes[who]) for who in self._waiting[one])
                for one in reversed(self._waiting)
            }
            # The first of equals is the newest.
            given_up = max(least, key=lambda one: (least[one], client in self._waiting[one]))
            for who in sorted(self._waiting[given_up]):
                self.leave(who, given_up)
                lost.append((who, given_up))
        return lost

    def take(self) -> str | None:
        """Take out what comes next; None if nothing waits."""
        if not self._lanes:
            return None
        client, lane = next(iter(self._lanes.items()))
        self._lanes.move_to_end(client)
        thing = next(iter(lane))
        for one in list(self._waiting[thing]):
            self.leave(one, thing)
        return thing

    def leave(self, client: str, thing: str) -> None:
        """Take something out of a client's lane, if it is there."""
        if client not in self._waiting.get(thing, ()):
            return
        self._waiting[thing].remove(client)
        if not self._waiting[thing]:
            del self._waiting[thing]
        del self._lanes[client][thing]
        if not self._lanes[client]:
            del self._lanes[client]
