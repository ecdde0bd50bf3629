"""`serve`: the address answers when it is told, and Ctrl-C ends it quietly."""

import re
import signal
import subprocess
import sys
import urllib.request
from pathlib import Path

from tests.cli.conftest import Run
from tests.fixtures.commands import environment


def test_serve_until_interrupted(laid_out: Path) -> None:
    command = [sys.executable, "-m", "handschlag.cli", "serve", "--port", "0", "--workspace", "house"]
    with subprocess.Popen(
        command, cwd=laid_out, env=environment(), stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True
    ) as server:
        try:
            assert server.stdout is not None
            line = server.stdout.readline()
            [address] = re.findall(r"http://127\.0\.0\.1:\d+/", line)
            with urllib.request.urlopen(address, timeout=30) as page:
                assert page.status == 200
                assert "Handschlag" in page.read().decode()
            nobody, link, or_command = (server.stdout.readline() for _ in range(3))
            assert nobody == "nobody can sign in to this house yet\n"
            assert address + "set-up/" in link
            assert or_command.endswith("handschlag user add NAME --role admin\n")
            server.send_signal(signal.SIGINT)
            out, err = server.communicate(timeout=30)
        finally:
            server.kill()
    assert (server.returncode, out, err) == (0, "", "")


def test_a_taken_port(run: Run, laid_out: Path) -> None:
    import socket

    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        taken.listen()
        port = taken.getsockname()[1]
        refused = run("serve", "--port", port, "--workspace", laid_out / "house")
    assert refused.status == 4
    assert refused.err == f"port {port} is taken (choose another with --port, or any with --port 0)\n"
