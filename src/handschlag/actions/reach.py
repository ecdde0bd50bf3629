"""Up to when the sources of a house have told anything."""

from datetime import datetime

from handschlag.actions.leads import moment
from handschlag.actions.linking import micros
from handschlag.actions.tables import Tables


def known_until(asked: Tables, at: datetime) -> datetime | None:
    """The newest instant at which anything happened, no later than the asked one."""
    [(newest,)] = asked.run("select max(newest) filter (newest <= ?) from days", [micros(at)])
    found: datetime | None = moment(newest)
    return found
