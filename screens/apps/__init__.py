"""The Textual apps and their navigation."""
