"""The HTTP face of the protocol."""
