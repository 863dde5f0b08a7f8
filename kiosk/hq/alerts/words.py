"""The words of alerts, in Thai and English."""

from functools import cache
from importlib.resources import files

from kiosk.storage.toml_file import build, read_toml
from kiosk.text.bilingual import Bilingual, Phrases


@cache
def alert_words() -> Phrases:
    """Every phrase of words.toml by dotted key."""
    file = files("kiosk.hq.alerts") / "words.toml"
    tables = build(read_toml(file, "words.toml"), dict[str, dict[str, Bilingual]], "words.toml")
    return Phrases({f"{table}.{key}": phrase for table, words in tables.items() for key, phrase in words.items()})
