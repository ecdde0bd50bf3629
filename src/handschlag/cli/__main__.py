"""The program `handschlag`."""

from handschlag.cli.app import app


def main() -> None:
    app(prog_name="handschlag")


if __name__ == "__main__":
    main()
