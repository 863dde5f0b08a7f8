"""Headquarters' bulletins at a kiosk: what has come is kept, and holds from its day on."""
