"""`python clock_ahead.py SECONDS command…`: a `kiosk` command whose clock is ahead by so much, and runs."""

import datetime
import sys

import time_machine

from kiosk.cli import main

ahead = datetime.timedelta(seconds=float(sys.argv[1]))
sys.argv = ["kiosk", *sys.argv[2:]]
with time_machine.travel(datetime.datetime.now(datetime.UTC) + ahead, tick=True):
    main()
