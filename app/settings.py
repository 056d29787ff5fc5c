"""Settings of the web face: made once at the border and handed down."""

from __future__ import annotations

import ipaddress
import os
import re
from collections.abc import Mapping
from dataclasses import dataclass, field, fields
from typing import Any, TypeVar
from urllib.parse import urlsplit

from csto_map.errors import BadOption
from csto_map.machine import logs

# The smallest picture that can be drawn, and the largest.
_LEAST_PIXELS, _MOST_PIXELS = 320 * 320, 16_384 * 16_384
# Megabytes that a drawing process takes with the atlas loaded.
_LEAST_MEMORY = 400
_RATE = r"[1-9]\d{0,6}/(second|minute|hour|day)"
# Letters that no browser and no proxy writes in another way.
_PATH = re.compile(r"(?=.{0,120}$)(/[A-Za-z0-9_~-][A-Za-z0-9._~-]*)*")

T = TypeVar("T")


def _setting(
    default: T,
    meaning: str,
    least: int | None = None,
    most: int | None = None,
    *,
    form: str = "",
    such: str = "",
    secret: bool = False,
) -> T:
    """
    Give a field.

    Parameters
    ----------
    least, most
        Of a number.
    form
        A pattern that a text matches, unless it is empty.
    such
        Says what that is.
    secret
        Whether no error and no log may show it.
    """
    about = {"meaning": meaning, "least": least, "most": most, "form": form, "such": such}
    return field(default=default, repr=not secret, metadata={**about, "secret": secret})


