"""`python -m kiosk`: how one kiosk process starts another, whatever is on the PATH."""

from kiosk.cli import main

main()
