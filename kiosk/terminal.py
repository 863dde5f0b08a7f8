"""What a terminal program needs before Textual is read."""

import gc
import os


def get_ready() -> None:
    """Take away from the environment what would change how Textual runs; animations are off.

    Python does not look for garbage until the first page is drawn: a tenth of the time to it goes there.
    """
    for name in [name for name in os.environ if name.startswith("TEXTUAL")] + ["NO_COLOR", "COLUMNS", "LINES"]:
        os.environ.pop(name, None)
    os.environ["TEXTUAL_ANIMATIONS"] = "none"
    gc.disable()
