"""Filters that write figures and texts of the house in the reader's language; available in every template."""

from collections.abc import Mapping, Sequence
from typing import Any
from urllib.parse import urlencode

from django import template
from django.template.context import RequestContext
from django.utils.html import format_html
from django.utils.translation import gettext

from handschlag.access.actors import Actor
from handschlag.access.roles import SIDES
from handschlag.web import formats, words
from handschlag.web.addresses import address
from handschlag.web.shapes.units import how_many

register = template.Library()

register.filter("count", formats.count)
register.filter("days", formats.days)
register.filter("points", formats.points)
register.filter("signed_points", formats.signed_points)
register.filter("percent", formats.percent)
register.filter("month_long", formats.month_long)
register.filter("money", formats.money)
register.filter("day", formats.day)
register.filter("instant", formats.instant)
register.filter("clock", formats.clock)
register.filter("said", words.said)
register.filter("version", words.version)


@register.filter
def translated(text: str) -> str:
    """A sentence of the actions in the reader's language, where it is known there (problem_words.py)."""
    return gettext(text) if text else ""


@register.filter
def word(key: str, list_name: str) -> str:
    """The product's word for one of its keys: `{{ outcome|word:"outcomes" }}`."""
    return words.word(list_name, key)


@register.filter
def at(table: Mapping[str, str], key: str) -> str:
    """The table's text for a key; the key itself where it has none."""
    return table.get(key, key)


@register.filter
def of_unit(number: int, unit: str) -> str:
    """How many of what a figure counts: `{{ n|of_unit:"person" }}`."""
    return how_many(unit or "pass", number)


@register.filter
def open_ones(questions: Sequence[Mapping[str, Any]]) -> list[Mapping[str, Any]]:
    """The questions about words that are not answered."""
    return [question for question in questions if question["open"]]


@register.filter
def may(by: Actor, right: str) -> bool:
    """Whether somebody's role includes a right: `{% if frame.house.by|may:"see_audit" %}`."""
    return by.may(right)


@register.filter
def side_of(role: str) -> str:
    """The side a role works for; the others stand between the two."""
    return SIDES.get(role, "none")


@register.simple_tag
def querystring_of(**query: str) -> str:
    """`team=North+%26+West`, to stand behind a question mark."""
    return urlencode(query)


@register.simple_block_tag
def opens(content: str, href: str, *classes: str) -> str:
    """A figure that opens what is behind it: `{% opens href "cell" %}12{% endopens %}`; without an address, plain."""
    named = format_html(' class="{}"', " ".join(filter(None, classes))) if any(classes) else ""
    if not href:
        return format_html("<span{}>{}</span>", named, content)
    return format_html('<a{} href="{}">{}</a>', named, href, content)


@register.simple_tag(takes_context=True)
def term(context: RequestContext, key: str, label: str) -> str:
    """A word that leads to its definition in the agreement: `{% term stage.key stage.label %}`."""
    return format_html('<a class="term" href="{}#term-{}">{}</a>', address(context["frame"], "agreement"), key, label)


@register.simple_tag(takes_context=True)
def to(context: RequestContext, name: str, *args: Any, **query: Any) -> str:
    """The address of a page, keeping the chosen as-of: `{% to "lead" person %}`."""
    return address(context["frame"], name, *args, **query)
