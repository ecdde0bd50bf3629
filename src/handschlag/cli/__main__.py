"""The program `handschlag`."""

import signal
import sys
from typing import TYPE_CHECKING

from handschlag.cli.app import app
from handschlag.cli.door import interrupted

if TYPE_CHECKING:
    from sys import UnraisableHookArgs


def main() -> None:
    sys.unraisablehook = _again
    try:
        app(prog_name="handschlag")
    except KeyboardInterrupt:
        # Ctrl-C before a command has begun, or after it was done.
        sys.exit(interrupted().exit_code)


def _again(lost: "UnraisableHookArgs") -> None:
    """Ctrl-C that fell into a place where Python must ignore it (a finaliser) is raised anew, not printed."""
    if issubclass(lost.exc_type, KeyboardInterrupt):
        signal.raise_signal(signal.SIGINT)
    else:
        sys.__unraisablehook__(lost)


if __name__ == "__main__":
    main()
