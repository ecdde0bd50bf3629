"""The program `handschlag`."""

from handschlag.cli.interruption import end_at_once


def main() -> None:
    end_at_once()
    # Loading the commands takes a moment, and Ctrl-C must end that one as well.
    from handschlag.cli.app import app

    app(prog_name="handschlag")


if __name__ == "__main__":
    main()
