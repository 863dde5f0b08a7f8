"""Years that words name, such as «คำสั่งที่ 1/2567»: moved with a plan's dates, never copied as a fact of another year."""

import re

from kiosk.catalogue.assessment import YEARS
from kiosk.text.bilingual import Bilingual
from kiosk.text.dates import BUDDHIST_ERA, thai_digits

UNKNOWN_ORDER = "…"
"""What stands for the number of an order that the office has not told."""

_NAMED = re.compile(r"(?<![0-9๐-๙])((?<!/)[0-9๐-๙]+/)?([0-9๐-๙]{4})(?![0-9๐-๙])")
_ORDER_DATED = re.compile("([0-9๐-๙]+/[0-9๐-๙]{4})(?: ลงวันที่| of) [0-9๐-๙]{1,2} \\S+ [0-9๐-๙]{4}")
"""An order's number and the day on which it was given."""

_ORDER = re.compile(UNKNOWN_ORDER + r"/[0-9๐-๙]{4}")


def names_year(words: Bilingual) -> bool:
    """Whether words name a fiscal year, or a year of a date, in either era and either kind of digits."""
    return any(_is_year(year) for text in words.pair() for _, year in _NAMED.findall(text))


def names_order(words: Bilingual) -> bool:
    """Whether words name an order whose number is not known."""
    return any(_ORDER.search(text) for text in words.pair())


def years_moved(words: Bilingual, years: int) -> Bilingual:
    """Words with every year moved; the number and the day of an order of that year are not known any more."""

    def move(match: re.Match[str]) -> str:
        order, year = match.groups()
        if not _is_year(year):
            return match[0]
        moved = str(int(year) + years)
        moved = moved if year.isascii() else thai_digits(moved)
        return f"{UNKNOWN_ORDER}/{moved}" if order else moved

    return words.map(lambda text: _NAMED.sub(move, _ORDER_DATED.sub(r"\1", text)))


def ordered(words: Bilingual, order: str) -> Bilingual:
    """Words with the order's number in the place of what stood for it."""
    return words.map(lambda text: _ORDER.sub(lambda _: order, text))


def _is_year(year: str) -> bool:
    return int(year) in YEARS or int(year) + BUDDHIST_ERA in YEARS
