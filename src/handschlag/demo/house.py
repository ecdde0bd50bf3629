"""Who works in the example house, through which channels people come, and what its campaigns cost."""

from dataclasses import dataclass
from datetime import date, datetime

#: On this day marketing lowered the score from which its tool calls a contact qualified. Nobody asked sales.
THRESHOLD_LOWERED = datetime(2026, 3, 2, 9, 0)
THRESHOLD_BEFORE, THRESHOLD_AFTER = 46, 33

NAME = "Ahornwerk Software GmbH"
OWN_DOMAIN = "ahornwerk-software.example"


@dataclass(frozen=True)
class Rep:
    """A sales development rep: office hours until the first call, and how good the questions are."""

    name: str
    hours: float
    care: float
    since: date = date(2024, 1, 1)
    until: date = date(2030, 1, 1)


@dataclass(frozen=True)
class Seller:
    """A seller: office hours until an offered lead is answered, share never answered, skill, region."""

    name: str
    hours: float
    ignores: float
    skill: float
    region: str


REPS = (
    Rep("Lena Aydin", 1.2, 0.90),
    Rep("Tobias Krämer", 5.5, 1.05),
    Rep("Felix Baumann", 3.0, 0.80, until=date(2026, 1, 31)),
    Rep("Mira Nowak", 2.5, 0.85, since=date(2025, 9, 1)),
)
SELLERS = (
    Seller("Carola Stein", 1.5, 0.01, 1.35, "Nord"),
    Seller("Henrik Dahl", 26.0, 0.09, 0.85, "Nord"),
    Seller("Sibel Arslan", 2.5, 0.01, 1.20, "West"),
    Seller("Joachim Reuter", 38.0, 0.12, 0.95, "West"),
    Seller("Petra Lindner", 6.0, 0.03, 1.05, "Süd"),
    Seller("Marc Oberle", 12.0, 0.05, 0.70, "Süd"),
)
_NORTH = ("HH", "HB", "NI", "SN", "TH", "ST")
_WEST = ("NW", "HE")


def region(subdivision: str) -> str:
    if subdivision in _NORTH:
        return "Nord"
    return "West" if subdivision in _WEST else "Süd"


@dataclass(frozen=True)
class Channel:
    """Where first contacts come from: their share, how many have a project, how senior they are, media per month."""

    origin: str  # as the marketing tool writes it
    channel: str
    share: float
    quality: float
    seniority: float
    media_per_month: int


CHANNELS = (
    Channel("Organic Search", "organic_search", 25, 1.15, 1.0, 0),
    Channel("Paid Search", "paid_search", 16, 1.00, 0.95, 7_400),
    Channel("Paid Social", "paid_social", 14, 0.50, 0.90, 6_100),
    Channel("Direct Traffic", "direct", 9, 1.20, 1.0, 0),
    Channel("Email Marketing", "email", 4, 0.90, 1.0, 900),
    Channel("Referrals", "partner", 5, 2.60, 1.25, 1_800),
    Channel("Offline Sources", "trade_fair", 10, 1.15, 1.1, 0),
    Channel("Webinar", "webinar", 9, 1.30, 1.05, 1_100),
    Channel("Content Syndication", "content_syndication", 8, 0.22, 0.75, 3_900),
)
CHANNEL_OF = {channel.origin: channel for channel in CHANNELS}


@dataclass(frozen=True)
class Campaign:
    key: str
    title: str
    channel: str
    start: date
    end: date
    media: int
    people: int
    side: str = "marketing"


def _fair(key: str, title: str, start: date, end: date, media: int, people: int) -> Campaign:
    return Campaign(key, title, "trade_fair", start, end, media, people)


CAMPAIGNS = (
    Campaign("C-1001", "Google Ads Marke", "paid_search", date(2024, 11, 1), date(2026, 10, 31), 38_000, 9_600),
    Campaign("C-1002", "Google Ads Feinplanung", "paid_search", date(2024, 11, 1), date(2026, 10, 31), 140_000, 19_200),
    Campaign("C-1003", "LinkedIn Fertigungsleiter", "paid_social", date(2024, 11, 1), date(2025, 8, 31), 58_000, 8_000),
    Campaign(
        "C-1004", "LinkedIn Leitfaden-Anzeigen", "paid_social", date(2025, 9, 1), date(2026, 10, 31), 89_000, 9_000
    ),
    _fair("C-1005", "Messe Hannover 2025", date(2025, 3, 31), date(2025, 4, 4), 64_000, 22_000),
    _fair("C-1006", "Fachmesse Stuttgart 2025", date(2025, 10, 7), date(2025, 10, 10), 41_000, 15_000),
    _fair("C-1007", "Messe Hannover 2026", date(2026, 4, 20), date(2026, 4, 24), 69_000, 24_000),
    _fair("C-1008", "Fachmesse Stuttgart 2026", date(2026, 10, 6), date(2026, 10, 9), 43_000, 15_000),
    Campaign(
        "C-1009", "Webinarreihe Planung ohne Excel", "webinar", date(2024, 11, 1), date(2026, 10, 31), 14_000, 26_000
    ),
    Campaign("C-1010", "Gastwebinar Fachverlag", "webinar", date(2025, 2, 1), date(2026, 10, 31), 24_000, 9_000),
    Campaign("C-1011", "Newsletter", "email", date(2024, 11, 1), date(2026, 10, 31), 9_600, 31_000),
    Campaign(
        "C-1012", "Leitfaden Fachportal", "content_syndication", date(2025, 1, 1), date(2026, 10, 31), 86_000, 4_000
    ),
    Campaign("C-1013", "Partnerprogramm ERP-Häuser", "partner", date(2024, 11, 1), date(2026, 10, 31), 43_000, 28_000),
    Campaign(
        "C-1014",
        "Vertriebsaktion Pumpenhersteller",
        "phone",
        date(2025, 5, 1),
        date(2025, 7, 31),
        3_000,
        34_000,
        "sales",
    ),
    Campaign(
        "C-1015", "Vertriebsaktion Altangebote", "phone", date(2026, 1, 12), date(2026, 3, 31), 1_500, 27_000, "sales"
    ),
)


def campaigns_on(channel: str, when: date) -> list[Campaign]:
    """Marketing's campaigns of a channel that run on that day."""
    return [c for c in CAMPAIGNS if c.channel == channel and c.start <= when <= c.end and c.side == "marketing"]
