"""Protocol v1: the hash chain, the messages, the signatures."""
