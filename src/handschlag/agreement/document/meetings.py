"""Reviews, sign-offs, attribution, data: what both sides do together and how they treat what they know."""

from collections.abc import Iterator

from handschlag.agreement.document.blocks import Block, Heading, Paragraph, Points, Said
from handschlag.agreement.document.voice import Voice
from handschlag.attribution.terms import AttributionTerms

_EVERY = {
    "day": ("jeden Tag", "every day"), "week": ("jede Woche", "every week"),
    "two_weeks": ("alle zwei Wochen", "every two weeks"),
    "month": ("jeden Monat", "every month"), "quarter": ("jedes Quartal", "every quarter"),
    "half_year": ("jedes Halbjahr", "every half-year"), "year": ("jedes Jahr", "every year"),
}  # fmt: skip
_WHO = {"marketing": ("Marketing", "marketing"), "sdr": ("SDR", "SDR"), "sales": ("Vertrieb", "sales"),
        "management": ("Geschäftsleitung", "management")}  # fmt: skip
_REVIEWS = {
    "pipeline": ("Pipeline-Besprechung", "Pipeline review"),
    "win_loss": ("Gewinn-Verlust-Besprechung", "Win/loss review"),
    "arbitration": ("Klärung von Streitfällen", "Settling of disputes"),
}
_SHOWN = {
    "campaigns": ("Kampagnen des Marketings", "Campaigns of marketing"),
    "plays": ("Vertriebsaktionen", "Sales plays"),
}
_MODELS = {
    "first": ("ganz an den ersten Kontaktpunkt", "wholly to the first touchpoint"),
    "last": ("ganz an den letzten Kontaktpunkt", "wholly to the last touchpoint"),
    "last_non_direct": ("ganz an den letzten nicht direkten "
                        "Kontaktpunkt", "wholly to the last touchpoint that is not direct"),
    "linear": ("zu gleichen Teilen an alle Kontaktpunkte", "in equal parts to all touchpoints"),
    "time_decay": ("umso mehr, je näher der Kontaktpunkt am Gewinn "
                   "liegt", "the more, the closer the touchpoint is to the win"),
    "u_shaped": ("zu je 40 % an den ersten Kontaktpunkt und den, der zum Lead führte, zu 20 % an die übrigen",
                 "40 % each to the first touchpoint and the one that made the lead, 20 % to the others"),
    "w_shaped": ("zu je 30 % an den ersten Kontaktpunkt, an den, der zum Lead führte, und an den, der zur "
                 "Opportunity führte, zu 10 % "
                 "an die übrigen", "30 % each to the first touchpoint, the one that made the lead and the one that "
                                   "made the "
                 "opportunity, 10 % to the others"),
    "full_path": ("zu je 22,5 % an den ersten Kontaktpunkt und an die, die zum Lead, zur Opportunity und zum Gewinn "
                  "führten, zu 10 % an "
                  "die übrigen", "22.5 % each to the first touchpoint and those that made the lead, the opportunity "
                                 "and the win, "
                  "10 % to the others"),
    "custom": ("nach eigenen Gewichten", "by weights of our own"),
    "markov": ("danach, wie viel ohne einen Kontaktpunkt verloren ginge "
               "(Markov)", "by what would be lost without a touchpoint (Markov)"),
    "shapley": ("nach dem mittleren Beitrag jedes Kontaktpunkts "
                "(Shapley)", "by the average contribution of each touchpoint (Shapley)"),
}  # fmt: skip


def meetings(voice: Voice) -> Iterator[Block]:
    """Reviews with both sides, and what one side shows the other beforehand."""
    agreement = voice.agreement
    if not agreement.reviews and not agreement.sign_off:
        return
    yield Heading(voice.say("Besprechungen und Freigaben", "Reviews and sign-off"))
    reviews = []
    for key, review in agreement.reviews.items():
        name = (
            voice.text(review.name)
            if review.name
            else voice.say(*_REVIEWS[key])
            if key in _REVIEWS
            else voice.called(key)
        )
        who = voice.several(voice.say(*_WHO[side]) for side in review.present)
        text = voice.say(
            f"{voice.say(*_EVERY[review.every])}, mit {who}.", f"{voice.say(*_EVERY[review.every])}, with {who}."
        )
        reviews.append(Said(text, strong=f"{name}:"))
    if reviews:
        yield Points(tuple(reviews))
    shown = []
    for key, sign_off in agreement.sign_off.items():
        name = (
            voice.text(sign_off.name)
            if sign_off.name
            else voice.say(*_SHOWN[key])
            if key in _SHOWN
            else voice.called(key)
        )
        side, time = voice.say(*_WHO[sign_off.by]), sign_off.before.sentence(voice.language)
        shown.append(Said(voice.say(f"spätestens {time} vor Beginn; freigegeben durch: {side}.",
                                    f"{time} before the start at the latest; signed off by "
                                    f"{side}."), strong=f"{name}:"))  # fmt: skip
    if shown:
        yield Paragraph(Said(voice.say("Nichts davon beginnt, bevor die andere Seite es gesehen hat:",
                                       "Nothing of this starts before the other side has seen it:")))  # fmt: skip
        yield Points(tuple(shown))


def attribution(voice: Voice) -> Iterator[Block]:
    """How the credit for a win is spread."""
    terms = voice.agreement.attribution
    if not terms.model_fields_set:
        return
    yield Heading(voice.say("Anteile an einem Gewinn", "Credit for a win"))
    text = voice.say(f"Der Anteil an einem Gewinn geht {voice.say(*_MODELS[terms.model])}.",
                     f"The credit for a win goes "
                     f"{voice.say(*_MODELS[terms.model])}.") + _lookback(voice, terms)  # fmt: skip
    opener = terms.sourced == "pass_opener"
    text += voice.say(
        " Eröffnet hat einen Gewinn die Seite " + ("des ersten Kontakts dieses Durchlaufs." if opener
                                                   else "des allerersten Kontakts mit dem Unternehmen."),
        " A win is sourced by the side "
        "" + ("that opened its pass." if opener else "of the account’s very first touch."),
    )  # fmt: skip
    text += voice.say(" Berichte zeigen daneben die Spanne über alle Modelle.",
                      " Reports show the range over all models beside it.")  # fmt: skip
    yield Paragraph(Said(text))


def _lookback(voice: Voice, terms: AttributionTerms) -> str:
    if terms.lookback is None:
        return ""
    time = terms.lookback.sentence(voice.language)
    return voice.say(f" Berücksichtigt werden Kontakte bis {time} vor dem Gewinn.",
                     f" Touchpoints up to {time} before the win are considered.")  # fmt: skip
