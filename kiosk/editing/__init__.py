"""What staff change: confirmed facts, the roster, announcements, the draft of a year."""
