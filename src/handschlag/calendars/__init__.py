"""Working hours, holidays and time zones."""
