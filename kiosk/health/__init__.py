"""The health of this machine, by one list of checks, for `kiosk doctor` and for the page of staff alike."""