@dataclass(frozen=True, slots=True, kw_only=True)
class Settings:
    """
    One immutable value; each field can be set as ``CSTO_MAP_<NAME>``.

    Raises
    ------
    BadOption
        A ValueError: a number is too small or too large, a text is not what it should be,
        or address and path do not agree; the variable is named.
    """

    host: str = _setting("127.0.0.1", "Address to listen on")
    port: int = _setting(8050, "Port to listen on; 0 for a free one", 0, 65_535)
    hosts: str = _setting(
        "",
        "Names that the server answers to beside its address, with commas between; * for any",
    )
    trusted_proxies: str = _setting(
        "127.0.0.1, ::1",
        "Addresses and networks of proxies, with commas between, whose X-Forwarded-For, -Proto "
        "and -Host are believed",
    )
    address: str = _setting(
        "",
        "Public address of the page, such as https://atlas.example.org/: "
        "what pictures, pages and slides print before their query",
        # As a picture's option `link` takes it.
        form=r"(?=.{1,120}$)https?://[^\s?#]+",
        such="an address of at most 120 characters, such as https://atlas.example.org/",
    )
    root_path: str = _setting(
        "", "Path below which a proxy has the atlas, such as /atlas; it may pass the path on or not"
    )
    max_pixels: int = _setting(
        16_000_000, "Largest picture that the server draws", _LEAST_PIXELS, _MOST_PIXELS
    )
    grace: int = _setting(
        20, "Seconds that a server which is told to end has for what it has begun", 0, 600
    )
    max_head: int = _setting(65_536, "Bytes of a request's line and headers", 4_096, 1_000_000)
    max_body: int = _setting(1_000_000, "Bytes of a request's body", 100_000, 100_000_000)
    read_seconds: int = _setting(15, "Seconds that a request may take to arrive", 1, 600)
    idle_seconds: int = _setting(
        5, "Seconds that an open connection may wait for its next request", 1, 600
    )
    max_connections: int = _setting(
        1_000, "Connections of each web process; one that is idle makes room", 10, 100_000
    )
    pid_file: str = _setting(
        "", "File that says which process is the server's, for csto-map reload"
    )
    max_jobs: int = _setting(8, "Background jobs that may wait or run at a time", 1, 10_000)
    drawing_processes: int = _setting(
        0, "Processes that draw pictures, of all web processes together; 0 for one a processor", 0
    )
    drawing_megabytes: int = _setting(
        1500,
        f"Memory that a drawing process may take, in MB, on Linux; 0 for any, else {_LEAST_MEMORY} "
        "at least. What needs more fails alone",
        0,
    )
    cache_folder: str = _setting(
        "",
        "Folder of the pictures and files that were made before; without it one that goes at the "
        "end",
    )
    cache_megabytes: int = _setting(
        256, "Room for them, in MB; 0 to keep none. Those not asked for longest go first", 0
    )
    jobs_folder: str = _setting(
        "", "Folder of the queue on disk and of drafts; without it one that goes at the end"
    )
    broker_url: str = _setting("", "Redis that jobs go through, for workers on several machines")
    store_url: str = _setting(
        "",
        "Where finished files go that workers make, such as file:///srv/films or "
        "s3://bucket/films; without it Redis",
    )
    token: str = _setting(
        "",
        "Secret that opens the server: programs send it as a bearer token, people give it once",
        form=r"[!-~]{16,200}",
        such="of 16 to 200 letters, digits and signs without spaces",
        secret=True,
    )
    users: str = _setting("", "File of users and their passwords, as csto-map password writes it")
    rate_limit: str = _setting(
        "",
        "Requests that one client may send, such as 600/minute or 50/second;2000/hour",
        form=rf"{_RATE}(;{_RATE})*",
        such="such as 600/minute or 50/second;2000/hour",
    )
    metrics: str = _setting(
        "",
        "Where Prometheus finds /metrics: on for the server's own port, or an address and a port "
        "of its own",
        form=r"on|(\[[0-9A-Fa-f:.]+\]|[\w.-]+):\d{1,5}",
        such="on, or an address with a port such as 127.0.0.1:9100",
    )
    log_format: str = _setting(
        "text", "Form of the log", form="|".join(logs.FORMATS), such=" or ".join(logs.FORMATS)
    )
    log_level: str = _setting(
        "warning",
        "Least that the log tells; info has a line for each request",
        form="|".join(logs.LEVELS),
        such=" or ".join(logs.LEVELS),
    )
    layers: str = _setting(
        "",
        f"Files of user layers, with {os.pathsep} between; dmy or mdy before them says "
        "what 03/04/2009 means, map=ROLE=COLUMN which column plays a role",
    )

    def __post_init__(self) -> None:
        """Check what can be told without a look at the machine."""
        for item in fields(self):
            least, most = item.metadata["least"], item.metadata["most"]
            value = getattr(self, item.name)
            if least is not None and value < least:
                raise BadOption(f"{_variable(item.name)}={value} is less than {least:,}")
            if most is not None and value > most:
                raise BadOption(f"{_variable(item.name)}={value} is more than {most:,}")
            form, such = item.metadata["form"], item.metadata["such"]
            if form and (value or item.default) and not re.fullmatch(form, value):
                told = "" if item.metadata["secret"] else f"={value!r}"
                raise BadOption(f"{_variable(item.name)}{told} is not {such}")
        if 0 < self.drawing_megabytes < _LEAST_MEMORY:
            raise BadOption(
                f"{_variable('drawing_megabytes')}={self.drawing_megabytes} is less than "
                f"{_LEAST_MEMORY} and not 0"
            )
        if self.store_url and not self.broker_url:
            raise BadOption(
                f"{_variable('store_url')} is where workers put their files; without "
                f"{_variable('broker_url')} there are none, and files go to "
                f"{_variable('jobs_folder')}"
            )
        networks(self.trusted_proxies)
        # Written with a slash at its end it is the same path.
        object.__setattr__(self, "root_path", rooted(self.root_path, _variable("root_path")))
        told = urlsplit(self.address).path.rstrip("/") if self.root_path else ""
        if self.address and told != self.root_path:
            raise BadOption(
                f"{_variable('address')}={self.address!r} does not end with "
                f"{_variable('root_path')}={self.root_path!r}"
            )

    @classmethod
    def from_env(cls, env: Mapping[str, str] | None = None, **given: object) -> Settings:
        """
        Read the environment; `given` values (not None) win over it.

        Raises
        ------
        BadOption
            If a variable does not parse; it is named.
        """
        env = os.environ if env is None else env
        values: dict[str, Any] = {name: value for name, value in given.items() if value is not None}
        for item in fields(cls):
            key = _variable(item.name)
            if key in env and item.name not in values:
                kind: Any = type(item.default)
                try:
                    values[item.name] = kind(env[key])
                except ValueError:
                    what = "a whole number" if kind is int else kind.__name__
                    raise BadOption(f"{key}={env[key]!r} is not {what}") from None
        return cls(**values)


def rooted(path: str, name: str) -> str:
    """
    Give a path below which an atlas may be, without its last slash; "" for none.

    Parameters
    ----------
    name
        Of the setting or option, for the error.

    Raises
    ------
    BadOption
        A ValueError: it is no such path.
    """
    found = path.rstrip("/")
    if not _PATH.fullmatch(found):
        raise BadOption(
            f"{name}={path!r} is no path of at most 120 letters, digits and -._~ that begins "
            "with a slash, such as /atlas"
        )
    return found


def networks(text: str) -> list[str]:
    """
    Read the list of trusted proxies: addresses and networks, with commas between.

    Raises
    ------
    BadOption
        A ValueError: one of them is neither.
    """
    names = [name.strip() for name in text.split(",") if name.strip()]
    for name in names:
        try:
            ipaddress.ip_network(name)
        except ValueError:
            raise BadOption(
                f"{_variable('trusted_proxies')}: {name!r} is neither an address nor a network, "
                "such as 127.0.0.1 or 10.1.0.0/16"
            ) from None
    return names


def _variable(name: str) -> str:
    return f"CSTO_MAP_{name.upper()}"
