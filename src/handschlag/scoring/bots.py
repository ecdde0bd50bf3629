"""Programs that visit pages and click on links, known by how they call themselves."""

from functools import lru_cache

from crawleruseragents import is_crawler  # type: ignore[import-untyped]


@lru_cache(maxsize=65_536)
def is_bot(user_agent: str) -> bool:
    """Whether a user agent is that of a known crawler, monitor or other program (crawler-user-agents)."""
    return bool(is_crawler(user_agent))
