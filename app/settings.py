"""Settings of the web face: made once at the border and handed down."""

from __future__ import annotations

import os
from collections.abc import Mapping
from dataclasses import dataclass, field, fields
from typing import Any

from csto_map.errors import BadOption


@dataclass(frozen=True, slots=True, kw_only=True)
class Settings:
    """One immutable value; each field can be set as ``CSTO_MAP_<NAME>``."""

    host: str = field(default="127.0.0.1", metadata={"meaning": "Address to listen on"})
    port: int = field(default=8050, metadata={"meaning": "Port to listen on; 0 for a free one"})
    max_pixels: int = field(
        default=64_000_000, metadata={"meaning": "Largest picture that the page exports"}
    )
    max_jobs: int = field(
        default=8, metadata={"meaning": "Background jobs that may wait or run at a time"}
    )
    jobs_folder: str = field(
        default="",
        metadata={"meaning": "Folder of the queue on disk; without it one that goes at the end"},
    )
    broker_url: str = field(
        default="",
        metadata={"meaning": "Redis that jobs go through, for workers on several machines"},
    )
    layers: str = field(
        default="",
        metadata={
            "meaning": f"Files of layers of one's own, with {os.pathsep} between; dmy or mdy "
            "before them says what 03/04/2009 means"
        },
    )

    @classmethod
    def from_env(cls, env: Mapping[str, str] | None = None, **given: Any) -> Settings:
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
            key = f"CSTO_MAP_{item.name.upper()}"
            if key in env and item.name not in values:
                kind: Any = type(item.default)
                try:
                    values[item.name] = kind(env[key])
                except ValueError:
                    raise BadOption(f"{key}={env[key]!r} is not {kind.__name__}") from None
        return cls(**values)
