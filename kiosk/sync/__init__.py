"""The kiosk's half of the protocol."""
