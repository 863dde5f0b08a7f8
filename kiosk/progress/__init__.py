"""How far the office is: counts, pace, plan, disclosure."""
