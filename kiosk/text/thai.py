"""Thai on a terminal: word segmentation, line breaking, and the order in which SARA AM is drawn.

Thai is written without spaces between words: budoux finds the words, content/glossary.toml names those that it
would cut. Widths are terminal cells as Textual counts them.
"""

import re
from collections.abc import Iterable, Iterator
from functools import cache, lru_cache

from rich.cells import cell_len

from content import CONTENT

_THAI_RUN = re.compile("[\u0e01-\u0e3a\u0e40-\u0e4e]+")
_SPACES = re.compile(" +")
_FIGURE = r"""
    (?<=\d)[ ](?=(?: บาท|ล้าน|วัน|ชั่วโมง|นาที|วินาที|เดือน|ปี|คน|นาย|ราย|ครั้ง|แผ่น|จุด|หลัก|ฉบับ|รูป|ชุด|ซม\.|น\. )
        | \S*(?:คม|ยน|พันธ์)\b | เ?[ก-ฮ][\u0e34\u0e35]?\.[ก-ฮ]\.
        | (?:minute|hour|working|day|month|year|cm|million)s?\b | (?<!\d{4}[ ])\( | ✔
        | of\b | (?:Jan|Feb|Mar|Apr|May|Jun|Jul|Aug|Sep|Oct|Nov|Dec)[a-z]*\b )
    | (?<=วีซ่า)[ ](?=[A-Z][A-Z-]*\b)
    | (?: (?<=THB)|(?<=B\.E\.)|(?<=พ\.ศ\.)|(?<=มาตรา)|(?<=section)|(?<=ที่)|(?<=เกิน)|(?<=กว่า)
        | (?<=\d[ ]of)
        | (?<=คม)|(?<=ยน)|(?<=พันธ์)|(?<=[คพย]\.)|(?<=ตม\.\d)|(?<=ตม\.\d\d)|(?<=TM\.\d)|(?<=TM\.\d\d) )[ ](?=\d)
    | (?<=\bup)[ ](?=to[ ](?:THB[ ])?\d) | (?<=\bup[ ]to)[ ](?=(?:THB[ ])?\d)
    | (?: (?<=[ ]\d)|(?<=[ ]\d\d)|(?<=[ ]\d\d\d)|(?<=\d,\d\d\d) )[ ]
        (?=[A-Za-z])(?!(?:and|or|to|in|on|at|for|from|by|if|when|as|not|with|until)\b)
    | (?<=working)[ ](?=days?\b) | (?<=Jan|Feb|Mar|Apr|May|Jun|Jul|Aug|Sep|Oct|Nov|Dec)[ ](?=[12]\d{3}\b)
    | (?: (?<=\b[Nn]o)|(?<=\b[Nn]ot)|(?<=\bcannot) )[ ](?=\w)
    | (?: (?<=\bdo)|(?<=\bdoes)|(?<=\bdid)|(?<=\bis)|(?<=\bare)|(?<=\bwas)|(?<=\bwere)|(?<=\bhas)|(?<=\bhad)
        | (?<=\bmay)|(?<=\bmust)|(?<=\bcould)|(?<=\bneed) )[ ](?=not\b)
    """
"""The space between a figure and its unit, mark or noun, a day, its month and its year, how many of how many, a law's
name for its part and its number, a form and its fee or time, "up to" and its number, a visa and its kind, an English
negation, its verb and what it negates. Compiled when the first line is too long to fit."""
_NEGATION = "[ ]?(?:หรือ|ยัง)?(?:ไม่(?:ได้|ใช่|ต้อง|เคย)?|ห้าม)(?P<ahead>(?!ใน|เมื่อ|และ|หรือ)[\u0e01-\u0e4e])?"
"""A Thai negation and the first letter of the verb ahead of it; one with none ahead negates what stands before it."""
_CLUSTER = re.compile(
    "[\u0e40-\u0e44]*.[\u0e30-\u0e3a\u0e45-\u0e4e\u0e2f]*", re.DOTALL
)  # leading vowels, a letter, and what may not start a line
_NOT_FIRST = (
    frozenset(" ะาำๅๆฯ)]}”’»,.;:!?%…·–/")
    | {chr(mark) for mark in (0xE31, *range(0xE34, 0xE3B))}
    | {chr(mark) for mark in range(0xE47, 0xE4F)}
)
_NOT_LAST = frozenset("เแโใไ([{“‘«฿–")
_LEANING = re.compile("นี้|นั้น|ได้(?![\u0e01-\u0e4e])")
"""What points at the word before it, or says last of a verb that it can be done: it stands on that word's line."""
_PREFIXES = frozenset(["การ", "ความ", "ผู้", "จังหวัด"])
BETWEEN = " · "
"""What stands between the names of a list."""
_NEARLY_EMPTY = 4
"""A line of whose cells not even one in so many is taken."""
FIRST_CUT: dict[str, tuple[str, ...]] = {}
"""The first texts that a program has cut, those of its first page: the next start need not cut them again."""
_FEW = 64
_SARA_AM = re.compile("([\u0e48-\u0e4b]*)\u0e33")
_LEADING_VOWEL = re.compile("([\u0e40-\u0e44])([\u0e01-\u0e2e])")
_TONE_MARKS = re.compile("[\u0e47-\u0e4c]")


def reorder_sara_am(text: str) -> str:
    """Reordered combining marks: SARA AM taken apart into ring, tone, AA, as every terminal draws it right.

    Only for the last moment before drawing; data, QR codes and logs keep U+0E33. The width does not change.
    """
    return _SARA_AM.sub("\u0e4d\\1\u0e32", text)


