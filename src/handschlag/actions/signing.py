"""Signing the agreement: both sides sign the text of the file; once all have, it is the next version and in force from
its day on. Until the first version there is trial.
"""

from datetime import datetime
from typing import Any

from django.db import transaction

from handschlag.access.actors import Actor
from handschlag.access.refusals import Refusal, Refused
from handschlag.actions.agreements import FILE, agreement_file
from handschlag.actions.failures import outside
from handschlag.actions.houses import House
from handschlag.actions.permission import needs
from handschlag.agreement import Agreement, canonical, digest as digest_of, loads
from handschlag.agreement.signatures import Signing, broken, fills, in_force_from, offices
from handschlag.errors import InputProblems
from handschlag.files.text import both
from handschlag.store import audit, manifest, members, versions
from handschlag.store.models import Signature, Version

Row = dict[str, Any]


@needs("see_figures")
def signing(house: House, *, now: datetime) -> Row:
    """What is in force, what the file says, who has signed it and who still has to.

    `draft.state` is `broken` (the file has problems), `in_force`, `signed` (by everybody, its day has not come),
    `begun` (by some) or `open`.
    """
    with outside():
        last, current = versions.latest(), versions.in_force(now)
        return {
            "in_force": _version(versions.numbered(current.number)) if current is not None else None,
            "coming": _version(last) if last is not None and last.number != (current and current.number) else None,
            "draft": _draft(house, last, now),
            "asks_password": (one := members.by_name(house.by.username)) is not None and one.user.has_usable_password(),
            "history": [_version(one) for one in versions.signed()],
        }


def _draft(house: House, last: Version | None, now: datetime) -> Row:
    try:
        agreement: Agreement = house.draft
    except InputProblems as problems:
        return {"state": "broken", "problems": len(problems.problems)}
    mark = digest_of(agreement)
    others = [one for one in versions.unfinished(last) if one.digest != mark]
    found = {
        "digest": mark, "title": agreement.title.model_dump(), "valid_from": agreement.valid_from,
        "others": [{"digest": one.digest, "signatures": _signatures(one)} for one in others],
    }  # fmt: skip
    if last is not None and last.digest == mark:
        begun = last.in_force_at is not None and last.in_force_at <= now
        return {**found, "state": "in_force" if begun else "signed", "offices": [], "mine": None}
    open_text = next((one for one in versions.unfinished(last) if one.digest == mark), None)
    rows = _offices(agreement, versions.signatures(open_text) if open_text is not None else [], house.by)
    return {
        **found, "state": "begun" if any(row["signed"] for row in rows) else "open", "offices": rows,
        "mine": next((row for row in rows if row["may_sign"]), None),
    }  # fmt: skip


def _offices(agreement: Agreement, given: list[Signature], by: Actor) -> list[Row]:
    """Every signature the text asks for: given by whom, or by whom it could be."""
    signed = {(one.side, one.office): one for one in given}
    has_signed = any(one.by == by.username for one in given)
    rows = []
    for side, office in offices(agreement.parties):
        kept = signed.get((side, office.role))
        rows.append(
            {
                "side": side, "office": office.role, "label": office.label().model_dump(),
                "signed": _signature(kept) if kept is not None else None,
                "who": [] if kept is not None else [members.called(one) for one in _who(office.role)],
                "may_sign": kept is None and not has_signed and by.may("sign_agreement")
                and fills(office.role, role=by.role, username=by.username),
                "is_mine": kept is not None and kept.by == by.username,
            }
        )  # fmt: skip
    return rows


def _who(office: str) -> list[Any]:
    """Everybody who could sign for it."""
    return [
        one for one in members.listed()
        if one.user.is_active and Actor("", one.role).may("sign_agreement")
        and fills(office, role=one.role, username=one.user.get_username())
    ]  # fmt: skip


@needs("sign_agreement")
def sign(house: House, *, digest: str, now: datetime, password: str = "", backtest: str = "") -> Row:
    """Sign the text of the file. `digest` is the hash of what the signing person has read: if the file says something
    else by now, nothing is signed. Whoever has a password gives it once more.
    """
    text = agreement_file(house)
    agreement = _sound(text)
    with outside(), transaction.atomic():
        manifest.lock()
        last = versions.latest()
        _refuse(house, agreement, digest, last, password)
        opened = versions.opened(
            digest=digest, canonical=canonical(agreement).decode(), text=text, valid_from=agreement.valid_from,
            after=last,
        )  # fmt: skip
        rows = _offices(agreement, versions.signatures(opened), house.by)
        mine = next((row for row in rows if row["may_sign"]), None)
        if mine is None:
            raise Refused(_not_asked(rows))
        versions.add(opened, _signing(house, opened, mine, now, backtest))
        audit.write(at=now, by=house.by.username, action="agreement_signed", what=opened.digest[:8], side=mine["side"])
        if all(row["signed"] or row is mine for row in rows):
            _finish(house, opened, agreement, now)
    return signing(house, now=now)


