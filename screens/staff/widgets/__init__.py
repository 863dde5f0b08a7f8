"""Widgets of the staff pages."""
