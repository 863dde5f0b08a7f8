"""The daily root: every night's log of heads, its proofs, and the kiosks' cosignatures."""
