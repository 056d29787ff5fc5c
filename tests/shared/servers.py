"""A real server over the loopback, and an app asked without one."""

from __future__ import annotations

import asyncio
import contextlib
import os
import re
import subprocess
import sys
import threading
from collections.abc import Iterator, Mapping
from concurrent.futures import ThreadPoolExecutor
from typing import IO, Any

import httpx
import pytest


@pytest.fixture(scope="session")
def url() -> Iterator[str]:
    """Address of a server that runs for the whole session; conftests of layers import it."""
    with serving() as (address, _):
        yield address


@contextlib.contextmanager
def serving(
    *options: str,
    command: str = "serve",
    variables: Mapping[str, str] | None = None,
    log: IO[str] | None = None,
) -> Iterator[tuple[str, subprocess.Popen[str]]]:
    """
    Run `csto-map serve`, or edit, on a free port; give its address and its process.

    Parameters
    ----------
    variables
        Of its environment, beside ours.
    log
        Takes what it writes to standard error.
    """
    env = {name: value for name, value in os.environ.items() if not name.startswith("CSTO_MAP_")}
    env.update(variables or {})
    called = [sys.executable, "-m", "csto_map.cli", command, "--port", "0", *options]
    with subprocess.Popen(
        called, stdout=subprocess.PIPE, stderr=log, text=True, env=env
    ) as process:
        assert process.stdout
        try:
            said, found = [], None
            # What it says of user layers stands before its address.
            for line in process.stdout:
                said.append(line)
                found = re.search(r"http://\S+/", line)
                if found:
                    break
            assert found, f"the server said {said!r}"
            yield found[0], process
        finally:
            process.terminate()


@contextlib.contextmanager
def hosting(app: Any) -> Iterator[str]:
    """Serve a server's app from a thread of this process, which has loaded all; give its address."""
    # Tests of units need no server, nor what serves.
    import uvicorn

    config = uvicorn.Config(
        app, port=0, log_level="warning", server_header=False, proxy_headers=False
    )
    server = uvicorn.Server(config)
    started = threading.Event()
    startup = server.startup

    async def tell(*args: Any, **options: Any) -> None:
        await startup(*args, **options)
        started.set()

    server.startup = tell  # type: ignore[method-assign]
    thread = threading.Thread(target=server.run, daemon=True)
    thread.start()
    assert started.wait(60), "the server did not start"
    try:
        yield f"http://127.0.0.1:{server.servers[0].sockets[0].getsockname()[1]}/"
    finally:
        server.should_exit = True
        thread.join(10)


def ask(
    app: Any,
    *addresses: str,
    host: str = "localhost",
    headers: dict[str, str] | None = None,
    peer: str = "127.0.0.1",
) -> list[httpx.Response]:
    """Ask a server's app without a socket, in a thread: Playwright's loop holds this one."""

    async def answers() -> list[httpx.Response]:
        transport = httpx.ASGITransport(app, client=(peer, 1))
        async with httpx.AsyncClient(
            transport=transport, base_url=f"http://{host}", headers=headers
        ) as client:
            return [await client.get(address) for address in addresses]

    with ThreadPoolExecutor(1) as thread:
        return thread.submit(asyncio.run, answers()).result()
