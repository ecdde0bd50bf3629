"""`serve`: the pages of a house, on this machine."""

import os
from pathlib import Path
from typing import Annotated

import typer

from handschlag.cli.houses import open_workspace
from handschlag.cli.options import HERE, Workspace
from handschlag.cli.output import print_line
from handschlag.cli.words import Language, language_of, word

ADDRESS = "127.0.0.1"
PORT = 8000

Port = Annotated[int, typer.Option(metavar="N", min=0, max=65535, help="0 takes any free port.")]


def serve(port: Port = PORT, workspace: Workspace = HERE) -> None:
    """Serve the pages of a house on this machine until Ctrl-C."""
    house = open_workspace(workspace)
    port = free_port(port)
    announce(port, language_of(house.language))
    serve_pages(workspace, port)


def free_port(wished: int) -> int:
    """The port asked for, if nobody has it; for 0 any free one."""
    import socket

    from handschlag.errors import OutsideSystemFailed, Problem

    with socket.socket() as probe:
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind((ADDRESS, wished))
        except OSError:
            raise OutsideSystemFailed(
                Problem(message=f"port {wished} is taken", hint="choose another: --port 8001, or --port 0 for any")
            ) from None
        return int(probe.getsockname()[1])


def announce(port: int, language: Language) -> None:
    print_line(f"{word('serving', language)} http://{ADDRESS}:{port}/ ({word('stop', language)})")


def serve_pages(workspace: Path, port: int) -> None:
    """Run the web server until it is stopped; its processes find the workspace in the environment."""
    import sys

    from granian import Granian
    from granian.constants import Interfaces

    sys.stdout.flush()
    os.environ["HANDSCHLAG_WORKSPACE"] = str(workspace.resolve())
    Granian("handschlag.web.wsgi:application", address=ADDRESS, port=port, interface=Interfaces.WSGI).serve()
