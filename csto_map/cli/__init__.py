"""The command line: it turns words into calls and has no logic of its own."""

from __future__ import annotations

from collections.abc import Mapping
from importlib import import_module
from types import MappingProxyType
from typing import NamedTuple

import click

from csto_map import errors, extras
from csto_map.machine import marks


class _Command(NamedTuple):
    """Where a command is, and what the list of commands says of it."""

    module: str
    name: str
    says: str


# A command's module imports pandas, GeoPandas and more: only the one that is called is
# imported. The first sentence of its help stands here, for the list of all of them.
COMMANDS: Mapping[str, _Command] = MappingProxyType(
    {
        "boundaries": _Command(
            "csto_map.cli.boundaries",
            "boundaries",
            "Build the boundary files of DIR by its boundaries/recipe.toml.",
        ),
        "brief": _Command(
            "csto_map.cli.brief",
            "brief",
            "Make a briefing pack of PLAN: cover, maps, tables, annex of sources.",
        ),
        "data": _Command(
            "csto_map.cli.data",
            "data_group",
            "Take the facts home, or check a folder of facts.",
        ),
        "edit": _Command(
            "csto_map.cli.edit",
            "edit",
            "Open the atlas of DIR with its tables beside the map, to fill them in.",
        ),
        "export": _Command(
            "csto_map.cli.export",
            "export",
            "Write the whole atlas to FILE, one HTML page that opens from disk.",
        ),
        "film": _Command(
            "csto_map.cli.film",
            "film",
            "Make a film of the map through time.",
        ),
        "freeze": _Command(
            "csto_map.cli.freeze",
            "freeze",
            "Write the whole atlas to DIR, as files that any web server gives.",
        ),
        "init": _Command(
            "csto_map.cli.init",
            "init",
            "Write a new atlas to DIR: tables, choices, boundaries and a guide.",
        ),
        "layer": _Command(
            "csto_map.cli.layer",
            "layer",
            "Say how FILE, with places and dates of your own, is read.",
        ),
        "password": _Command(
            "csto_map.cli.password",
            "password",
            "Write the line of a file of users for NAME, whose password it asks for.",
        ),
        "reload": _Command(
            "csto_map.cli.reload",
            "reload",
            "Have a server load its data anew, without a break.",
        ),
        "render": _Command(
            "csto_map.cli.render",
            "render",
            "Draw the map of DATE as a picture, a page or a slide.",
        ),
        "scene": _Command(
            "csto_map.cli.scene",
            "scene",
            "Say what is drawn where on the map of DATE.",
        ),
        "serve": _Command(
            "csto_map.cli.serve",
            "serve",
            "Serve the atlas to a browser.",
        ),
        "show": _Command(
            "csto_map.cli.show",
            "show",
            "Say what held on DATE (2009-06-14, 2009-06 or 2009).",
        ),
        "worker": _Command(
            "csto_map.cli.worker",
            "worker",
            "Work on background jobs until interrupted.",
        ),
    }
)


class _Group(click.Group):
    """
    Import commands when they are called.

    Our own errors are one clear line and exit code 2, never a traceback.
    """

    def list_commands(self, _: click.Context) -> list[str]:
        return sorted(COMMANDS)

    def get_command(self, _: click.Context, cmd_name: str) -> click.Command | None:
        if cmd_name not in COMMANDS:
            return None
        at = COMMANDS[cmd_name]
        command: click.Command = getattr(import_module(at.module), at.name)
        return command

    def format_commands(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        """List the commands as Click does, without importing them."""
        names = self.list_commands(ctx)
        # As Click has it: two margins of two, and two columns between name and text.
        limit = formatter.width - 6 - max(map(len, names))
        listed = [click.Command(name, help=COMMANDS[name].says) for name in names]
        with formatter.section("Commands"):
            formatter.write_dl([(str(one.name), one.get_short_help_str(limit)) for one in listed])

    def invoke(self, ctx: click.Context) -> object:
        try:
            with extras.needing():
                return super().invoke(ctx)
        except errors.CstoMapError as problem:
            raise click.UsageError(marks.lines(problem.told())) from problem


def _say_version(context: click.Context, _: click.Parameter, asked: bool) -> None:
    if asked and not context.resilient_parsing:
        from csto_map import __version__

        click.echo(f"csto-map, version {__version__}")
        context.exit()


@click.group(cls=_Group, context_settings={"help_option_names": ["-h", "--help"]})
@click.option(
    "--version",
    is_flag=True,
    is_eager=True,
    expose_value=False,
    callback=_say_version,
    help="Show the version and exit.",
)
def main() -> None:
    """
    Map an alliance and its forces on any date, each fact with its sources.

    Without --data it is the atlas of the CSTO, 1991 to the present.
    """
