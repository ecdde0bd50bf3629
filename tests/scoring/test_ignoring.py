"""Which clicks in mails nobody made."""

from handschlag.scoring.bots import is_bot
from handschlag.scoring.ignoring import Mail, scanner_clicks

SECOND = 1_000_000


def click(fact: str, second: float, link: str) -> Mail:
    return Mail(fact, int(second * SECOND), "email_clicked", link)


def test_a_burst_over_three_links_is_a_scanner() -> None:
    burst = [click("1", 60, "a"), click("2", 65, "b"), click("3", 70, "c")]
    assert scanner_clicks(burst) == {"1", "2", "3"}
    assert scanner_clicks([*burst[:2], click("3", 70.000001, "c")]) == frozenset()
    assert scanner_clicks([*burst[:2], click("3", 66, "b")]) == frozenset()


def test_a_click_within_seconds_of_the_mail_is_a_scanner() -> None:
    sent = Mail("0", 0, "email_sent", "")
    assert scanner_clicks([sent, click("1", 5, "a"), click("2", 5.000001, "a"), click("3", 3600, "b")]) == {"1"}


def test_the_person_clicks_after_the_scanner() -> None:
    delivered = Mail("0", 100 * SECOND, "email_delivered", "")
    scanned = [click(str(n), 101 + n, f"link {n}") for n in range(1, 5)]
    assert scanner_clicks([delivered, *scanned, click("9", 4_000, "link 1")]) == {"1", "2", "3", "4"}


def test_known_programs_are_bots_and_browsers_are_not() -> None:
    assert is_bot("Mozilla/5.0 (compatible; Googlebot/2.1; +http://www.google.com/bot.html)")
    assert not is_bot("Mozilla/5.0 (Windows NT 10.0; Win64; x64) AppleWebKit/537.36 Chrome/140.0.0.0 Safari/537.36")
