"""New identities of persons and companies: UUID version 7 (RFC 9562), which sort by the time they were made."""

from collections.abc import Callable

_VERSION = 0x7 << 76
_VARIANT = 0b10 << 62
_RANDOM_A = 0xFFF << 64
_RANDOM_B = (1 << 62) - 1


def uuid7(at: int, entropy: Callable[[int], bytes]) -> str:
    """A new identity, made at the instant `at` (UTC microseconds), from 10 bytes of `entropy` (such as os.urandom)."""
    noise = int.from_bytes(entropy(10), "big")
    number = ((at // 1000) << 80) | _VERSION | (noise & _RANDOM_A) | _VARIANT | (noise & _RANDOM_B)
    text = f"{number:032x}"
    return f"{text[:8]}-{text[8:12]}-{text[12:16]}-{text[16:20]}-{text[20:]}"


def new_ids(at: int, entropy: Callable[[int], bytes]) -> Callable[[], str]:
    """A source of new identities for one run of linking, all made at the same instant."""
    return lambda: uuid7(at, entropy)
