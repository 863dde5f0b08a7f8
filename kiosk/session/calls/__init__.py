"""Calls: a visitor asks for an officer, and it rings at the staff's terminals; nothing of it is ever written."""
