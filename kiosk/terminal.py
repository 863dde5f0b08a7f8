"""What a terminal program must not inherit from its environment."""

import os


def clear_environment() -> None:
    """Take away what would change how Textual runs, before Textual reads it; animations are off."""
    for name in [name for name in os.environ if name.startswith("TEXTUAL")] + ["NO_COLOR", "COLUMNS", "LINES"]:
        os.environ.pop(name, None)
    os.environ["TEXTUAL_ANIMATIONS"] = "none"
