"""The office's two append-only streams: the ledger of counts, the record of what staff write; both are a hash chain."""
