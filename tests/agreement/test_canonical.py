"""The canonical form: stable under everything that is no content, different for everything that is."""

import hashlib
import io
import random
from typing import Any

import pytest
from hypothesis import given, settings, strategies as st
from ruamel.yaml import YAML

from handschlag.agreement import canonical, digest, loads, preset_text, presets
from handschlag.agreement.canonical import ORDERED
from tests.agreement.writing import SOUND, with_more, written

KEYS = [preset.key for preset in presets()]


def form(data: bytes) -> bytes:
    loaded = loads(data, "a")
    assert loaded.problems == []
    assert loaded.agreement is not None
    return canonical(loaded.agreement)


def shuffled(value: Any, chance: random.Random, path: tuple[str, ...] = ()) -> Any:
    """The same content with the keys of every table in another order, unless their order is content."""
    if isinstance(value, dict):
        keys = list(value)
        if path not in ORDERED:
            chance.shuffle(keys)
        return {key: shuffled(value[key], chance, (*path, str(key))) for key in keys}
    if isinstance(value, list):
        return [shuffled(item, chance, (*path, "*")) for item in value]
    return value


def rewritten(text: str, seed: int, *, flow: bool, width: int) -> bytes:
    """A preset read and written again by ruamel: other order, other quotes, other folding, no comments."""
    value = shuffled(YAML(typ="safe", pure=True).load(text), random.Random(seed))
    out, writer = io.StringIO(), YAML(typ="safe", pure=True)
    writer.default_flow_style, writer.width, writer.sort_base_mapping_type_on_output = flow, width, False
    writer.allow_unicode = True
    writer.dump(value, out)
    return out.getvalue().encode()


@settings(max_examples=30)
@given(st.sampled_from(KEYS), st.integers(0, 10_000), st.booleans(), st.sampled_from([40, 80, 4_000]))
def test_layout_comments_and_order_of_keys_are_no_content(key: str, seed: int, flow: bool, width: int) -> None:
    text = preset_text(key, "de")
    assert form(rewritten(text, seed, flow=flow, width=width)) == form(text.encode())


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ("currency: EUR", "currency: 'EUR' # euro"),
        ("valid_from: 2026-01-01", 'valid_from: "2026-01-01"'),
        ("title: {de: Vereinbarung, en: Agreement}", "title:\n  en: Agreement\n  de: >-\n    Vereinbarung\n"),
        ("    recycled: {back_to: prospect}", "    recycled:\n      back_to:   prospect"),
    ],
)
def test_the_same_written_differently(old: str, new: str) -> None:
    assert form(written(old, new)) == form(SOUND.encode())


@pytest.mark.parametrize("more", ["goals:\n", "goals: {}\n", "scoring: ~\n", "# a comment\n"])
def test_an_empty_section_is_none(more: str) -> None:
    assert form(with_more(more)) == form(SOUND.encode())


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ("currency: EUR", "currency: CHF"),
        ("touches >= 1", "touches >= 2"),
        ("en: Agreement", "en: Contract"),
        ("concrete: confirmed", "concrete: stated"),
        ("must_reach: [it_lead]", "must_reach: []"),
    ],
)
def test_other_content(old: str, new: str) -> None:
    assert form(written(old, new)) != form(SOUND.encode())


def test_the_order_of_markets_is_content() -> None:
    one, two = "a: {when: \"country = 'DE'\"}", "b: {when: \"country = 'AT'\"}"
    old = "  dach: {when: \"country in ('DE', 'AT', 'CH')\", must_reach: [it_lead]}"
    assert form(written(old, f"  {one}\n  {two}")) != form(written(old, f"  {two}\n  {one}"))


def test_numbers_are_compared_by_value() -> None:
    goals = 'goals: {{"2026": {{revenue: {}, quarters: [0.25, 0.25, 0.25, {}]}}}}\n'
    assert form(with_more(goals.format("5_000_000", "0.250"))) == form(with_more(goals.format("5000000.0", "0.25")))


def test_digest_is_fixed() -> None:
    """What is signed stays signed: the form of a given content never changes."""
    agreement = loads(SOUND.encode(), "a").agreement
    assert agreement is not None
    assert canonical(agreement).decode() == (
        '{"criteria":{"need":{"answers":{"concrete":"confirmed","none":"refuted"}}},"currency":"EUR","funnel":'
        '{"detours":{"recycled":{"back_to":"prospect"}},"stages":[{"enters":"touches >= 1","key":"prospect","phase":'
        '"awareness"},{"enters":"need_met","key":"sales_ready_lead","phase":"intent"},{"enters":"handover.accepted",'
        '"key":"opportunity","phase":"evaluation"},{"enters":"opportunity.won","key":"won","phase":"decision"}]},'
        '"handschlag":1,"markets":[["dach",{"must_reach":["it_lead"],"when":"country in (\'DE\', \'AT\', \'CH\')"}]],'
        '"parties":{"marketing":["head-of-marketing"],"sales":["head-of-sales"]},"personas":[["it_lead",{"when":'
        '"department = \'IT\'"}]],"time_zone":"Europe/Berlin","title":{"de":"Vereinbarung","en":"Agreement"},'
        '"valid_from":"2026-01-01"}'
    )
    assert digest(agreement) == hashlib.sha256(canonical(agreement)).hexdigest()
