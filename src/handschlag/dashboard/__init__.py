"""Numbers that pages, commands and reports share, without HTML."""
