"""The commands, by what they are for. Each is a few lines and imports what it needs when it runs."""
