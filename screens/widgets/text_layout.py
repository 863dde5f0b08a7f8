"""Text layout: lines wrapped, padded, centred and laid beside one another."""

import re
from collections.abc import Sequence

from rich.cells import cell_len
from textual.content import Content, Span
from textual.renderables.digits import DIGITS, DIGITS3X3_BOLD

from kiosk.text.bilingual import Bilingual
from kiosk.text.languages import OFFICIAL
from kiosk.text.thai import BETWEEN, wrap

_FIGURE = re.compile(r"([0-9]+(?:[.,][0-9]+)*)")
_LABEL = re.compile(r"[^.]+\.?")
APART = 2
"""Cells between words in both languages on one line."""


def wrapped(text: str, width: int, style: str = "", indent: int = 0, mark: Content | str = "") -> list[Content]:
    """`text` broken at `width`; `indent` cells stand before each line, `mark` within those of the first."""
    blank = " " * indent
    lines = [
        Content(blank + line, [Span(indent, indent + len(line), style)] if style else None)
        for line in wrap(text, width - indent)
    ]
    if mark:
        before = Content(mark) if isinstance(mark, str) else mark
        lines[0] = before.pad_right(indent - before.cell_length) + lines[0][indent:]
    return lines


def unmarked_ends(lines: list[Content]) -> list[Content]:
    """Lines without the mark between two parts at their ends, where the end itself parts them."""
    return [line[: len(line.plain.removesuffix(BETWEEN.rstrip()))] for line in lines]


def most_rows(paragraphs: Sequence[Bilingual], width: int) -> int:
    """The rows of paragraphs in the language that takes most: what has room on a page is then the same in all."""
    languages = {*OFFICIAL}.union(*(words.further for words in paragraphs))
    return max(sum(len(wrap(words.of(language), width)) for words in paragraphs) for language in languages)


def most_rows_in_both(words: Bilingual, width: int) -> int:
    """The rows of words on a page that says them in its language and, where they differ, in the one beside it: behind
    them where a line holds both."""
    languages = {*OFFICIAL, *words.further}
    return max(_rows_in_both(*words.pair(language), width) for language in languages)


def _rows_in_both(first: str, second: str, width: int) -> int:
    if first != second and share_a_line(first, second, width):
        return 1
    return sum(len(wrap(text, width)) for text in dict.fromkeys((first, second)))


def share_a_line(first: str, second: str, width: int) -> bool:
    """Whether a line holds words in both languages."""
    return cell_len(first) + APART + cell_len(second) <= width


def pieces(text: str, width: int, style: str = "") -> list[Content]:
    """`text` in full, over as many lines as it takes: a path, which has no words to break between."""
    return [Content.styled(text[at : at + width], style) for at in range(0, len(text), max(width, 1))]


def host_lines(host: str, width: int, style: str = "") -> list[Content]:
    """A host's name, always whole: part of it is another site. It breaks after a dot where a line does not hold it."""
    lines = [""]
    for label in reversed(_LABEL.findall(host)):
        if lines[0] and len(label + lines[0]) > width:
            lines.insert(0, "")
        lines[0] = label + lines[0]
    return [piece for line in lines for piece in pieces(line, width, style)]


def shortened(text: str, width: int) -> str:
    """`text`, or as many of its words as `width` cells hold with the sign that there are more."""
    lines = wrap(text, width)
    return text if len(lines) == 1 else wrap(text, width - 2)[0].removesuffix(" ·") + " …"


def fullest(brief: list[list[Content]], whole: list[list[Content]], rows: int) -> list[list[Content]]:
    """Blocks of lines: the first of them whole, as far as there are rows for, and the others in brief."""
    for number, block in enumerate(whole):
        fuller = [*brief[:number], block, *brief[number + 1 :]]
        brief = fuller if sum(map(len, fuller)) <= rows else brief
    return brief


def spaced(blocks: list[list[Content]], height: int, *, last_first: bool = False) -> list[Content]:
    """Blocks below one another, with an empty line between them as far as `height` lines allow, from the first on or
    from the last."""
    room, gaps = height - sum(map(len, blocks)), len(blocks) - 1
    lines: list[Content] = []
    for number, block in enumerate(blocks):
        needed = gaps + 1 - number if last_first else number
        lines += [Content("")] if number and needed <= room else []
        lines += block
    return lines


def spread(left: Content, right: Content, width: int) -> Content:
    """`left` and `right` at the two ends of a line."""
    return left + Content(" " * max(width - left.cell_length - right.cell_length, 1)) + right


def fitting(pieces: list[Content], width: int) -> Content:
    """As many pieces as a line holds, two cells apart, from the first on, which stands in any case."""
    line = pieces[0]
    for piece in pieces[1:]:
        longer = line + Content("  ") + piece
        line = longer if longer.cell_length <= width else line
    return line


def followed(
    lines: list[Content], text: str, width: int, style: str, indent: int = 0, apart: int = APART
) -> list[Content]:
    """`lines` with `text` behind the last of them where that has room for it, else under it."""
    *above, last = lines
    longer = last + Content(" " * apart) + Content.styled(text, style)
    return [*above, longer] if longer.cell_length <= width else [*lines, *wrapped(text, width, style, indent)]


def centred(line: Content, width: int) -> Content:
    """`line` in the middle of `width` cells."""
    return Content(" " * max((width - line.cell_length) // 2, 0)) + line


def beside(left: list[Content], right: list[Content], at: int) -> list[Content]:
    """Two blocks side by side, the right one beginning at cell `at`."""
    rows = max(len(left), len(right))
    blank = Content("")
    return [
        (row_left.pad_right(at - row_left.cell_length) if row_right else row_left) + row_right
        for row_left, row_right in zip(
            left + [blank] * (rows - len(left)), right + [blank] * (rows - len(right)), strict=True
        )
    ]


def big(digits: str) -> list[str]:
    """`digits` three rows high; a digit is three cells wide, as a colon is."""
    starts = [DIGITS.index(digit) * 3 for digit in digits]
    return ["".join(DIGITS3X3_BOLD[start + row].ljust(3) for start in starts) for row in range(3)]


def tall(text: str, width: int, style: str) -> list[Content]:
    """`text` with its figures three rows high, its words level with them; as it is if it has none or no room."""
    blocks: list[list[str]] = []
    for number, part in enumerate(_FIGURE.split(text)):
        if number % 2:
            blocks += [big(sign) if sign.isdigit() else [" ", " ", sign] for sign in part]
        else:
            blocks.append([" " * cell_len(part), part, " " * cell_len(part)])
    rows = ["".join(row) for row in zip(*blocks, strict=True)]
    if len(blocks) == 1 or cell_len(rows[1]) > width:
        return wrapped(text, width, style)
    return [Content.styled(row, style) for row in rows]


def level(lines: list[Content], rows: int) -> list[Content]:
    """`lines` in the middle of `rows`."""
    return [Content("")] * ((rows - len(lines)) // 2) + lines


def widest(texts: list[str]) -> int:
    """The width in cells of the widest of some texts."""
    return max((cell_len(text) for text in texts), default=0)
