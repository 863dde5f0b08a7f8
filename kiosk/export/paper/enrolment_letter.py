"""Enrolment letters: a page for whoever sets up a kiosk, with its one-time code and three steps."""

import datetime
from importlib.resources import files

import jinja2
from markupsafe import Markup
from msgspec import Struct

from kiosk.export.paper.placard import Pairs, Placard, code_svg
from kiosk.text.bilingual import Bilingual, Phrases
from kiosk.text.dates import medium_date
from kiosk.text.languages import OFFICIAL

_STEPS = ("kiosk doctor", "kiosk enrol {url}", "kiosk sync")


class EnrolmentLetter(Struct, frozen=True):
    """What one letter says: the code of a kiosk of an office, good through a day, and where headquarters is."""

    kiosk: str
    office: str
    office_name: Bilingual
    code: str
    url: str
    until: datetime.date
    written: datetime.date

    def _words(self, say: Phrases) -> dict[str, Bilingual]:
        """Every phrase of a letter by its name."""
        names = ("technician", "title", "code", "machine", "office", "headquarters", "secret", "destroy")
        return {
            **{name: say(f"letter.{name}") for name in names},
            "office_name": self.office_name,
            "until": say("letter.until", day=medium_date(self.until)),
            "printed": say("print.printed", day=medium_date(self.written)),
        }

    def _steps(self, say: Phrases) -> list[tuple[Bilingual, str]]:
        return [
            (say(f"letter.step_{number}"), command.format(url=self.url)) for number, command in enumerate(_STEPS, 1)
        ]

    def _lines(self) -> list[str]:
        """The code in two lines of groups; a hyphen at the end of the first says that it goes on."""
        groups = self.code.split("-")
        return ["-".join([*groups[:4], ""]), "-".join(groups[4:])]

    def placard(self, say: Phrases) -> Placard:
        """The letter for the typesetter, with the code as a QR code."""
        pairs = Pairs([*OFFICIAL])
        return Placard(
            self.kiosk,
            say("letter.title"),
            "letter",
            {
                "name": self.kiosk,
                "day": [self.written.year, self.written.month, self.written.day],
                "words": {name: pairs(words) for name, words in self._words(say).items()},
                "steps": [{"words": pairs(words), "command": command} for words, command in self._steps(say)],
                "kiosk": self.kiosk,
                "office": self.office,
                "url": self.url,
                "code": self._lines(),
                "qr": code_svg(self.code),
            },
        )

    def html(self, say: Phrases) -> bytes:
        """The letter as one page for a browser, which prints it on one sheet."""
        environment = jinja2.Environment(autoescape=True, undefined=jinja2.StrictUndefined, trim_blocks=True)
        template = environment.from_string(
            (files("kiosk.export.paper") / "templates" / "letter.html").read_text("utf-8")
        )
        page = template.render(
            letter=self,
            first=OFFICIAL[0],
            second=OFFICIAL[1],
            words={name: words.pair() for name, words in self._words(say).items()},
            steps=[(words.pair(), command) for words, command in self._steps(say)],
            lines=self._lines(),
            qr=Markup(code_svg(self.code)),
        )
        return page.encode()
