"""What is true about the example house, counted in the world itself and not in its exports."""

from collections import Counter
from collections.abc import Mapping

from handschlag.demo.house import OWN_DOMAIN
from handschlag.demo.world import Person, World

#: Domains at which nobody's employer is seen.
_NO_COMPANY = ("gmail.com", "googlemail.com", "mailinator.com")


def truths_of(world: World, planted: Mapping[str, int]) -> dict[str, int]:
    """Every count by its name; `planted` are the rows that only the exports know."""
    recorded = [p for p in world.people if p.known_to_marketing is not None or p.known_to_crm is not None]
    return {
        **_people(world, recorded),
        **_deals(world),
        **_happened(recorded),
        **_oddities(recorded),
        **planted,
        "contracts": len(world.contracts),
    }


def _people(world: World, recorded: list[Person]) -> dict[str, int]:
    humans = [p for p in recorded if p.same_as is None]
    domains = {domain for p in recorded if (domain := p.email.partition("@")[2]) not in _NO_COMPANY}
    return {
        "companies": len(domains | {deal.company.domain for deal in world.deals if deal.company is not None}),
        "persons": len(humans),
        "persons_with_two_addresses": len(recorded) - len(humans),
        "persons_in_both_systems": sum(p.known_to_marketing is not None and p.known_to_crm is not None for p in humans),
        "marketing_contacts": sum(p.known_to_marketing is not None for p in recorded),
        "crm_contacts": sum(p.known_to_crm is not None for p in recorded),
    }


def _deals(world: World) -> dict[str, int]:
    outcomes = Counter(deal.outcome for deal in world.deals)
    won = [deal for deal in world.deals if deal.outcome == "won"]
    return {
        "opportunities": len(world.deals),
        "opportunities_of_customers": sum(deal.sort == "expansion" for deal in world.deals),
        "won": outcomes["won"],
        "lost": outcomes["lost"],
        "no_decision": outcomes["no_decision"],
        "open": outcomes["open"],
        "won_value_cents": sum(deal.amount * 100 for deal in won if deal.amount is not None),
        "wins_without_amount": sum(deal.amount is None for deal in won),
        "wins_before_first_contact": sum(deal.title.startswith("Nachtrag") for deal in won),
        "opportunities_without_person": sum(not deal.contacts for deal in world.deals),
    }


def _happened(recorded: list[Person]) -> dict[str, int]:
    handovers = [h for p in recorded for h in p.handovers]
    return {
        "touches": sum(len(p.touches) for p in recorded if p.known_to_marketing is not None),
        "attempts": sum(len(p.activities) for p in recorded if p.known_to_crm is not None),
        "conversations": sum(len(p.conversations) for p in recorded),
        "handovers_offered": len(handovers),
        "handovers_accepted": sum(h.accepted is not None for h in handovers),
        "handovers_returned": sum(h.returned is not None for h in handovers),
        "qualified_by_tool": sum(stage == "marketingqualifiedlead" for p in recorded for _, stage in p.lifecycle),
        "disqualified": sum(p.disqualified is not None for p in recorded),
    }


def _oddities(recorded: list[Person]) -> dict[str, int]:
    local = Counter(p.email.partition("@")[0].rstrip("0123456789") for p in recorded if p.company is None)
    return {
        "test_contacts": sum(p.email.endswith((f"@{OWN_DOMAIN}", "@asdf.example")) for p in recorded),
        "throw_away_addresses": sum(p.email.endswith("@mailinator.com") for p in recorded),
        "role_addresses": local["info"],
        "free_mail_addresses": sum(p.email.endswith(("@gmail.com", "@googlemail.com")) for p in recorded),
        "students": sum(p.seniority == "student" for p in recorded),
        "competitors": sum(p.company is not None and p.company.sort == "competitor" for p in recorded),
        "scanner_bursts": sum(
            touch.path == "/abmelden" and touch.type == "email_clicked" for p in recorded for touch in p.touches
        ),
    }
