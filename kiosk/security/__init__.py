"""What lets people and machines in: PIN, passwords, signing keys."""
