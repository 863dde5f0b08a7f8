"""Headquarters' bulletins at a kiosk: what has come is kept, and holds from its day on."""

BULLETINS = "bulletins.db"
"""The file of a data folder in which they are kept."""
