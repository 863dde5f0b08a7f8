"""How batches are checked and taken."""
