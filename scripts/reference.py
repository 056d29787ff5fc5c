"""Write docs/reference/command-line.md from the program itself: `make reference`."""

from __future__ import annotations

from dataclasses import fields
from pathlib import Path

import click
from csto_map.app.settings import Settings

from csto_map.cli import main

PAGE = Path(__file__).resolve().parents[1] / "docs" / "reference" / "command-line.md"
WIDTH = 88
HEAD = """# The command line and its settings

Written by `make reference` from the program itself; a test holds the two equal.

"""
SETTINGS = """## Variables of the environment

Read by `csto-map serve` and `csto-map worker`; options win over them. What they are for, and
what else a server needs: [`serving.md`](../serving.md).

| variable | meaning | without it | least | most |
| --- | --- | --- | --- | --- |
"""
TAIL = """
`make` and the tests also read `CSTO_MAP_CHROMIUM`, the path of a Chromium or Chrome to test with.
"""


def page() -> str:
    """Write the page."""
    return HEAD + "\n".join(commands(main, "csto-map")) + "\n" + settings()


def commands(command: click.Command, name: str) -> list[str]:
    """Give the help of a command and of all below it, a section each."""
    context = click.Context(command, info_name=name, terminal_width=WIDTH)
    context.help_option_names = ["-h", "--help"]
    told = [f"## `{name}`\n\n```text\n{command.get_help(context)}\n```\n"]
    if isinstance(command, click.Group):
        for own in command.list_commands(context):
            below = command.get_command(context, own)
            if below is not None:
                told += commands(below, f"{name} {own}")
    return told


def settings() -> str:
    """Give the table of settings."""
    rows = []
    for item in fields(Settings):
        about = item.metadata
        cells = (f"`CSTO_MAP_{item.name.upper()}`", about["meaning"], number(item.default))
        rows.append((*cells, number(about["least"]), number(about["most"])))
    return SETTINGS + "".join(f"| {' | '.join(row)} |\n" for row in rows) + TAIL


def number(value: object) -> str:
    """Write a default or a bound; "" for none."""
    if value is None or value == "":
        return ""
    return f"`{value}`" if isinstance(value, str) else f"{value}"


if __name__ == "__main__":
    PAGE.write_text(page(), encoding="utf-8")
