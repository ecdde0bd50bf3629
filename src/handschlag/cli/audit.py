"""`audit`: who changed what when."""

from typing import Annotated, Any

import typer

from handschlag.cli.houses import open_workspace
from handschlag.cli.numbers import instant
from handschlag.cli.options import HERE, Json, Workspace
from handschlag.cli.output import print_json, print_line, print_table
from handschlag.cli.words import language_of, word


def audit(
    by: Annotated[str | None, typer.Option(metavar="NAME", help="Only what this person did.")] = None,
    action: Annotated[str | None, typer.Option(metavar="KEY", help="Only this action, such as user_changed.")] = None,
    before: Annotated[
        int | None, typer.Option(metavar="NUMBER", help="Only entries older than this one: `next` of the last answer.")
    ] = None,
    limit: Annotated[int, typer.Option(metavar="N", min=1, max=1000, help="How many at most.")] = 50,
    workspace: Workspace = HERE,
    json: Json = False,
) -> None:
    """Show the audit trail, the newest entry first."""
    house = open_workspace(workspace)
    from handschlag.actions.auditing import audit_trail

    found = audit_trail(house, before=before, by=by, action=action, limit=limit)
    if json:
        print_json({"entries": found["entries"], "next": found["next"]})
        return
    language = language_of(house.language)
    rows = [
        (
            instant(e["at"], house.time_zone),
            e["by_name"] or e["by"],
            e["text"][language],
            e["what"],
            _plain(e["details"]),
        )
        for e in found["entries"]
    ]
    print_table("", [word(key, language) for key in ("when", "who", "action", "what", "details")], rows)
    if found["next"] is not None:
        print_line(f"{word('older', language)} {found['next']}")


def _plain(details: dict[str, Any]) -> str:
    """`role: sdr → seller`; what has no before is only said."""
    if "after" in details:
        before, after = details["before"], details["after"]
        return "; ".join(f"{key}: {_one(before.get(key))} → {_one(after[key])}" for key in after)
    return "; ".join(f"{key}: {_one(value)}" for key, value in details.items())


def _one(value: Any) -> str:
    return ", ".join(map(str, value)) or "-" if isinstance(value, list) else str(value or "-")
