"""The YAML files people write: read with the place of every value, all problems at once, in plain words."""

from handschlag.files.model import Terms
from handschlag.files.names import Names, plain_error, refers_to
from handschlag.files.reader import Read, read
from handschlag.files.section import Section
from handschlag.files.suggest import did_you_mean
from handschlag.files.text import LANGUAGES, Text, Words, both

__all__ = [
    "LANGUAGES",
    "Names",
    "Read",
    "Section",
    "Terms",
    "Text",
    "Words",
    "both",
    "did_you_mean",
    "plain_error",
    "read",
    "refers_to",
]
