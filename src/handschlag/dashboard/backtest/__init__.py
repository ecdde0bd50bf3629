"""What a candidate agreement would have made of history, beside what today's makes of it."""
