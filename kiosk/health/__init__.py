"""The health of this machine and of its files, by lists of checks, for commands and for the pages of staff alike."""
