"""What should make one suspicious of an export before it is imported: it is cut, contradicts another, came before."""

from handschlag.mapping.cautions.kinds import Caution, caution
from handschlag.mapping.cautions.limits import limit_at

__all__ = ["Caution", "caution", "limit_at"]
