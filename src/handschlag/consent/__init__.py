"""What a person allowed, and how long personal data may stay."""
