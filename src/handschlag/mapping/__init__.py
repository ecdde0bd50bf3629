"""Source records to facts by a mapping file, and who owns which field."""

from handschlag.mapping.loading import Loaded, load, loads, stored
from handschlag.mapping.models import FilePart, Mapping, StageName
from handschlag.mapping.readymade import Ready, ready

__all__ = ["FilePart", "Loaded", "Mapping", "Ready", "StageName", "load", "loads", "ready", "stored"]
