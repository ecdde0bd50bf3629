"""The pages in a real browser: accessible, narrow, by keyboard, and without JavaScript."""

from collections.abc import Iterator
from typing import Any

import pytest

from tests.web.served import open_page

pytestmark = pytest.mark.long

FUNNEL = "/funnel/?by=channel&cohort=quarter&start=2025-01-01"
PATHS = (
    "/sign-in/",
    "/",
    "/?view=sales",
    FUNNEL,
    "/agreement/",
    "/agreement/try/",
    "/agreement/signatures/",
    "/funnel/passes/?figure=entered&stage=prospect",
    "/queue/",
    "/promises/",
    "/promises/running/",
    "/promises/handovers/",
    "/leads/",
    "/companies/",
    "company",
    "/connections/",
    "delivery",
    "/connections/set-aside/",
    "set_aside_group",
    "set_aside_row",
    "/imports/new/",
    "/reconciliation/",
    "/account/",
    "lead",
    "dossier",
    "source",
    "/nothing/",
    "/settings/users/",
    "/settings/users/add/",
    "/settings/teams/",
    "/settings/rights/",
    "/settings/works-agreement/",
    "/settings/erasures/",
    "/settings/audit/",
    "erase",
)
#: What only the administrator opens.
ADMIN = ("/settings/", "erase")
#: Pages in German, whose words are longer; the same pages in English are read by the tests of each page.
LANGUAGE = "de"
RULES = {"runOnly": ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]}
#: All that another look changes.
COLOURS = {"runOnly": {"type": "rule", "values": ["color-contrast"]}}
INK = "getComputedStyle(document.body).color"

Cookies = dict[str, Any]


@pytest.fixture(scope="module")
def admin(chromium: Any, served: str) -> Cookies:
    """The cookies of the administrator."""
    page = open_page(chromium, served, None)
    page.goto("/sign-in/?next=/leads/")
    page.locator("button.person", has_text="Administrator").click()
    page.wait_for_url("**/leads/")
    state: Cookies = page.context.storage_state()
    page.context.close()
    return state


@pytest.fixture
def cookies(request: pytest.FixtureRequest, path: str, signed_in: Cookies) -> Cookies | None:
    """The sign-in page is for those who are not signed in yet."""
    if path.startswith(ADMIN):
        found: Cookies = request.getfixturevalue("admin")
        return found
    return None if path == "/sign-in/" else signed_in


@pytest.fixture(scope="module")
def addresses(chromium: Any, served: str, signed_in: Cookies) -> dict[str, str]:
    """Addresses that hold ids: the first lead that was won, and the source of its latest fact."""
    page = open_page(chromium, served, signed_in)
    page.goto("/funnel/passes/?figure=won")
    page.locator("tbody a").first.click()
    page.wait_for_url("**/leads/**")
    found = {"lead": page.url}
    page.locator(".moment__source a").first.click()
    page.wait_for_url("**/source/**")
    found["source"] = page.url
    found["dossier"] = f"{found['lead'].partition('?')[0]}dossier/"
    found["erase"] = f"{found['lead'].partition('?')[0]}erase/"
    page.goto("/companies/")
    page.locator("tbody a").first.click()
    page.wait_for_url("**/companies/*/**")
    found["company"] = page.url
    page.goto("/connections/")
    page.locator("#list tbody a").first.click()
    page.wait_for_url("**/connections/imports/*/**")
    found["delivery"] = page.url
    page.goto("/connections/set-aside/")
    page.locator("tbody a").first.click()
    page.wait_for_url("**/set-aside/*/**")
    found["set_aside_group"] = page.url
    page.locator("#list tbody a").first.click()
    page.wait_for_url("**/row/**")
    found["set_aside_row"] = page.url
    page.context.close()
    return found


@pytest.fixture
def opened(chromium: Any) -> Iterator[None]:
    """Closes every profile that a test opened."""
    yield
    for context in list(chromium.contexts):
        context.close()


