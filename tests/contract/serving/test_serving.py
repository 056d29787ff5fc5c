"""One server: what its clients may do, what it survives, how it gets new data and how it ends."""

import contextlib
import os
import re
import signal
import socket
import subprocess
import sys
import threading
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest
from click.testing import CliRunner
from csto_map.app.serving import notice
from csto_map.app.serving.copies import Copy
from job_world import alive, until
from toy_world import spoil, write

from csto_map.cli import main
from csto_map.errors import BadOption

STAMP = r"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d"


def megabytes(pid):
    """Memory that a process has, and no other with it."""
    text = Path(f"/proc/{pid}/smaps_rollup").read_text()
    return sum(map(int, re.findall(r"Private_\w+: +(\d+) kB", text))) / 1000


def everything(line):
    """Read until the other side closes, or cuts the line over what it has not read."""
    found = b""
    with contextlib.suppress(ConnectionError):
        while part := line.recv(65536):
            found += part
    return found


@pytest.mark.parametrize(
    "head",
    [
        b"X: " + b"a" * 5_000_000,
        b"".join(b"X-%d: " % k + b"a" * 25_000 + b"\r\n" for k in range(200)),
        b"".join(b"X-%d: 1\r\n" % k for k in range(500_000)),
    ],
    ids=["one", "200", "500,000"],
)
def test_a_head_of_five_megabytes_is_cut_off_and_not_kept(served, head):
    (web,) = served.web
    before = megabytes(web)
    with served.connect() as line:
        with contextlib.suppress(ConnectionError):
            line.sendall(b"GET / HTTP/1.1\r\nHost: localhost\r\n" + head + b"\r\n\r\n")
        answer = everything(line)
    # Whoever still sends may lose the answer to the cut.
    assert not answer or answer.startswith(b"HTTP/1.1 431 ")
    assert megabytes(web) - before < 3
    assert served.ask()[0] == 200
    assert re.match(STAMP + r".* 127\.0\.0\.1:\d+: 431 ", served.said(": 431 "))


def test_a_long_address_is_too_large_a_head_too(served):
    with served.connect() as line:
        line.sendall(b"GET /?" + b"a" * 70_000 + b" HTTP/1.1\r\nHost: localhost\r\n\r\n")
        assert everything(line).startswith(b"HTTP/1.1 431 ")


def test_a_head_of_sixty_kilobytes_is_none_too_large(served):
    with served.connect() as line:
        cookie = b"Cookie: " + b"a" * 60_000
        asked = [b"GET /healthz HTTP/1.1", b"Host: localhost", cookie, b"Connection: close"]
        line.sendall(b"\r\n".join([*asked, b"", b""]))
        assert everything(line).startswith(b"HTTP/1.1 200 ")


def test_what_is_no_request_is_logged_with_its_sender_and_time(served):
    with served.connect() as line:
        where = "{}:{}".format(*line.getsockname())
        line.sendall(b"\x16\x03\x01\x02\x00\r\n\r\n")
        assert everything(line).startswith(b"HTTP/1.1 400 ")
    assert re.match(STAMP + f".* {where}: Invalid HTTP", served.said("Invalid HTTP"))


def test_six_hundred_idle_connections_shut_nobody_out_and_go(served):
    lines = []
    try:
        for k in range(600):
            lines.append(served.connect())
            if k % 2:
                lines[-1].sendall(b"GET / HTTP/1.1\r\nHost: localhost\r\nX: ")
            if k % 200 == 199:
                # They are all open, or were until others came.
                assert served.ask()[0] == 200
        answers = [everything(line) for line in lines]
    finally:
        for line in lines:
            line.close()
    # All have ended, those that had begun to ask with a word.
    assert {answer.split(b"\r\n")[0] for answer in answers} == {
        b"",
        b"HTTP/1.1 408 Request Timeout",
    }


def test_a_body_that_does_not_come_is_not_waited_for(served):
    with served.connect() as line:
        asked = [b"POST /jobs HTTP/1.1", b"Host: localhost", b"Content-Type: application/json"]
        line.sendall(b"\r\n".join([*asked, b"Content-Length: 100", b"", b"{"]))
        everything(line)
    assert served.ask()[0] == 200


def test_an_open_connection_that_says_nothing_more_is_closed(served):
    with served.connect() as line:
        line.sendall(b"GET /healthz HTTP/1.1\r\nHost: localhost\r\n\r\n\r\n\r\n")
        assert everything(line).count(b"HTTP/1.1 200 ") == 1


@pytest.mark.parametrize("number", [signal.SIGSEGV, signal.SIGKILL, signal.SIGTERM])
def test_the_only_web_process_comes_back(served, number):
    (web,) = served.web
    os.kill(web, number)
    assert until(lambda: served.web not in ([], [web]))
    # Whoever asks meanwhile waits: the port stays open.
    assert served.ask()[0] == 200
    assert not alive(web)
    assert f"web process {web} ended with code {-number if number != 15 else 0}" in served.said(
        f"web process {web} "
    )


def test_the_process_that_loads_the_data_comes_back_and_none_stays_behind(served):
    (loader,), (web,) = served.generations, served.web
    os.kill(loader, signal.SIGKILL)
    assert until(lambda: not alive(web))
    assert served.ask()[0] == 200
    assert served.generations != [loader]


