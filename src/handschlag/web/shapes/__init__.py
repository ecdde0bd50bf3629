"""Answers of the actions, arranged for a page: order, texts and addresses, but no figure of their own."""
