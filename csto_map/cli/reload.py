"""``csto-map reload``: a server takes new data without a break."""

from __future__ import annotations

import click


@click.command()
@click.option(
    "--pid-file",
    default=None,
    type=click.Path(dir_okay=False),
    help="File of the server.  [default: CSTO_MAP_PID_FILE]",
)
@click.option(
    "--wait",
    default=120,
    show_default=True,
    type=click.IntRange(1, 3600),
    help="Seconds to wait for it.",
)
def reload(pid_file: str | None, wait: int) -> None:
    """
    Have a server load its data anew, without a break.

    It is the one that was started with the same CSTO_MAP_PID_FILE. What has been asked of it
    is answered from the data that it had; data that are not right are refused, and it goes on
    with those that it had.
    """
    # Dash is slow to import and needed here alone.
    from csto_map.app.serving import notice
    from csto_map.app.settings import Settings

    settings = Settings.from_env(pid_file=pid_file)
    click.echo(f"Now serving data {notice.reload(settings.pid_file, wait)}")
