"""This machine on a counter: which kiosk it is, where it is enrolled, what version runs, children of its own code."""
