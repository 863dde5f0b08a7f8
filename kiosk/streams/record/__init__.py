"""The office's record: what staff have written, append-only and chained as the ledger is."""

STAFF = "staff"
"""The role of a line that the first edition wrote, which asked for none."""

SYSTEM = "system"
"""The role of a line that the kiosk writes of itself, such as that a sheet was printed."""
