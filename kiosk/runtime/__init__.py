"""What a program needs of the machine it runs on: children of its own code, its version, calls over HTTP, waits."""
