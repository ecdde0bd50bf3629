"""Which target market a company fits, and of each market, condition by condition, why it does or does not."""

from collections.abc import Mapping
from typing import Any

from handschlag.actions.houses import House
from handschlag.actions.tables import Tables
from handschlag.agreement.document.voice import Voice
from handschlag.conditions import RecordCondition
from handschlag.engines.judging import judge
from handschlag.linking.domains import free_mail_domains
from handschlag.market.fitting import parts


def market_fit(house: House, asked: Tables, profile: Mapping[str, Any]) -> dict[str, Any]:
    """`fits` is the first market whose conditions hold; `markets` has each condition with true, false or unknown."""
    voices = {language: Voice(house.agreement, language) for language in ("de", "en")}
    conditions: list[tuple[str, str, RecordCondition]] = []
    for key, market in house.agreement.markets.items():
        conditions += [(key, "when", part) for part in parts(market.when)]
        if market.not_when is not None:
            conditions.append((key, "not_when", market.not_when))
    judged = judge(asked.con, [condition for *_, condition in conditions], profile, free_mail_domains)
    found = []
    for key, market in house.agreement.markets.items():
        mine = [
            {
                "rule": rule,
                "text": {language: voice.sentence(condition) for language, voice in voices.items()},
                "holds": holds,
                "values": {field: profile.get(field) for field in sorted(condition.fields)},
            }
            for (whose, rule, condition), holds in zip(conditions, judged, strict=True)
            if whose == key
        ]
        names = {language: voice.called(key, market.name) for language, voice in voices.items()}
        reach = [
            {
                "persona": persona,
                "name": {
                    language: voice.called(persona, house.agreement.personas[persona].name)
                    for language, voice in voices.items()
                },
            }
            for persona in market.must_reach
        ]
        found.append({"market": key, "name": names, "fits": _fits(mine), "conditions": mine, "must_reach": reach})
    fits = next((each["market"] for each in found if each["fits"]), None)
    return {"fits": fits, "markets": found}


def _fits(conditions: list[dict[str, Any]]) -> bool | None:
    """All that must hold do, and what excludes does not; an exclusion that nobody knows of excludes nothing."""
    if any(each["holds"] for each in conditions if each["rule"] == "not_when"):
        return False
    holding = [each["holds"] for each in conditions if each["rule"] == "when"]
    return False if False in holding else None if None in holding else True
