"""`serve`: the pages of a house, on this machine."""

import os
import socket
import threading
import time
from collections.abc import Callable
from pathlib import Path
from typing import Annotated, Any

import typer

from handschlag.cli.houses import open_workspace
from handschlag.cli.options import HERE, Workspace, now
from handschlag.cli.output import print_line
from handschlag.cli.words import Language, language_of, word
from handschlag.errors import OutsideSystemFailed, Problem

HOST = "127.0.0.1"
PORT = 8000
#: Requests answered at the same time; each holds one thread and one database connection.
THREADS = 4

Port = Annotated[int, typer.Option(metavar="N", min=0, max=65535, help="Where to serve; 0 takes any free port.")]


def serve(port: Port = PORT, workspace: Workspace = HERE) -> None:
    """Serve the pages of a house on this machine until Ctrl-C."""
    house = open_workspace(workspace)
    from handschlag.actions.houses import migrate

    port = free_port(port)
    migrate()
    from handschlag.actions.first_administrator import nobody_yet, set_up_token

    language = language_of(house.language)
    said = [serving_at(port, language)]
    if nobody_yet(house):
        link = f"{address(port)}set-up/{set_up_token(house, now=now())}/"
        said += [word("nobody_yet", language), f"{word('set_up_link', language)}: {link}"]
        said.append(f"{word('or_command', language)}: handschlag user add NAME --role admin")
    serve_pages(workspace, port, announce=lambda: print_line("\n".join(said)))


def free_port(wished: int) -> int:
    """The port asked for, if nobody has it; for 0 any free one."""
    with socket.socket() as probe:
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind((HOST, wished))
        except OSError:
            hint = "choose another with --port, or any with --port 0"
            raise OutsideSystemFailed(Problem(message=f"port {wished} is taken", hint=hint)) from None
        return int(probe.getsockname()[1])


def address(port: int) -> str:
    return f"http://{HOST}:{port}/"


def serving_at(port: int, language: Language) -> str:
    return f"{word('serving', language)} {address(port)} ({word('stop', language)})"


def serve_pages(workspace: Path, port: int, *, announce: Callable[[], None]) -> None:
    """Run the web server until it is stopped; its processes find the workspace in the environment."""
    from granian import Granian
    from granian.constants import Interfaces
    from granian.log import LogLevels

    os.environ["HANDSCHLAG_WORKSPACE"] = str(workspace.resolve())

    class Announcing(Granian):  # type: ignore[misc, valid-type]
        """The address is told when it answers, not before.

        The thread that watches for that begins once the worker is there: the worker is a fork, and whatever lock a
        thread holds at that moment stays locked in it for ever.
        """

        def _spawn_workers(self, *target: Any) -> None:
            super()._spawn_workers(*target)
            threading.Thread(target=_when_open, args=(port, announce), daemon=True).start()

    Announcing(
        "handschlag.web.wsgi:application",
        address=HOST,
        port=port,
        interface=Interfaces.WSGI,
        blocking_threads=THREADS,
        log_level=LogLevels.warning,
    ).serve()


def _when_open(port: int, announce: Callable[[], None]) -> None:
    while True:
        try:
            socket.create_connection((HOST, port), timeout=1).close()
        except OSError:
            time.sleep(0.1)
        else:
            announce()
            return