def reloaded(served):
    """Have the data loaded anew, as the command does."""
    return CliRunner().invoke(main, ["reload", "--pid-file", served.pid_file])


def test_new_data_are_taken_without_a_lost_request(served):
    old, (web,) = served.ask()[1], served.web
    assert "READY=1" in served.notified()
    spoil(served.data, "sites", "bbb_base", "name", "Another Base")
    with served.asked() as failed:
        ended = reloaded(served)
        assert until(lambda: not alive(web))
    assert failed == []
    assert ended.exit_code == 0, ended.output
    new = served.ask()[1]
    assert new != old
    reloading, ready = served.notified()
    assert re.fullmatch(r"RELOADING=1\nMONOTONIC_USEC=\d+", reloading)
    assert ready == "READY=1"
    assert ended.output.rpartition(" ")[2].strip().encode() in new
    assert until(lambda: len(served.web) == 1)


def test_data_that_are_not_right_are_refused_and_the_old_ones_stay(served):
    old, (web,) = served.ask()[1], served.web
    outlines = served.data / "boundaries" / "coarse.parquet"
    whole = outlines.read_bytes()
    try:
        outlines.write_bytes(whole[:-2000])
        with served.asked() as failed:
            ended = reloaded(served)
        assert (served.ask()[1], served.web) == (old, [web])
        # What has to begin anew meanwhile, the drawing too, does not read them either.
        os.kill(web, signal.SIGKILL)
        assert served.ask("/export.png?date=2003")[0] == 200
    finally:
        outlines.write_bytes(whole)
    assert failed == []
    assert ended.exit_code == 2
    for told in (ended.stderr, served.said("1 fault in the data")):
        assert "1 fault in the data" in told
    assert "coarse.parquet" in ended.stderr
    assert "Traceback" not in served.log.read_text()


def test_two_servers_on_one_port_or_with_one_file_are_told_apart(served, tmp_path):
    toy = write(tmp_path / "toy")
    asked = ["serve", "--data", str(toy), "--port"]
    ended = CliRunner().invoke(main, [*asked, str(served.port)])
    assert ended.exit_code == 2
    assert f"cannot listen on 127.0.0.1:{served.port}: " in ended.stderr.splitlines()[-1]
    assert "--port" in ended.stderr.splitlines()[-1]
    with pytest.raises(BadOption, match="another server's"):
        notice.Notice(served.pid_file)


def test_a_file_of_no_server_is_said_to_be_none(tmp_path):
    gone = tmp_path / "pid"
    with pytest.raises(BadOption, match="cannot be read"):
        notice.reload(str(gone), 1)
    gone.write_text("1\n{}\n")
    with pytest.raises(BadOption, match="is gone"):
        notice.reload(str(gone), 1)
    with pytest.raises(BadOption, match="no server is named"):
        notice.reload("", 1)


def test_sigterm_under_load_answers_what_is_begun_and_nothing_more(served):
    """The last one: it ends the server."""
    processes = [*served.generations, *served.web]
    with ThreadPoolExecutor(6) as threads:
        lines = [served.connect() for _ in range(6)]
        for k, line in enumerate(lines):
            asked = (
                f"GET /export.png?date=200{k}&size=2000x1500 HTTP/1.1\r\nHost: localhost\r\n\r\n"
            )
            line.sendall(asked.encode())
        # They are being answered once a further one is.
        assert served.ask()[0] == 200
        served.process.send_signal(signal.SIGTERM)
        answers = list(threads.map(everything, lines))
    assert served.process.wait(90) == 0
    assert served.notified()[-1] == "STOPPING=1"
    assert [answer[:13] for answer in answers] == 6 * [b"HTTP/1.1 200 "]
    assert all(answer.endswith(b"IEND\xaeB`\x82") for answer in answers)
    assert not [pid for pid in processes if alive(pid)]
    assert not Path(served.pid_file).exists()
    with pytest.raises(ConnectionRefusedError):
        socket.create_connection(("127.0.0.1", served.port), timeout=5)


COPIES = """
import sys
import numpy
import pyarrow.parquet as parquet
from csto_map.app.serving.copies import Copy, Lifeline

def work():
    square = numpy.ones((500, 500))
    return parquet.read_table(sys.argv[1]).num_rows, float((square @ square).sum())

# Now each of the libraries has threads of its own.
expected, line = work(), Lifeline()
copies = [Copy(lambda telling: telling.send(work()), [line.let_go]) for _ in range(8)]
assert [one.hear() for one in copies] == 8 * [expected]
assert [one.bury() for one in copies] == 8 * [0]
"""


def test_copies_of_a_process_whose_libraries_have_threads_go_on_working(tmp_path):
    outlines = write(tmp_path / "toy") / "boundaries" / "coarse.parquet"
    command = [sys.executable, "-c", COPIES, str(outlines)]
    ran = subprocess.run(command, check=False, capture_output=True, text=True, timeout=120)
    assert (ran.returncode, ran.stderr) == (0, "")


def test_a_process_with_threads_of_its_own_is_not_copied():
    ended = threading.Event()
    thread = threading.Thread(target=ended.wait, name="mine")
    thread.start()
    try:
        with pytest.raises(RuntimeError, match="mine"):
            Copy(lambda _: None)
    finally:
        ended.set()
        thread.join()
