"""Settings of the web face: made once at the border and handed down."""

from __future__ import annotations

import os
import re
from collections.abc import Mapping
from dataclasses import dataclass, field, fields
from typing import Any, TypeVar

from csto_map.errors import BadOption

# The smallest picture that can be drawn, and the largest.
_LEAST_PIXELS, _MOST_PIXELS = 320 * 320, 16_384 * 16_384
# As a picture's option `link` takes it.
_ADDRESS = re.compile(r"(?=.{1,120}$)https?://[^\s?#]+")

T = TypeVar("T")


def _setting(default: T, meaning: str, least: int | None = None, most: int | None = None) -> T:
    return field(default=default, metadata={"meaning": meaning, "least": least, "most": most})


@dataclass(frozen=True, slots=True, kw_only=True)
class Settings:
    """
    One immutable value; each field can be set as ``CSTO_MAP_<NAME>``.

    Raises
    ------
    BadOption
        A ValueError: a number is too small or too large, or the address is none; its
        variable is named.
    """

    host: str = _setting("127.0.0.1", "Address to listen on")
    port: int = _setting(8050, "Port to listen on; 0 for a free one", 0, 65_535)
    hosts: str = _setting(
        "",
        "Names that the server answers to beside its address, with commas between; * for any",
    )
    address: str = _setting(
        "",
        "Public address of the page, such as https://atlas.example.org/: "
        "what pictures, pages and slides print before their query",
    )
    max_pixels: int = _setting(
        16_000_000, "Largest picture that the server draws", _LEAST_PIXELS, _MOST_PIXELS
    )
    max_jobs: int = _setting(8, "Background jobs that may wait or run at a time", 1, 10_000)
    drawing_processes: int = _setting(
        0, "Processes that draw pictures, of all web processes together; 0 for one a processor", 0
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
    layers: str = _setting(
        "",
        f"Files of user layers, with {os.pathsep} between; dmy or mdy before them says "
        "what 03/04/2009 means, map=ROLE=COLUMN which column plays a role",
    )

    def __post_init__(self) -> None:
        """Check the numbers and the address."""
        for item in fields(self):
            least, most = item.metadata["least"], item.metadata["most"]
            value = getattr(self, item.name)
            if least is not None and value < least:
                raise BadOption(f"{_variable(item.name)}={value} is less than {least:,}")
            if most is not None and value > most:
                raise BadOption(f"{_variable(item.name)}={value} is more than {most:,}")
        if self.store_url and not self.broker_url:
            raise BadOption(
                f"{_variable('store_url')} is where workers put their files; without "
                f"{_variable('broker_url')} there are none, and files go to "
                f"{_variable('jobs_folder')}"
            )
        if self.address and not _ADDRESS.fullmatch(self.address):
            raise BadOption(
                f"{_variable('address')}={self.address!r} is no address of at most "
                "120 characters, such as https://atlas.example.org/"
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


def _variable(name: str) -> str:
    return f"CSTO_MAP_{name.upper()}"
