"""Headquarters' half: the register of all kiosks' ledgers, the receiver that fills it, the reports read from it."""
