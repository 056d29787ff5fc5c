"""``csto-map password``: a line of the file of users of a server."""

from __future__ import annotations

import click

from csto_map.machine import passwords


@click.command()
@click.argument("name")
def password(name: str) -> None:
    """
    Write the line of a file of users for NAME, whose password it asks for.

    Append it to the file that CSTO_MAP_USERS names; the password itself is kept nowhere.
    """
    asked = click.prompt("Password", hide_input=True, confirmation_prompt=True, err=True)
    click.echo(passwords.line(name, asked))
