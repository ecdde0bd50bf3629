"""A small sound agreement, and a way to write one thing in it differently."""

SOUND = """\
handschlag: 1
title: {de: Vereinbarung, en: Agreement}
parties: {marketing: [head-of-marketing], sales: [head-of-sales]}
valid_from: 2026-01-01
time_zone: Europe/Berlin
currency: EUR
markets:
  dach: {when: "country in ('DE', 'AT', 'CH')", must_reach: [it_lead]}
personas:
  it_lead: {when: "department = 'IT'"}
funnel:
  stages:
    - {key: prospect, phase: awareness, enters: "touches >= 1"}
    - {key: sales_ready_lead, phase: intent, enters: "need_met"}
    - {key: opportunity, phase: evaluation, enters: handover.accepted}
    - {key: won, phase: decision, enters: opportunity.won}
  detours:
    recycled: {back_to: prospect}
criteria:
  need: {answers: {concrete: confirmed, none: refuted}}
"""


def written(old: str, new: str) -> bytes:
    """The sound agreement with one piece of it written differently."""
    assert SOUND.count(old) == 1, old
    return SOUND.replace(old, new).encode()


def with_more(more: str) -> bytes:
    """The sound agreement with sections more, beginning on line 21."""
    return (SOUND + more).encode()
