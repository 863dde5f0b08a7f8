"""Alerts: who is told, when, and of what, until it is over."""
