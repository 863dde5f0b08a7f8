"""Everything that `kiosk run` and `kiosk staff` import before their first frame, in an environment that is ready for it."""

import gc

from kiosk.cli.environment import get_ready

get_ready()
gc.enable()  # of a fork that is no screen

import screens.apps.counter  # noqa: E402
import screens.apps.staff_terminal  # noqa: E402, F401
