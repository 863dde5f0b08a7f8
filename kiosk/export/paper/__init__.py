"""Sheets of paper that hang at the service point, set from the facts that the counter shows."""
