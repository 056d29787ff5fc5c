"""One server of our own, whose processes may be killed and whose data be changed."""

import contextlib
import http.client
import signal
import socket
import subprocess
import sys
import threading
from dataclasses import dataclass
from pathlib import Path

import pytest
from job_world import ENV, children_of, until
from toy_world import write

# Small, so that what is too much, too slow or too many is soon reached.
LIMITS = {"READ_SECONDS": "2", "IDLE_SECONDS": "2", "MAX_CONNECTIONS": "100", "GRACE": "60"}


def command(pid):
    """The command line of a process; "" when it is gone."""
    with contextlib.suppress(OSError):
        return Path(f"/proc/{pid}/cmdline").read_text()
    return ""


@dataclass
class Served:
    """A server, and where it writes what it says."""

    process: subprocess.Popen[bytes]
    port: int
    data: Path
    pid_file: str
    log: Path
    systemd: socket.socket

    def notified(self):
        """What systemd has been told since this was asked last."""
        told = []
        with contextlib.suppress(BlockingIOError):
            while True:
                told.append(self.systemd.recv(4096).decode())
        return told

    @property
    def generations(self):
        return children_of(self.process.pid)

    @property
    def web(self):
        """The web processes, of all generations: copies, whose command is the server's."""
        found = [pid for one in self.generations for pid in children_of(one)]
        return [pid for pid in found if command(pid) == command(self.process.pid)]

    def said(self, text):
        """Wait until its log says something; give the last line that does."""

        def found():
            return [line for line in self.log.read_text().splitlines() if text in line]

        assert until(found, 30), self.log.read_text()
        return found()[-1]

    def connect(self):
        return socket.create_connection(("127.0.0.1", self.port), timeout=60)

    def ask(self, path="/healthz", line=None):
        """Ask once, never again by itself; give the status and the body."""
        own = line or http.client.HTTPConnection("127.0.0.1", self.port, timeout=60)
        own.request("GET", path)
        answer = own.getresponse()
        found = answer.status, answer.read()
        if line is None:
            own.close()
        return found

    @contextlib.contextmanager
    def asked(self, clients=3):
        """Ask without a break meanwhile, on connections that stay open; give what fails."""
        stop, failed, answered = threading.Event(), [], []

        def ask():
            line = http.client.HTTPConnection("127.0.0.1", self.port, timeout=60)
            try:
                while not stop.is_set():
                    # It connects anew where the answer before said that it was the last.
                    status, _ = self.ask("/api/v1/atlas", line)
                    answered.append(status)
            except (OSError, http.client.HTTPException) as problem:
                failed.append(repr(problem))
            line.close()

        threads = [threading.Thread(target=ask) for _ in range(clients)]
        for thread in threads:
            thread.start()
        try:
            yield failed
        finally:
            stop.set()
            for thread in threads:
                thread.join()
        failed += [status for status in answered if status != 200]
        assert answered


@pytest.fixture(scope="module")
def served(tmp_path_factory):
    """A server of one web process over the toy world."""
    home = tmp_path_factory.mktemp("served")
    data = write(home / "toy")
    pid_file, log = str(home / "pid"), home / "log"
    env = {**ENV, **{f"CSTO_MAP_{name}": value for name, value in LIMITS.items()}}
    env["CSTO_MAP_PID_FILE"] = pid_file
    command = [sys.executable, "-m", "csto_map.cli", "serve", "--port", "0", "--data", str(data)]
    env["NOTIFY_SOCKET"] = str(home / "notify")
    with (
        socket.socket(socket.AF_UNIX, socket.SOCK_DGRAM) as systemd,
        log.open("wb") as told,
        subprocess.Popen(command, stdout=subprocess.PIPE, stderr=told, env=env) as process,
    ):
        systemd.bind(env["NOTIFY_SOCKET"])
        systemd.setblocking(False)
        try:
            line = process.stdout.readline().decode()
            port = int(line.rstrip().rstrip("/").rpartition(":")[2])
            yield Served(process, port, data, pid_file, log, systemd)
        finally:
            if process.poll() is None:
                process.send_signal(signal.SIGTERM)
                process.wait(90)
