"""Source records to facts, and who owns which field."""