@pytest.mark.parametrize("path", PATHS)
def test_a_page(
    chromium: Any, served: str, cookies: Cookies | None, addresses: dict[str, str], opened: None, path: str
) -> None:
    """Nothing in it is refused, missing or from elsewhere; axe finds nothing, in the light nor in the dark; on narrow
    screens it is not too wide.
    """
    page = open_page(chromium, served, cookies, language=LANGUAGE, color_scheme="light")
    said: list[str] = []
    asked: list[str] = []
    page.on("console", lambda message: said.append(message.text))
    page.on("pageerror", lambda error: said.append(str(error)))
    page.on("request", lambda request: asked.append(request.url))
    page.goto(addresses.get(path, path))
    assert page.locator("html").get_attribute("lang") == LANGUAGE
    expected = ["Failed to load resource: the server responded with a status of 404 (Not Found)"]
    assert said == (expected if path == "/nothing/" else [])
    assert [url for url in asked if not url.startswith(served)] == []
    widths = {}
    for width in (768, 320):
        page.set_viewport_size({"width": width, "height": 740})
        widths[width] = page.evaluate("document.documentElement.scrollWidth")
    assert {width: wide for width, wide in widths.items() if wide > width} == {}
    page.set_viewport_size({"width": 1280, "height": 720})
    for details in page.locator("details").all():
        details.evaluate("element => element.open = true")
    assert violations(page, RULES) == []
    ink = page.evaluate(INK)
    page.emulate_media(color_scheme="dark")
    assert page.evaluate(INK) != ink
    assert violations(page, COLOURS) == []


def test_a_change_that_was_tried(chromium: Any, served: str, signed_in: Cookies, opened: None) -> None:
    """The answer stands above the text, in both looks without a fault, and fits a phone."""
    page = open_page(chromium, served, signed_in, language=LANGUAGE, color_scheme="light")
    page.goto("/agreement/try/")
    text = page.locator("textarea[name=text]")
    text.fill(text.input_value().replace("criteria_met >= 3", "criteria_met >= 2"))
    page.get_by_role("button", name="Geschichte nachspielen").click()
    page.locator("#quality").wait_for()
    assert page.locator(".changed__line").count() == 2
    assert page.locator("rect.column--candidate").count() >= 20
    assert violations(page, RULES) == []
    page.set_viewport_size({"width": 320, "height": 740})
    assert page.evaluate("document.documentElement.scrollWidth") <= 320
    page.emulate_media(color_scheme="dark")
    assert violations(page, COLOURS) == []


def violations(page: Any, options: dict[str, Any]) -> list[tuple[str, str]]:
    """What axe finds: the rule, and the first place that breaks it."""
    axe = pytest.importorskip("axe_playwright_python.sync_playwright", reason="axe is not installed")
    found = axe.Axe().run(page, options=options).response["violations"]
    return [(each["id"], each["nodes"][0]["html"]) for each in found]


def test_the_funnel_answers_without_javascript(chromium: Any, served: str, signed_in: Cookies, opened: None) -> None:
    page = open_page(chromium, served, signed_in, java_script_enabled=False)
    page.goto("/funnel/")
    page.select_option("#by", "channel")
    page.fill("#start", "2025-01-01")
    page.get_by_role("button", name="Show").click()
    page.wait_for_url("**/funnel/?*by=channel*")
    assert page.locator("#groups-title").inner_text() == "By Channel"
    page.fill("#as-of", "2025-06-30")
    page.get_by_role("button", name="Go").click()
    page.wait_for_url("**as_of=2025-06-30*")
    assert page.locator("#start").input_value() == "2025-01-01"
    assert page.locator("footer").inner_text().startswith("As of 30 Jun 2025, 23:59")
    page.locator(".bar__row").first.click()
    page.wait_for_url("**/funnel/passes/**as_of=2025-06-30*")
    page.get_by_role("link", name="Next").click()
    page.wait_for_url("**page=2*")
    page.locator("tbody a").first.click()
    page.wait_for_url("**/leads/**as_of=2025-06-30*")


def test_language_and_look_are_chosen_without_javascript(
    chromium: Any, served: str, signed_in: Cookies, opened: None
) -> None:
    page = open_page(chromium, served, signed_in, java_script_enabled=False)
    page.goto("/leads/?q=anna")
    page.get_by_role("button", name="Deutsch").click()
    page.wait_for_url("**/leads/?q=anna")
    assert page.locator("html").get_attribute("lang") == "de"
    page.locator(".menu summary").click()
    page.get_by_role("button", name="Dunkel").click()
    page.wait_for_url("**/leads/?q=anna")
    assert page.locator("html").get_attribute("data-look") == "dark"
    assert page.evaluate("getComputedStyle(document.documentElement).colorScheme") == "dark"


def test_signing_in_and_out_without_javascript(chromium: Any, served: str, opened: None) -> None:
    page = open_page(chromium, served, None, language="de", java_script_enabled=False)
    page.goto("/leads/")
    page.get_by_role("button", name="Leitung Vertrieb").click()
    page.wait_for_url("**/leads/")
    page.locator(".menu summary").click()
    assert "Leitung Vertrieb" in page.locator(".menu__sheet").inner_text()
    page.get_by_role("button", name="Abmelden").click()
    page.wait_for_url("**/sign-in/")
    page.goto("/leads/")
    page.wait_for_url("**/sign-in/?next=/leads/")


