"""CSV cells: words that no spreadsheet takes for a formula (OWASP, CSV injection)."""

_FORMULA = ("=", "+", "-", "@", "\t", "\r", "\n", "＝", "＋", "－", "＠")
"""What a formula begins with, in the wide forms of East Asia too."""


def csv_cell(text: str) -> str:
    """The words as a cell holds them: behind an apostrophe where they would be a formula."""
    return f"'{text}" if text.startswith(_FORMULA) else text
