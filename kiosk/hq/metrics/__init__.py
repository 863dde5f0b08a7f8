"""Metrics of a receiver, for whoever watches it with Prometheus."""