@lru_cache(4096)
def collation_key(text: str) -> tuple[str, str]:
    """By what a dictionary of the Royal Institute orders words: a vowel after the letter it is written before, tone
    marks last."""
    spoken = _LEADING_VOWEL.sub(r"\2\1", text.casefold())
    return _TONE_MARKS.sub("", spoken), spoken


@lru_cache(4096)
def wrap(text: str, width: int) -> tuple[str, ...]:
    """Line breaking: the lines of `text` at `width` cells, broken between words; a newline is kept as one.

    In a list the line breaks between its names where that takes no more lines and leaves none of them nearly empty;
    what stands between two names stays at the line's end, or they would read as one.

    A word wider than the line is cut between grapheme clusters, never before a mark or a following vowel.
    """
    lines: list[str] = []
    for paragraph in text.split("\n"):
        lines += _wrapped(paragraph, max(width, 1))
    return tuple(lines)


def _wrapped(text: str, width: int) -> list[str]:
    if cell_len(text) <= width:
        return [text]
    lines = _filled(words(text), width)
    if BETWEEN in text:
        names = [f"{name}{BETWEEN}" for name in text.split(BETWEEN)]
        names[-1] = names[-1].removesuffix(BETWEEN)
        whole = _filled([part for name in names for part in _whole(name, width)], width)
        empty = any(cell_len(line) * _NEARLY_EMPTY < width for line in whole[:-1])
        return whole if len(whole) <= len(lines) and not empty else lines
    return lines


def _whole(name: str, width: int) -> tuple[str, ...]:
    """A name of a list in one piece, or where no line holds it in words."""
    return (name,) if cell_len(name.rstrip(" ")) <= width else words(name)


def _filled(pieces: Iterable[str], width: int) -> list[str]:
    """Lines of pieces that are not broken, as many in each as it holds."""
    lines, line, taken = [], "", 0
    for word in pieces:
        if taken + cell_len(word.rstrip(" ")) <= width:
            line += word
            taken += cell_len(word)
            continue
        if line.strip():
            lines.append(line.rstrip(" "))
        *full, line = _cut(word, width)
        lines += full
        taken = cell_len(line)
    return [*lines, line.rstrip(" ")]


def _cut(word: str, width: int) -> list[str]:
    """`word` in runs of grapheme clusters no wider than `width` where it can be; usually the one word."""
    if cell_len(word.rstrip(" ")) <= width:
        return [word]
    pieces, piece = [], ""
    for cluster in _CLUSTER.findall(word):
        if piece and cell_len((piece + cluster).rstrip(" ")) > width:
            pieces.append(piece)
            piece = ""
        piece += cluster
    return [*pieces, piece]


@lru_cache(4096)
def words(text: str, *, apart: bool = False) -> tuple[str, ...]:
    """Word segmentation: `text` cut wherever a line may break; the pieces joined give `text` again.

    With `apart` two words of the glossary that meet are two, for lines that hold few of them.
    """
    if not apart and text in FIRST_CUT:
        return FIRST_CUT[text]
    breaks = sorted(_breaks(text, apart))
    cut = tuple(text[start:end] for start, end in zip([0, *breaks], [*breaks, len(text)], strict=True))
    if not apart and len(FIRST_CUT) < _FEW:
        FIRST_CUT[text] = cut
    return cut


def _breaks(text: str, apart: bool) -> set[int]:
    breaks = {match.end() for match in _SPACES.finditer(text)}
    runs = list(_THAI_RUN.finditer(text))
    for run in runs:
        position = run.start()
        for word in ["", *_segmented(run.group())]:
            position += len(word)
            if word not in _PREFIXES:
                breaks.add(position)
    kept = [*_kept(text)] if runs else []
    if apart:
        breaks |= {place.start for place in kept} & {place.stop for place in kept}
    for place in kept:
        breaks -= {*place[1:]}
    breaks -= {match.end() for match in re.finditer(_FIGURE, text, re.VERBOSE)}
    for match in re.finditer(_NEGATION, text):
        breaks -= {*_unbroken(match)}
    return {
        at
        for at in breaks
        if 0 < at < len(text) and text[at] not in _NOT_FIRST and text[at - 1] not in _NOT_LAST and text[at - 1] != "."
        if not _LEANING.match(text, at)
    }


def _kept(text: str) -> Iterator[range]:
    """Where words of the glossary stand."""
    for word in _glossary():
        start = text.find(word)
        while start >= 0:
            yield range(start, start + len(word))
            start = text.find(word, start + 1)


def _unbroken(negation: re.Match[str]) -> range:
    """The places of a line's end that would tear a negation, or tear it from its verb."""
    begin = negation.end() - len(negation[0].lstrip(" "))
    return range(begin + 1, negation.end()) if negation["ahead"] else range(begin, negation.end())


@cache
def _segmented(run: str) -> list[str]:
    words: list[str] = _parser().parse(run)
    return words


@cache
def _parser():  # type: ignore[no-untyped-def]
    import budoux  # read only when the first line is too long to fit

    return budoux.load_default_thai_parser()


@cache
def _glossary() -> list[str]:
    """The words that a line may not break inside; a pattern of all of them takes longer to make than a page to draw."""
    import tomli

    kept: list[str] = tomli.loads((CONTENT / "glossary.toml").read_text("utf-8"))["keep"]
    return kept
