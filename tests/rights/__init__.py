"""Who may do what, walked role by role."""
