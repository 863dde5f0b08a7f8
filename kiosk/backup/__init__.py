"""Backups of everything that is the office's: made every night, verified, kept for two weeks, and put back."""
