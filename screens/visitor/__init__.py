"""The visitor's screens, one a file."""
