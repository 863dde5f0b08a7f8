"""Words and facts of the office, as TOML with Thai and English side by side. No code lives here."""

from pathlib import Path

CONTENT = Path(__file__).parent
"""The folder of these files."""
