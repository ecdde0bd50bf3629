"""Ctrl-C: a command ends at once and in plain words, wherever it is.

Nothing is unwound. Python's KeyboardInterrupt may fall into a callback of a C library, a finaliser or an import, where
it is lost, printed or ends the process with a signal; and there is nothing to unwind, because every command can be
killed at any instant and be run again.
"""

import atexit
import os
import signal
import sys
from types import FrameType
from typing import Any

from handschlag.cli.words import language_of, word

INTERRUPTED = 130

#: Makes a cursor visible that a progress bar has hidden.
_SHOW_CURSOR = "\x1b[?25h"


def end_at_once() -> None:
    """From here on Ctrl-C ends the process with status 130."""
    text, terminal = f"\n{word('interrupted', language_of())}\n", _terminal()

    def end(number: int, frame: FrameType | None) -> None:
        if sys.stderr.isatty():
            os.write(sys.stderr.fileno(), _SHOW_CURSOR.encode())
        if terminal is not None:
            _restore(terminal)
        os.write(sys.stderr.fileno(), text.encode())
        _sweep()
        os._exit(INTERRUPTED)

    signal.signal(signal.SIGINT, end)
    # When Python takes itself down it puts the system's own handler back, which ends the process with a signal although
    # its work is done: from then on there is nothing left to interrupt.
    atexit.register(signal.signal, signal.SIGINT, signal.SIG_IGN)


def _terminal() -> list[Any] | None:
    """How the terminal is set, so that a question for a password does not leave it blind."""
    if not sys.stdin or not sys.stdin.isatty():
        return None
    import termios

    return termios.tcgetattr(sys.stdin)


def _restore(terminal: list[Any]) -> None:
    import termios

    termios.tcsetattr(sys.stdin, termios.TCSADRAIN, terminal)


def _sweep() -> None:
    """Take away what this process has put aside; what never began to put aside has nothing to take away."""
    scratch = sys.modules.get("handschlag.engines.scratch")
    if remove := getattr(scratch, "remove_own", None):
        remove()