def test_with_javascript_only_the_figures_are_exchanged(
    chromium: Any, served: str, signed_in: Cookies, opened: None
) -> None:
    page = open_page(chromium, served, signed_in)
    page.goto("/funnel/")
    page.evaluate("window.stayed = true")
    page.focus("#by")
    page.select_option("#by", "channel")
    page.locator("#groups").wait_for()
    assert "by=channel" in page.url
    assert page.evaluate("window.stayed")
    assert page.evaluate("document.activeElement.id") == "by"
    page.goto("/leads/")
    page.evaluate("window.stayed = true")
    page.locator("#q").press_sequentially("zzzzzz")
    page.locator("#list .empty").wait_for()
    assert page.evaluate("window.stayed")


def test_everything_is_reached_by_keyboard_and_seen_when_it_is(
    chromium: Any, served: str, signed_in: Cookies, opened: None
) -> None:
    page = open_page(chromium, served, signed_in)
    page.goto(FUNNEL)
    page.keyboard.press("Tab")
    assert page.evaluate("document.activeElement.className") == "skip"
    page.keyboard.press("Enter")
    page.wait_for_function("document.activeElement.id === 'main'")
    page.goto(FUNNEL)
    wanted = page.evaluate(
        "[...document.querySelectorAll('a[href],button,input:not([type=hidden]),select,summary,[tabindex=\"0\"]')]"
        ".filter(e => e.checkVisibility({visibilityProperty: true, contentVisibilityAuto: true})).length"
    )
    seen = 0
    page.evaluate("window.reached = new Set()")
    for _ in range(wanted * 3):
        page.keyboard.press("Tab")
        state = page.evaluate(
            "(() => {const e = document.activeElement; if (e === document.body) return null;"
            " window.reached.add(e); const s = getComputedStyle(e);"
            " return [window.reached.size, s.outlineStyle !== 'none' && parseFloat(s.outlineWidth) >= 2]})()"
        )
        if state is None:
            break
        assert state[1], page.evaluate("document.activeElement.outerHTML")
        seen = state[0]
    assert seen == wanted


def test_the_menu_opens_by_keyboard(chromium: Any, served: str, signed_in: Cookies, opened: None) -> None:
    page = open_page(chromium, served, signed_in)
    page.goto("/leads/")
    page.locator(".menu summary").focus()
    page.keyboard.press("Enter")
    page.keyboard.press("Tab")
    assert page.evaluate("document.activeElement.closest('.menu__sheet') !== null")


@pytest.mark.parametrize("width", [320, 768])
def test_a_narrow_top_folds_into_one_menu_without_javascript(
    chromium: Any, served: str, signed_in: Cookies, opened: None, width: int
) -> None:
    size = {"width": width, "height": 740}
    page = open_page(chromium, served, signed_in, language="de", java_script_enabled=False, viewport=size)
    page.goto("/leads/")
    assert not page.locator(".nav").is_visible()
    assert not page.locator(".fold__nav").is_visible()
    page.locator(".fold > summary").click()
    assert page.locator(".fold__nav [aria-current]").inner_text() == "Leads"
    assert page.evaluate("document.documentElement.scrollWidth") <= width
    page.locator(".fold__nav").get_by_role("link", name="Funnel").click()
    page.wait_for_url("**/funnel/")


def test_the_whole_navigation_stands_in_one_line(chromium: Any, served: str, signed_in: Cookies, opened: None) -> None:
    page = open_page(chromium, served, signed_in, language="de", viewport={"width": 1280, "height": 740})
    page.goto("/leads/")
    tops = page.locator(".nav a").evaluate_all("links => links.map(link => link.getBoundingClientRect().top)")
    assert len(set(tops)) == 1
    assert page.locator(".top__bar").bounding_box()["height"] < 64
    assert not page.locator(".fold").is_visible()


def test_paper_shows_every_table_and_no_control(chromium: Any, served: str, signed_in: Cookies, opened: None) -> None:
    page = open_page(chromium, served, signed_in)
    page.goto(FUNNEL)
    assert not page.locator(".table-under table").first.is_visible()
    page.emulate_media(media="print")
    for table in page.locator(".table-under table").all():
        assert table.is_visible()
    for control in (".nav", ".fold", ".ask", ".as-of", ".top__own"):
        assert not page.locator(control).is_visible()
    assert page.locator(".watermark").is_visible()
