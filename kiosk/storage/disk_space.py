"""How little free disk is too little for a kiosk."""

LOW, FULL = 1024, 200
"""MiB: a year of what an idle counter may write, and two months of it."""
