"""A field for one number, in which the digit keys mean digits on every keyboard layout."""

from textual.widgets import Input


class NumberField(Input):
    """An input of digits alone: the app normalizes its keys as it does those of a page without a field."""
