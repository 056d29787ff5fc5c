"""Try an image of ours: it serves with a read-only root, as nobody, and ends in order.

``make image`` runs it on what it has built: on the image's files, with the command, the user and
the environment that it names, in a sandbox of bubblewrap. A program that runs containers is not
needed, which asks more of a machine than some have to give.
"""

from __future__ import annotations

import json
import os
import signal
import subprocess
import sys
import tempfile
import time
import urllib.error
import urllib.request
from pathlib import Path
from typing import Any

PORT = "8097"
BASE = f"http://127.0.0.1:{PORT}"
PATHS = ("/", "/healthz", "/export.png?date=2009", "/api/v1/data.gpkg", "/api/v1/data.xlsx")
FILM = {"from": "2000", "to": "2002", "step": "year", "dwell": "0", "size": "640x360"}


def main(root: str, description: str) -> None:
    """Run it; ask for the page, pictures, files and a film; load anew; end."""
    image = json.loads(Path(description).read_text(encoding="utf-8"))["Docker"]["config"]
    with tempfile.TemporaryDirectory() as drafts:
        sandbox = _sandbox(root, drafts, image)
        with subprocess.Popen([*sandbox, *image["Entrypoint"], *image["Cmd"]]) as server:  # nosec B603
            try:
                for path in PATHS:
                    print(path, len(_asked(path)), "bytes")
                _film()
                _other(sandbox, image)
                began = time.monotonic()
                os.kill(_main_process(drafts), signal.SIGTERM)
                code = server.wait(60)
                print(f"ended with {code} after {time.monotonic() - began:.1f} s")
                assert code == 0, code
            finally:
                server.kill()


def _sandbox(root: str, drafts: str, image: dict[str, Any]) -> list[str]:
    """Give the command that shuts another one in: nothing but /tmp can be written to."""
    names = dict(one.split("=", 1) for one in image["Env"])
    names |= {"CSTO_MAP_PORT": PORT, "CSTO_MAP_HOST": "127.0.0.1"}
    known = [word for name, value in names.items() for word in ("--setenv", name, value)]
    return [
        *("bwrap", "--ro-bind", root, "/", "--proc", "/proc", "--dev", "/dev"),
        *("--bind", drafts, "/tmp", "--chdir", image["WorkingDir"], "--die-with-parent"),  # nosec B108
        *("--unshare-user", "--uid", image["User"], "--gid", image["User"], "--cap-drop", "ALL"),
        *("--clearenv", *known),
    ]


def _film() -> None:
    asked = json.dumps({"kind": "film", "ending": ".mp4", "options": FILM}).encode()
    job = json.loads(_asked("/jobs", asked))
    while job["state"] in ("queued", "running"):
        time.sleep(1)
        job = json.loads(_asked(f"/jobs/{job['id']}"))
    assert job["state"] == "done", job
    print("film", len(_asked(job["file"])), "bytes")


def _other(sandbox: list[str], image: dict[str, Any]) -> None:
    """Do what is done beside the server: its check of health, new data, and what must fail."""
    _ran([*sandbox, *image["Healthcheck"]["Test"][1:]])
    print(_ran([*sandbox, *image["Entrypoint"], "reload"]))
    print("user", _ran([*sandbox, "id", "-u"]))
    touched = subprocess.run([*sandbox, "touch", "/atlas/x"], check=False, capture_output=True)  # nosec B603
    assert touched.returncode, "the root can be written to"


def _ran(command: list[str]) -> str:
    ran = subprocess.run(command, check=False, capture_output=True, text=True, timeout=180)  # nosec B603
    if ran.returncode:
        sys.exit(f"{command[-3:]} ended with {ran.returncode}: {ran.stderr}")
    return ran.stdout.strip()


def _main_process(drafts: str) -> int:
    """Give the process that the server says is its own."""
    return int((Path(drafts) / "csto-map.pid").read_text().splitlines()[0])


def _asked(path: str, body: bytes | None = None, seconds: float = 90) -> bytes:
    """Ask until it answers."""
    end = time.monotonic() + seconds
    asked = urllib.request.Request(BASE + path, body, {"Content-Type": "application/json"})
    while True:
        try:
            with urllib.request.urlopen(asked, timeout=120) as answer:  # nosec B310
                read: bytes = answer.read()
                return read
        except urllib.error.HTTPError as problem:
            sys.exit(f"{path}: {problem.code} {problem.read()!r}")
        except OSError:
            if time.monotonic() > end:
                raise
            time.sleep(0.5)


if __name__ == "__main__":
    main(*sys.argv[1:])
