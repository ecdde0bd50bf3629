"""Source records to facts by a mapping file, and who owns which field."""

from handschlag.mapping.loading import Loaded, load, loads
from handschlag.mapping.models import FilePart, Mapping, StageName

__all__ = ["FilePart", "Loaded", "Mapping", "StageName", "load", "loads"]
