"""What a fact says now, over as many pages as it takes, and why a change of it was refused."""

from dataclasses import dataclass

from textual.content import Content
from textual.message import Message

from kiosk.catalogue.facts import AWAITING_MARK, CONFIRMED_MARK
from kiosk.editing.office_facts import OfficeFact, value_words, worded
from kiosk.machine.kiosk import Kiosk
from kiosk.text.bilingual import Bilingual, joined, same
from kiosk.text.dates import medium_date
from kiosk.text.languages import HOME
from kiosk.text.refusal import Refusal
from screens.widgets.block import Block, both
from screens.widgets.pagination import packed
from screens.widgets.text_layout import wrapped


class FactCard(Block):
    """The value in both languages, its source, and how old its confirmation is; nothing of it is left out."""

    @dataclass
    class LaidOut(Message):
        """It is known how many pages the fact takes."""

        pages: int

    def __init__(self, unconfirmed: OfficeFact, kiosk: Kiosk) -> None:
        super().__init__(classes="card")
        self.unconfirmed = unconfirmed
        self.kiosk = kiosk
        self.refusal: Refusal | None = None
        self.given: list[Bilingual] | None = None
        self.portion = 0
        self._pages = 0

    def turn_to(self, portion: int) -> None:
        """Show another page."""
        self.portion = portion
        self.refresh()

    def give(self, given: list[Bilingual]) -> None:
        """Show what it will say, line by line, from the first page on."""
        self.given, self.refusal, self.portion, self._pages = given, None, 0, 0
        self.refresh()

    def refuse(self, refusal: Refusal) -> None:
        """Say why nothing was kept."""
        self.refusal = refusal
        self.refresh()

    def lines(self, width: int) -> list[Content]:
        trouble = self._trouble(width)
        pages = packed(self._now(width), self.content_size.height - len(trouble))
        if len(pages) != self._pages:
            self._pages = len(pages)
            self.post_message(self.LaidOut(len(pages)))
        return [*trouble, *pages[min(self.portion, len(pages) - 1)]][: max(self.content_size.height, 1)]

    def _now(self, width: int) -> list[list[Content]]:
        """The fact block by block: a value with its translation, the source, the age."""
        say, fact, catalogue = self.kiosk.catalogue.phrases, self.unconfirmed.fact, self.kiosk.catalogue
        is_given = self.given is not None
        blocks = [self._value(value, width) for value in self.given or value_words(fact, catalogue)]
        head = say("facts.will_say" if is_given else "facts.says")
        blocks[0] = [*wrapped(self.first(head), width, "$soft"), *blocks[0]]
        if is_given:
            return blocks
        if fact.source is not None:
            source = catalogue.sources[fact.source]
            publisher, title = self.first(source.publisher), source.title
            named = title if title.startswith(publisher) else f"{publisher} · {title}"
            blocks.append(wrapped(f"{self.first(say('facts.source'))}  {named}", width, "$soft"))
        blocks += self._by_bureau(width)
        if fact.confirmed is not None and not fact.is_asked_again:
            is_due = self.unconfirmed.is_due
            mark, style = (AWAITING_MARK, "$warn") if is_due else (CONFIRMED_MARK, "$ok")
            role = catalogue.roles.get(fact.confirmed.role, same(fact.confirmed.role))
            words = say("facts.stale" if is_due else "facts.confirmed", day=medium_date(fact.confirmed.on), role=role)
            blocks.append(wrapped(self.first(words), width, style, 3, Content.styled(mark, style)))
        return blocks

    def _by_bureau(self, width: int) -> list[list[Content]]:
        """Where and when headquarters' word was set; what it is, where the office says something else."""
        say, fact, catalogue = self.kiosk.catalogue.phrases, self.unconfirmed.fact, self.kiosk.catalogue
        if fact.bureau is None:
            return []
        number, words, day = fact.bureau.number, fact.bureau.words, medium_date(fact.bureau.day)
        blocks = [wrapped(self.first(say("facts.bureau", number=number, words=words, day=day)), width, "$soft")]
        stated = catalogue.headquarters.facts.get(self.unconfirmed.name)
        if fact.is_asked_again and stated is not None:
            named = next(each for each in catalogue.facts() if each.name == self.unconfirmed.name)
            value = joined(worded(named, stated.tables, catalogue), " · ")
            asked = self.first(say("facts.bureau_says", value=value))
            blocks.append(wrapped(asked, width, "bold $warn", 3, Content.styled(AWAITING_MARK, "$warn")))
        return blocks

    def _value(self, value: Bilingual, width: int) -> list[Content]:
        if value.is_same:
            return wrapped(value.of(HOME), width, "bold $ink")
        return both(self, value, width, "bold $ink")

    def _trouble(self, width: int) -> list[Content]:
        if self.refusal is None:
            return []
        kept = self.first(self.kiosk.catalogue.phrases("facts.not_kept"))
        mark = Content.styled("✖", "bold $bad")
        return [*wrapped(kept, width, "bold $bad", 3, mark), *wrapped(self.first(self.refusal.words), width, "$bad", 3)]
