"""An official document of a Thai government office, which a word processor goes on with.

Paper, margins, letters and digits are those of the typing guide of the Office of the Prime Minister, 2553: A4 with
margins of 3, 2, 2.5 and 2 cm, TH SarabunPSK of 16, 20 and 29 points, Thai digits.
"""

import io
import re
from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from kiosk.text.dates import thai_digits

if TYPE_CHECKING:
    from docx.document import Document
    from docx.section import Section
    from docx.table import _Row
    from docx.text.paragraph import Paragraph

FONT = "TH SarabunPSK"
TEXT, LABEL, TITLE, SMALL = 16, 20, 29, 14
"""Points of the text, of what stands before the dotted lines, of the title, and of tables."""

_WORD = re.compile(r"\S+")
_LATIN = re.compile("[A-Za-z]")


class OfficialDocument:
    """Its paragraphs, dotted lines and tables, one after the other."""

    def __init__(self) -> None:
        import docx
        from docx.shared import Cm, Pt

        self._document: Document = docx.Document()
        section = self._document.sections[0]
        section.page_width, section.page_height = Cm(21), Cm(29.7)
        section.left_margin, section.right_margin = Cm(3), Cm(2)
        section.top_margin, section.bottom_margin = Cm(2.5), Cm(2)
        single = self._document.styles["Normal"].paragraph_format
        single.line_spacing, single.space_after = 1, Pt(0)
        self._number_pages(section)

    def _number_pages(self, section: "Section") -> None:
        """In Thai digits over the middle of each page but the first."""
        from docx.enum.text import WD_ALIGN_PARAGRAPH
        from docx.oxml.ns import qn
        from docx.oxml.parser import OxmlElement

        section.different_first_page_header_footer = True
        digits = OxmlElement("w:pgNumType")
        digits.set(qn("w:fmt"), "thaiNumbers")
        section._sectPr.find(qn("w:cols")).addprevious(digits)  # of these parts the order is laid down
        paragraph = section.header.paragraphs[0]
        paragraph.alignment = WD_ALIGN_PARAGRAPH.CENTER
        self.write(paragraph, "")
        number = OxmlElement("w:fldSimple")
        number.set(qn("w:instr"), "PAGE")
        number.append(paragraph.runs[0]._element)
        paragraph._element.append(number)

    def title(self, words: str, picture: Path) -> None:
        """The words in the middle, and at the left on their line the picture, 1.5 cm high, where there is one."""
        from docx.enum.text import WD_TAB_ALIGNMENT
        from docx.shared import Cm

        has_picture = picture.is_file()
        paragraph = self.paragraph(centred=not has_picture)
        if has_picture:
            paragraph.add_run().add_picture(str(picture), height=Cm(1.5))
            paragraph.paragraph_format.tab_stops.add_tab_stop(Cm(8), WD_TAB_ALIGNMENT.CENTER)
        self.write(paragraph, f"\t{words}" if has_picture else words, TITLE, bold=True)

    def new_page(self, heading: str) -> None:
        """Go on under a heading on a new page."""
        paragraph = self.paragraph()
        paragraph.paragraph_format.page_break_before = True
        self.write(paragraph, heading, bold=True)

    def dotted(self, parts: Sequence[tuple[str, str]]) -> None:
        """A line whose words stand on dots up to the margin, in as many parts as there are labels."""
        from docx.enum.text import WD_TAB_ALIGNMENT, WD_TAB_LEADER
        from docx.shared import Cm

        paragraph = self.paragraph()
        for at, (label, words) in enumerate(parts, 1):
            self.write(paragraph, label, LABEL, bold=True)
            self.write(paragraph, f" {words}\t")
            paragraph.paragraph_format.tab_stops.add_tab_stop(
                Cm(16 * at / len(parts)), WD_TAB_ALIGNMENT.LEFT, WD_TAB_LEADER.DOTS
            )

    def table(self, rows: Sequence[Sequence[str]], widths: Sequence[float]) -> None:
        """A table with a ruled head; figures in Thai digits at the right."""
        from docx.enum.text import WD_ALIGN_PARAGRAPH
        from docx.shared import Cm

        table = self._document.add_table(len(rows), len(widths), style="Table Grid")
        table.autofit = False
        for column, width in zip(table.columns, widths, strict=True):
            column.width = Cm(width)
        for at, row in enumerate(rows):
            _keep_whole(table.rows[at], is_head=at == 0)
            for column, (text, width) in enumerate(zip(row, widths, strict=True)):
                cell = table.cell(at, column)
                cell.width = Cm(width)
                if text.isdecimal():
                    cell.paragraphs[0].alignment = WD_ALIGN_PARAGRAPH.RIGHT
                self.write(cell.paragraphs[0], text, SMALL, bold=at == 0)

    def paragraph(self, *, centred: bool = False) -> "Paragraph":
        """A paragraph without anything yet."""
        from docx.enum.text import WD_ALIGN_PARAGRAPH

        paragraph = self._document.add_paragraph()
        if centred:
            paragraph.alignment = WD_ALIGN_PARAGRAPH.CENTER
        return paragraph

    def hold_to_next(self) -> None:
        """No page ends between the last paragraph and the next."""
        self._document.paragraphs[-1].paragraph_format.keep_with_next = True

    def write(self, paragraph: "Paragraph", text: str, size: int = TEXT, *, bold: bool = False) -> None:
        """Words in official letters and Thai digits; a complex script has a font, a size and a weight of its own."""
        from docx.oxml.ns import qn
        from docx.oxml.parser import OxmlElement
        from docx.shared import Pt

        run = paragraph.add_run(_WORD.sub(_in_thai_digits, text))
        run.font.name, run.font.size, run.bold = FONT, Pt(size), bold
        properties = run._element.get_or_add_rPr()
        properties.get_or_add_rFonts().set(qn("w:cs"), FONT)
        complex_size = OxmlElement("w:szCs")
        complex_size.set(qn("w:val"), str(size * 2))
        properties.append(complex_size)
        if bold:
            properties.append(OxmlElement("w:bCs"))

    def content(self) -> bytes:
        """The whole file."""
        file = io.BytesIO()
        self._document.save(file)
        return file.getvalue()


def _keep_whole(row: "_Row", *, is_head: bool) -> None:
    """No page ends within a row, and each begins with the head."""
    from docx.oxml.parser import OxmlElement

    properties = row._tr.get_or_add_trPr()
    properties.append(OxmlElement("w:cantSplit"))
    if is_head:
        properties.append(OxmlElement("w:tblHeader"))


def _in_thai_digits(word: "re.Match[str]") -> str:
    """A word in Thai digits; a code such as M1.4 or O24 as it is looked up."""
    return word[0] if _LATIN.search(word[0]) else thai_digits(word[0])
