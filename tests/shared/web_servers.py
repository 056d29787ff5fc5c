"""Servers of other people's making: nginx and Python's own for plain files."""

from __future__ import annotations

import contextlib
import getpass
import os
import re
import shutil
import socket
import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path

# Below a path files are given, and one server of ours is asked in two ways.
_CONF = """{user}daemon off;
worker_processes 1;
pid {folder}/nginx.pid;
error_log {folder}/error.log;
events {{ worker_connections 256; }}
http {{
  include /etc/nginx/mime.types;
  default_type application/octet-stream;
  access_log {folder}/access.log;
  client_body_temp_path {folder}/body;
  proxy_temp_path {folder}/proxy;
  fastcgi_temp_path {folder}/fastcgi;
  uwsgi_temp_path {folder}/uwsgi;
  scgi_temp_path {folder}/scgi;
  server {{
    listen 127.0.0.1:{port};
    {locations}
  }}
}}
"""


def nginx_path() -> str:
    """The nginx that `scripts/nginx` finds."""
    found = shutil.which("nginx") or shutil.which("nginx", path="/usr/sbin")
    if not found:
        raise RuntimeError("no nginx found: run `make test`, or scripts/nginx to hear what to do")
    return found


@contextlib.contextmanager
def nginx(folder: Path, locations: str) -> Iterator[str]:
    """Run nginx with some locations; give its address, with a slash at its end."""
    port = _free()
    conf = folder / "nginx.conf"
    # Started by root it would give the files to nobody, who may not read them.
    user = f"user {getpass.getuser()};\n" if os.getuid() == 0 else ""
    conf.write_text(_CONF.format(user=user, folder=folder, port=port, locations=locations))
    called = [nginx_path(), "-p", str(folder), "-c", str(conf), "-e", str(folder / "error.log")]
    with subprocess.Popen(called) as process:
        try:
            _listening(process, port)
            yield f"http://127.0.0.1:{port}/"
        finally:
            process.terminate()


@contextlib.contextmanager
def plain(folder: Path) -> Iterator[str]:
    """Run ``python -m http.server``; give its address, with a slash at its end."""
    called = [sys.executable, "-u", "-m", "http.server", "0", "--bind", "127.0.0.1"]
    with subprocess.Popen(
        [*called, "--directory", str(folder)],
        stdout=subprocess.PIPE,
        stderr=subprocess.DEVNULL,
        text=True,
    ) as process:
        try:
            assert process.stdout
            said = process.stdout.readline()
            found = re.search(r"http://\S+/", said)
            assert found, f"the server said {said!r}"
            yield found[0]
        finally:
            process.terminate()


def _free() -> int:
    with socket.socket() as one:
        one.bind(("127.0.0.1", 0))
        return int(one.getsockname()[1])


def _listening(process: subprocess.Popen[bytes], port: int) -> None:
    end = time.monotonic() + 60
    while time.monotonic() < end:
        assert process.poll() is None, "nginx has ended; its error.log says why"
        with socket.socket() as one:
            if one.connect_ex(("127.0.0.1", port)) == 0:
                return
        time.sleep(0.02)
    raise AssertionError("nginx does not listen")
