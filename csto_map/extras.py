"""What can be installed beside the library, and how whoever lacks it is told.

The library by itself reads, checks and tells the facts, writes data files, and draws
figures and SVG. Modules that need more import it under `needing`.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from importlib.util import find_spec
from types import MappingProxyType

from csto_map.errors import MissingExtra

# The extra of ``pyproject.toml`` that a module comes with; each extra holds the ones before it.
EXTRAS: Mapping[str, str] = MappingProxyType(
    {
        **dict.fromkeys(("pptx", "resvg_py", "skia", "typst", "yaml"), "export"),
        "av": "film",
        **dict.fromkeys(("anyio", "brotli", "dash", "dash_ag_grid", "diskcache"), "web"),
        **dict.fromkeys(("limits", "prometheus_client", "tomlkit"), "web"),
        **dict.fromkeys(("fastapi", "markdown_it", "starlette", "uvicorn"), "web"),
        **dict.fromkeys(("celery", "fsspec", "kombu", "redis"), "scale"),
    }
)


@contextmanager
def needing(extra: str = "") -> Iterator[None]:
    """
    Import what comes with an extra, and say so where it is not installed.

    Parameters
    ----------
    extra
        The one that holds all that the block needs. Without it the one that a module is
        known to come with, or that an inner block names.

    Raises
    ------
    MissingExtra
        An ImportError: a module of an extra is not installed.
    """
    try:
        yield
    except ModuleNotFoundError as problem:
        module = (problem.name or "").partition(".")[0]
        if module not in EXTRAS or (isinstance(problem, MissingExtra) and not extra):
            raise
        raise _missing(module, extra or EXTRAS[module]) from None


def need(module: str) -> None:
    """
    Say so where a module that comes with an extra is not installed, without importing it.

    Raises
    ------
    MissingExtra
        An ImportError: it is not installed.
    """
    if find_spec(module) is None:
        raise _missing(module, EXTRAS[module])


def _missing(module: str, extra: str) -> MissingExtra:
    install = f'pip install "csto-map[{extra}]"'
    return MissingExtra(f"this needs {module}, which is not installed: {install}", name=module)
