"""Run the notebooks of this folder and keep what they show: python examples/run.py [NAME ...]."""

from __future__ import annotations

import sys
from pathlib import Path

import nbformat
from nbclient import NotebookClient

HERE = Path(__file__).resolve().parent


def run(path: Path) -> nbformat.NotebookNode:
    """Execute a notebook from its own folder; raises at the first cell that fails."""
    book = nbformat.read(path, as_version=4)
    client = NotebookClient(
        book,
        timeout=300,
        coalesce_streams=True,
        resources={"metadata": {"path": str(HERE)}},
    )
    client.execute()
    for cell in book.cells:
        cell.metadata.pop("execution", None)  # the time of day, which changes with every run
    book.metadata["language_info"] = {"name": "python"}
    return book


def main() -> None:
    """Run those named, or all."""
    for name in sys.argv[1:] or sorted(path.name for path in HERE.glob("*.ipynb")):
        path = HERE / name
        nbformat.write(run(path), path)
        print(path.name)


if __name__ == "__main__":
    main()