def _sound(text: bytes) -> Agreement:
    """What these very bytes say; they are what will be in force."""
    loaded = loads(text, FILE)
    if loaded.agreement is None or loaded.problems:
        raise InputProblems(*loaded.problems)
    return loaded.agreement


def _refuse(house: House, agreement: Agreement, digest: str, last: Version | None, password: str) -> None:
    if digest_of(agreement) != digest:
        hint = both("Lesen Sie ihn noch einmal", "read it once more")
        raise Refused(
            Refusal("", both("Der Text hat sich inzwischen geändert", "the text has changed meanwhile"), hint)
        )
    if last is not None and last.digest == digest:
        number = last.number
        text = both(
            f"Das ist Version {number}, beide Seiten haben unterschrieben",
            f"this is version {number}, both sides have signed it",
        )
        raise Refused(Refusal("", text))
    one = members.by_name(house.by.username)
    if one is None:
        raise Refused(Refusal("", both("Das Haus kennt diese Person nicht", "the house does not know this person")))
    if one.user.has_usable_password() and not one.user.check_password(password):
        raise Refused(Refusal("password", both("Das ist nicht Ihr Passwort", "this is not your password")))


def _not_asked(rows: list[Row]) -> Refusal:
    if any(row["is_mine"] for row in rows):
        return Refusal("", both("Sie haben diesen Text schon unterschrieben", "you have signed this text already"))
    named = ", ".join(row["office"] for row in rows if not row["signed"])
    return Refusal(
        "",
        both(
            "Der Text nennt Sie nicht unter denen, die unterschreiben",
            "the text does not name you among those who sign",
        ),
        both(f"Es fehlen: {named}", f"still to sign: {named}"),
    )


def _signing(house: House, opened: Version, mine: Row, now: datetime, backtest: str) -> Signing:
    return Signing(
        agreement=opened.digest, previous=opened.previous.hash if opened.previous is not None else "",
        side=mine["side"], office=mine["office"], by=house.by.username, name=house.by.name or house.by.username,
        at=now, backtest=backtest,
    )  # fmt: skip


def _finish(house: House, opened: Version, agreement: Agreement, now: datetime) -> None:
    # Read again: the signature that was just given belongs to it.
    opened = versions.fresh(opened)
    begins = in_force_from(signed_at=now, valid_from=agreement.valid_from, time_zone=agreement.time_zone)
    done = versions.finish(opened, in_force_at=begins)
    audit.write(
        at=now, by=house.by.username, action="agreement_in_force", what=done.digest[:8], version=done.number,
        in_force_at=begins.isoformat(),
    )  # fmt: skip


def proven(username: str, password: str) -> Actor:
    """Whoever this is the password of: on the command line a signature needs more than the name."""
    with outside():
        one = members.by_name(username)
        if one is None or not one.user.is_active:
            text = both(f"Niemand meldet sich als {username} an", f"nobody signs in as {username}")
            raise Refused(Refusal("by", text))
        if not one.user.has_usable_password():
            text = both(f"{username} hat kein Passwort", f"{username} has no password")
            hint = both("Unterschreiben Sie auf der Seite Vereinbarung", "sign on the page Agreement")
            raise Refused(Refusal("by", text, hint))
        if not one.user.check_password(password):
            raise Refused(Refusal("password", both("Das Passwort ist falsch", "this is not the password")))
        return members.actor_of(one.user)


@needs("sign_agreement")
def take_back(house: House, *, digest: str, now: datetime) -> Row:
    """Take back one's own signature of a text that not everybody has signed yet."""
    with outside(), transaction.atomic():
        manifest.lock()
        own = [
            signature for text in versions.unfinished(versions.latest()) if text.digest == digest
            for signature in versions.signatures(text) if signature.by == house.by.username
        ]  # fmt: skip
        if not own:
            message = both(
                "Es gibt hier keine Unterschrift von Ihnen, die man zurücknehmen kann",
                "there is no signature of yours here that can be taken back",
            )
            raise Refused(Refusal("", message))
        for one in own:
            versions.withdraw(one, at=now)
            audit.write(at=now, by=house.by.username, action="signature_taken_back", what=digest[:8], side=one.side)
    return signing(house, now=now)


def chain_problems() -> list[str]:
    """What does not hold in the chain of signed versions."""
    return broken(versions.chain(_says))


def _says(text: bytes) -> str:
    loaded = loads(text, FILE)
    return "" if loaded.agreement is None or loaded.problems else digest_of(loaded.agreement)


def _version(one: Version | None) -> Row:
    assert one is not None and one.number is not None, "only versions that everybody signed are told of"
    return {
        "number": one.number, "digest": one.digest, "hash": one.hash, "valid_from": one.valid_from,
        "in_force_at": one.in_force_at, "previous": one.previous.hash if one.previous is not None else "",
        "signatures": _signatures(one),
    }  # fmt: skip


def _signatures(one: Version) -> list[Row]:
    return [_signature(each) for each in versions.signatures(one)]


def _signature(one: Signature) -> Row:
    return {
        "side": one.side, "office": one.office, "by": one.by, "name": one.name, "at": one.at, "hash": one.hash,
        "backtest": one.backtest,
    }  # fmt: skip
