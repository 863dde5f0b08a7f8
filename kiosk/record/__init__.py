"""The office's record: what staff have written, append-only and chained as the ledger is."""

STAFF = "staff"
"""The role of a line that no role was asked for: somebody at the staff pages, or with a shell on this machine."""
