"""The session that owns the counter's screen: it runs the counter, and foot to draw it in letters of either size."""
