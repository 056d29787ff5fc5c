"""A real drawing house without a web process, and how to ask it."""

import contextlib
import hashlib
from concurrent.futures import ThreadPoolExecutor

from csto_map import processes
from csto_map.drawing import HowBusy, Picture, Question, Start, wire
from csto_map.drawing.keeper import Keeper


def picture(day, size="320x320", ending="svg"):
    return Picture(ending, (("date", day), ("size", size)), 16_000_000)


class House:
    def __init__(self, keeper, version):
        self.keeper, self.version = keeper, version

    @property
    def pid(self):
        return self.keeper.pid

    def question(self, commission, client="one", version=None):
        version = version or self.version
        return Question(
            processes.packed(commission),
            hashlib.sha256(f"{version} {commission!r}".encode()).hexdigest(),
            version,
            client,
            not commission.private,
        )

    def line(self, what, key=None):
        """Ask, and give the line at which the answer will come."""
        line = wire.line(self.keeper.address)
        line.settimeout(120)
        line.sendall((key or self.keeper.address.key) + processes.packed(what))
        return line

    def ask(self, what, key=None):
        with self.line(what, key) as line, line.makefile("rb") as stream:
            return processes.receive(stream)

    def draw(self, commission, client="one", version=None):
        return self.ask(self.question(commission, client, version))

    def tally(self):
        return self.ask(HowBusy())

    def at_once(self, commissions):
        """Ask for many things at a time; give the answers in that order."""
        with ThreadPoolExecutor(len(commissions)) as threads:
            return list(threads.map(self.draw, commissions))


@contextlib.contextmanager
def house(folder, version, seats=1, memory=0, kept="", room=100_000_000):
    keeper = Keeper(Start(folder, (), "", memory), seats, str(kept), room)
    keeper.watch()
    try:
        yield House(keeper, version)
    finally:
        keeper.close()
