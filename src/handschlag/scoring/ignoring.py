"""Touches that nobody meant: clicks that a mail scanner made before the person saw the mail."""

from __future__ import annotations

from collections.abc import Iterable
from typing import NamedTuple

from handschlag.ledger.mails import ARRIVED, BURST_GAP, BURST_LINKS, CLICKED


class Mail(NamedTuple):
    """A mail that arrived or a click in one, with an exact instant; `link` is what was clicked."""

    fact: str
    at: int  # UTC microseconds
    name: str
    link: str


def scanner_clicks(mails: Iterable[Mail]) -> frozenset[str]:
    """The clicks of one person that a scanner made: those within seconds of the mail's arrival, and bursts over three
    or more links, each within seconds of the one before.
    """
    ordered = sorted(mails, key=lambda mail: (mail.at, mail.fact))
    arrived = [mail.at for mail in ordered if mail.name in ARRIVED]
    clicks = [mail for mail in ordered if mail.name == CLICKED]
    found = {click.fact for click in clicks if any(0 <= click.at - at <= BURST_GAP for at in arrived)}
    for burst in _bursts(clicks):
        if len({click.link for click in burst}) >= BURST_LINKS:
            found |= {click.fact for click in burst}
    return frozenset(found)


def _bursts(clicks: list[Mail]) -> Iterable[list[Mail]]:
    burst: list[Mail] = []
    for click in clicks:
        if burst and click.at - burst[-1].at > BURST_GAP:
            yield burst
            burst = []
        burst.append(click)
    if burst:
        yield burst
