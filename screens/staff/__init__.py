"""The officer's screens, one a file."""
