"""Widgets of the visitor pages."""
