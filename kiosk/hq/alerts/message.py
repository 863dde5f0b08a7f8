"""A message: what somebody is told, once as plain text and once as a mail, which say the same."""

from dataclasses import dataclass, field
from functools import cache

import jinja2

from kiosk.hq.alerts.words import alert_words
from kiosk.progress.status_marks import StatusMark
from kiosk.text.bilingual import Bilingual
from kiosk.text.languages import HOME, partner

_INK = {"ok": "#155D27", "accent": "#0B4A8F", "warn": "#5E3B00", "bad": "#8F1D14", "soft": "#3B4A5F"}
"""The colours of tones, as on the pages: mail programs take no style sheet."""


@dataclass(frozen=True)
class Message:
    """`headline` is the subject: its state and age come first. `title` says the same in a sentence.

    `facts` are rows of a label and words; `link` leads to one page, if headquarters has an address outside. What is
    about the same alert has one `thread`.
    """

    status: StatusMark
    headline: Bilingual
    title: Bilingual
    paragraphs: list[Bilingual]
    footer: list[Bilingual]
    items: list[Bilingual] = field(default_factory=list)
    steps: list[Bilingual] = field(default_factory=list)
    facts: list[tuple[Bilingual, Bilingual]] = field(default_factory=list)
    link: str = ""
    button: Bilingual | None = None
    thread: str = ""

    @property
    def mark(self) -> str:
        """The shape of its state."""
        return self.status.shape

    @property
    def ink(self) -> str:
        """The colour of its state."""
        return _INK[self.status.tone]

    @property
    def subject(self) -> str:
        """One line: state and age before all else."""
        return f"{self.mark} {self.headline.both()}"

    @property
    def text(self) -> str:
        """All of it as plain text."""
        return _drawn("mail.txt", self)

    @property
    def html(self) -> str:
        """All of it as a mail."""
        return _drawn("mail.html", self)


def _drawn(template: str, message: Message) -> str:
    other, say = partner(HOME), alert_words()
    words = {"t": lambda key: say(key).of(HOME), "o": lambda key: say(key).of(other)}
    return _environment().get_template(template).render(m=message, home=HOME, other=other, **words)


@cache
def _environment() -> jinja2.Environment:
    return jinja2.Environment(
        loader=jinja2.PackageLoader("kiosk.hq.alerts"),
        autoescape=jinja2.select_autoescape(["html"]),
        undefined=jinja2.StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
        keep_trailing_newline=True,
        auto_reload=False,
    )
