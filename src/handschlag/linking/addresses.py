"""E-mail addresses in one spelling, and the addresses behind which there is no single person."""

import re

from email_validator import EmailNotValidError, validate_email

from handschlag.linking.domains import ascii_host

_ROLES = """\
abuse accounting accounts admin administration administrator all anfrage anfragen anmeldung backoffice
bestellung bestellungen bewerbung billing booking buchhaltung buero career careers contact customerservice
datenschutz dispo einkauf empfang enquiries enquiry events everyone feedback finance geschaeftsleitung hallo
hello help helpdesk hilfe hostmaster hr info information inquiries inquiry invoice invoices it jobs karriere
kontakt kundenservice legal mail mailbox marketing media moin news newsletter noc no-reply noreply office order
orders personal post postmaster presse press privacy procurement purchasing rechnung rechnungen recruiting
reception root sales sekretariat security service shop support team technik verkauf vertrieb verwaltung
webmaster welcome willkommen www zentrale"""
#: Mailboxes of a function: whoever is on duty reads them, so they are nobody's identity.
ROLES = frozenset(_ROLES.split())

_PLAIN_LOCAL = re.compile(r"[a-z0-9_+-]+(?:\.[a-z0-9_+-]+)*")
_INVISIBLE = dict.fromkeys(map(ord, "\u00ad\u200b\u200c\u200d\u2060\ufeff"))


def normalise_email(text: str) -> str:
    """The address in the one spelling that linking compares; empty if the text is no address.

    Case, outer white space, `mailto:`, a display name and the two spellings of an international domain make no
    difference. Dots and tags (`+news`) do: only the mailbox's owner knows what they mean.
    """
    text = _bare(text)
    local, _, host = text.rpartition("@")
    host = ascii_host(host)
    if not host or not local:
        return ""
    if len(local) <= 64 and _PLAIN_LOCAL.fullmatch(local):
        return f"{local}@{host}"
    return _validated(f"{local}@{host}")


def is_role(address: str) -> bool:
    """Whether the (normalised) address is a function's mailbox."""
    return address.partition("@")[0].partition("+")[0] in ROLES


def _bare(text: str) -> str:
    text = text.strip().lower()
    if not text.isascii():
        text = text.translate(_INVISIBLE).strip()
    if text.endswith(">") and "<" in text:
        text = text[text.rindex("<") + 1 : -1].strip()
    if text.startswith("mailto:"):
        text = text[len("mailto:") :].partition("?")[0].strip()
    return text


def _validated(address: str) -> str:
    try:
        # Whether mail would arrive is not asked: an address at a reserved domain still tells one person from another.
        found = validate_email(address, check_deliverability=False, globally_deliverable=False)
    except EmailNotValidError:
        return ""
    return f"{found.local_part.lower()}@{found.ascii_domain}"
