"""The program `handschlag`."""

import signal
import sys
from typing import TYPE_CHECKING

from handschlag.cli.app import app

if TYPE_CHECKING:
    from sys import UnraisableHookArgs


def main() -> None:
    sys.unraisablehook = _again
    app(prog_name="handschlag")


def _again(lost: "UnraisableHookArgs") -> None:
    """Ctrl-C that fell into a place where Python must ignore it (a finaliser) is raised anew, not printed."""
    if issubclass(lost.exc_type, KeyboardInterrupt):
        signal.raise_signal(signal.SIGINT)
    else:
        sys.__unraisablehook__(lost)


if __name__ == "__main__":
    main()
