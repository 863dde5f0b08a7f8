"""Protocol v2: the hash chain, the messages, the signatures."""
