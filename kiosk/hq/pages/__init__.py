"""Headquarters' pages: who will miss, who is silent, whose figures differ. Drawn on the server, no script."""
