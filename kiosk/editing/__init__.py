"""What staff change: confirmed facts, the roster, the draft of a year."""
