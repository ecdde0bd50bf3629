"""What the pages ask: the actions, for the house of this process."""
