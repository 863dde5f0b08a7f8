"""An append-only hash chain in an SQLite file: what the ledger and the record have in common."""
