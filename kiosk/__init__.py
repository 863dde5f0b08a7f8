"""What the kiosk knows and does: content, ledger, pace, sync, headquarters. Nothing in here draws."""

__version__ = "2.0.0"
