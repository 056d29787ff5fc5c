"""Figures of this server for Prometheus; labels have few values, whatever is asked.

Several web processes count in files of one folder, and whichever is asked adds them up.
"""

from __future__ import annotations

import os
import platform
import re
import time
from collections.abc import Callable, Iterable, Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path

from prometheus_client import (
    CollectorRegistry,
    Counter,
    Gauge,
    Histogram,
    generate_latest,
)
from prometheus_client.core import CounterMetricFamily, GaugeMetricFamily, Metric
from prometheus_client.exposition import CONTENT_TYPE_PLAIN_0_0_4, make_wsgi_app
from prometheus_client.multiprocess import MultiProcessCollector, mark_process_dead
from prometheus_client.registry import Collector

from csto_map import __version__

from . import metrics_port
from .identity import Answered

_METHODS = ("GET", "HEAD", "OPTIONS", "POST", "DELETE")
_SECONDS = (0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10, 30, 120)
_LIVE = re.compile(r"gauge_live[a-z]+_(\d+)\.db")

# What the drawing house says of itself, now and since it began.
_HOUSE = {
    "waiting": "Pictures and files that wait for a drawing process",
    "drawing": "Pictures and files that are being drawn",
    "processes": "Drawing processes",
}
_HOUSE_SINCE = {
    "drawn": "Pictures and files that were drawn",
    "failed": "Pictures and files at which a drawing process failed or died",
    "shared": "Requests that got what another had asked for at the same time",
    "kept": "Requests whose answer lay on disk",
    "refused": "Requests for which there was no room to wait",
}

# Gives how many there are of what, when it is asked.
Count = Callable[[], Mapping[str, int]]


class Metrics:
    """
    What a web process counts.

    Parameters
    ----------
    version
        Of the data.
    jobs
        Gives the number of jobs by state, the same in all web processes.
    house
        Gives what the drawing house says of itself, by the names of its tally.
    where
        As the setting has it: ``on``, or an address and a port of their own.

    Attributes
    ----------
    registry
        What Prometheus is told: of all web processes.
    """

    media_type = CONTENT_TYPE_PLAIN_0_0_4

    def __init__(self, version: str, jobs: Count, house: Count, where: str = "on") -> None:
        self._where = where
        counted = CollectorRegistry()
        self.registry = registry(counted, Now(version, jobs, house))
        self._requests = Counter(
            "csto_map_requests",
            "Requests that were answered",
            ["method", "route", "status"],
            registry=counted,
        )
        self._seconds = Histogram(
            "csto_map_request_seconds",
            "Time from a request to the end of its answer",
            ["route"],
            buckets=_SECONDS,
            registry=counted,
        )
        self._waiting = Gauge(
            "csto_map_drawings_waiting",
            "Requests that wait for a picture or a file, drawn or in the queue",
            multiprocess_mode="livesum",
            registry=counted,
        )
        self._drawn = Histogram(
            "csto_map_drawing_seconds",
            "Time that requests waited for a picture or a file",
            ["kind", "outcome"],
            buckets=_SECONDS,
            registry=counted,
        )

    def begin(self) -> None:
        """Answer Prometheus at a port of its own, if it asks there."""
        if self._where != "on":
            metrics_port.serve(self._where, make_wsgi_app(self.registry))

    def heard(self, answered: Answered) -> None:
        """Count a request."""
        method = answered.method if answered.method in _METHODS else "other"
        # What was turned away came to no address.
        route = answered.route or "none"
        self._requests.labels(method, route, str(answered.status)).inc()
        self._seconds.labels(route).observe(answered.seconds)

    @contextmanager
    def drawing(self, kind: str) -> Iterator[None]:
        """Count that a request waits for something that is drawn, and how that ends."""
        began, outcome = time.perf_counter(), "failed"
        self._waiting.inc()
        try:
            yield
            outcome = "drawn"
        finally:
            self._waiting.dec()
            self._drawn.labels(kind, outcome).observe(time.perf_counter() - began)

    def text(self) -> bytes:
        """Write all figures of all web processes."""
        return generate_latest(self.registry)


def registry(counted: CollectorRegistry | None, now: Collector) -> CollectorRegistry:
    """Put together what is counted: by this process, or by all of one folder, and as it is now."""
    here = CollectorRegistry()
    folder = os.environ.get(metrics_port.FOLDER)
    if folder:
        here.register(_All(folder))
    elif counted is not None:
        here.register(counted)
    here.register(now)
    return here


class _All(MultiProcessCollector):
    """What all web processes of one folder have counted."""

    def __init__(self, folder: str) -> None:
        super().__init__(None, folder)  # type: ignore[no-untyped-call]
        self._folder = folder

    def collect(self) -> Iterable[Metric]:
        """Add it up."""
        _bury(Path(self._folder))
        found: Iterable[Metric] = super().collect()  # type: ignore[no-untyped-call]
        return found


def _bury(folder: Path) -> None:
    """Forget what processes that are gone had going on; what they have counted stays."""
    gone = {int(live[1]) for path in folder.iterdir() if (live := _LIVE.fullmatch(path.name))}
    for pid in gone:
        if not _lives(pid):
            mark_process_dead(pid, str(folder))  # type: ignore[no-untyped-call]


def _lives(pid: int) -> bool:
    try:
        os.kill(pid, 0)
    except ProcessLookupError:
        return False
    except OSError:
        return True
    return True


class Now(Collector):
    """What is the same in all web processes, looked up when it is asked for."""

    def __init__(self, version: str, jobs: Count, house: Count) -> None:
        self._version, self._jobs, self._house = version, jobs, house

    def collect(self) -> Iterable[Metric]:
        """Give the figures."""
        about = GaugeMetricFamily(
            "csto_map_info", "What runs, on which data", labels=["version", "data", "python"]
        )
        about.add_metric([__version__, self._version, platform.python_version()], 1)
        yield about
        jobs = GaugeMetricFamily("csto_map_jobs", "Films and packs by state", labels=["state"])
        for state, count in self._jobs().items():
            jobs.add_metric([state], count)
        yield jobs
        told = self._house()
        for name, meaning in _HOUSE.items():
            if name in told:
                yield GaugeMetricFamily(f"csto_map_house_{name}", meaning, told[name])
        for name, meaning in _HOUSE_SINCE.items():
            if name in told:
                yield CounterMetricFamily(f"csto_map_house_{name}", meaning, told[name])
