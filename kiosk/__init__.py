"""What the kiosk knows and does: content, ledger, pace, sync, headquarters. Nothing in here draws."""

__version__ = "1.0.0"
