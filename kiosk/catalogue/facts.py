"""Published figures, and how far the office stands behind each.

A fact has a value (a figure, "none" for explicitly none, or nothing yet), the source it was read from, the national
law that says it, if one does, and the office's confirmation, if it has given one.
"""

import datetime
import re
from typing import Annotated, Any, ClassVar, Generic, Literal, TypeVar

from msgspec import Meta, Struct

from kiosk.text.bilingual import Bilingual, joined
from kiosk.text.figures import LONGEST

CONFIRMED_MARK, AWAITING_MARK = "✔", "◇"

FactState = Literal["confirmed", "national", "published", "unknown"]
"""Confirmed by the office; the same in the whole country, so that no office need confirm it; published elsewhere but
not confirmed; no value at all."""

Form = Literal["fee", "time", "documents", "address", "budget", "words", "number", "steps", "eligibility"]
"""In which form a person writes a value."""

PHONE = r"[0-9][0-9 +-]*|\+[0-9 -]+"
"""What a telephone number is written with, as a regular expression."""

_MOST = 10**LONGEST - 1
Baht = Annotated[int, Meta(ge=1, le=_MOST)]
Length = Annotated[int, Meta(ge=1, le=_MOST)]
Count = Annotated[int, Meta(ge=0, le=_MOST)]
Value = TypeVar("Value")


class Source(Struct, frozen=True, forbid_unknown_fields=True):
    """Where a published figure was read: its title in full, and who publishes it, as visitors are told."""

    title: Annotated[str, Meta(min_length=1)]
    publisher: Bilingual
    address: str | None = None


class Law(Bilingual, frozen=True, forbid_unknown_fields=True):
    """A law of the country by its act, section and day; `until` is the day from which it no longer holds, `short` its
    name where there is little room."""

    until: datetime.date | None = None
    short: Bilingual | None = None

    @property
    def brief(self) -> Bilingual:
        """The name for where there is little room."""
        return self if self.short is None else self.short


class Confirmed(Struct, frozen=True, forbid_unknown_fields=True):
    """That the office stands behind a fact: since when, and in which role somebody said so.

    `bulletin` is the number of headquarters' bulletin about it that had come by then, 0 for none.
    """

    on: datetime.date
    role: str
    bulletin: int = 0


class BureauSource(Struct, frozen=True, forbid_unknown_fields=True):
    """That headquarters says a fact: the number of the bulletin, and where and on which day that was set."""

    number: int
    day: datetime.date
    words: Bilingual


class Fact(Struct, Generic[Value], frozen=True, kw_only=True, forbid_unknown_fields=True):
    """A value that the office publishes. Each kind of fact declares the `form` in which it is written.

    `source` and `law` are ids: where it was read, and the law of the country that says it. `bureau` is there where
    headquarters says it in a bulletin.
    """

    form: ClassVar[Form]
    value: Value | Literal["none"] | None = None
    source: str | None = None
    law: str | None = None
    confirmed: Confirmed | None = None
    bureau: BureauSource | None = None

    def __init_subclass__(cls) -> None:
        super().__init_subclass__()
        if not hasattr(cls, "form"):
            raise TypeError(f"{cls.__name__} declares no form in which its value is written")

    @property
    def figure(self) -> Value | None:
        """The value, unless it is "none" or not known."""
        return None if self.value is None or self.value == "none" else self.value

    @property
    def is_none(self) -> bool:
        """Whether it is said that there is none."""
        return self.value == "none"

    @property
    def state(self) -> FactState:
        """How the fact may be shown."""
        if self.value is None:
            return "unknown"
        if self.confirmed:
            return "confirmed"
        return "national" if self.is_national else "published"

    @property
    def is_national(self) -> bool:
        """Whether it is the same in the whole country, so that no office need confirm it."""
        return self.law is not None or self.bureau is not None

    @property
    def is_asked_again(self) -> bool:
        """Whether headquarters says something else since the office has confirmed it."""
        return self.confirmed is not None and self.bureau is not None and self.bureau.number > self.confirmed.bulletin

    @property
    def awaits_office(self) -> bool:
        """Whether the office has still to confirm it, or again."""
        return self.is_asked_again or (self.confirmed is None and not self.is_national)


class FeeOption(Struct, frozen=True, forbid_unknown_fields=True):
    """One of several fees, such as single and multiple."""

    baht: Baht
    label: Bilingual


class Fee(
    Fact[Baht | Annotated[list[FeeOption], Meta(min_length=1)]], frozen=True, kw_only=True, forbid_unknown_fields=True
):
    """What a service costs, in whole baht."""

    form = "fee"
    note: Bilingual | None = None


class Duration(Struct, frozen=True, kw_only=True, forbid_unknown_fields=True, omit_defaults=True):
    """A length of time in exactly one unit."""

    minutes: Length | None = None
    working_days: Length | None = None
    days: Length | None = None

    def __post_init__(self) -> None:
        if [self.minutes, self.working_days, self.days].count(None) != 2:
            raise ValueError("one of minutes, working_days, days is wanted, and only one")


class DurationOption(Duration, frozen=True, kw_only=True, forbid_unknown_fields=True, omit_defaults=True):
    """One of several lengths of time, such as one for each form."""

    label: Bilingual


class Commitment(
    Fact[Duration | Annotated[list[DurationOption], Meta(min_length=1)]],
    frozen=True,
    kw_only=True,
    forbid_unknown_fields=True,
):
    """The time the office promises, from when it counts, and whether office or law has set it."""

    form = "time"
    starts: Literal["documents-complete", "application-received"]
    set_by: Literal["office", "law"]
    longer_if: Bilingual | None = None


class RequiredDocument(Struct, frozen=True, forbid_unknown_fields=True, omit_defaults=True):
    """A paper to bring: how many originals and copies, and when it is asked for at all.

    `own` is its name where the office asks for a paper that is none of the catalogue's.
    """

    document: str
    original: Count = 0
    copies: Count = 0
    condition: Bilingual | None = None
    own: Bilingual | None = None

    def __post_init__(self) -> None:
        if self.original + self.copies == 0:
            raise ValueError("a document needs a count: original, copies or both")

    @property
    def is_for_everyone(self) -> bool:
        """Whether nobody comes without it; what is asked for on a condition is no missing paper."""
        return self.condition is None

    @property
    def is_one_original(self) -> bool:
        """Whether the number goes without saying: a single original."""
        return (self.original, self.copies) == (1, 0)


class RequiredDocuments(Fact[list[RequiredDocument]], frozen=True, kw_only=True, forbid_unknown_fields=True):
    """The papers a service asks for."""

    form = "documents"

    def __post_init__(self) -> None:
        if self.value == []:
            raise ValueError('an empty list says nothing: write "none" if no document is asked for')


class Step(Bilingual, frozen=True, kw_only=True, forbid_unknown_fields=True, omit_defaults=True):
    """Words for a step of the visitor's way through the office, the officer's role who does it, and where, if known."""

    role: str
    place: str | None = None


class Steps(Fact[Annotated[list[Step], Meta(min_length=1)]], frozen=True, kw_only=True, forbid_unknown_fields=True):
    """The steps of a service, in order."""

    form = "steps"


class Eligibility(Struct, frozen=True, forbid_unknown_fields=True, omit_defaults=True):
    """Who a service is for: in a sentence, then alternatives of which one is enough, then what else is to know."""

    lead: Bilingual
    any_of: list[Bilingual] = []
    note: Bilingual | None = None

    @property
    def sentences(self) -> list[Bilingual]:
        """All of it, in order."""
        return [self.lead, *self.any_of, *([self.note] if self.note else [])]

    @property
    def words(self) -> Bilingual:
        """All of it in one."""
        return joined(self.sentences)


class Eligible(Fact[Eligibility], frozen=True, kw_only=True, forbid_unknown_fields=True):
    """Who a service is for."""

    form = "eligibility"


class Statement(Fact[Bilingual], frozen=True, kw_only=True, forbid_unknown_fields=True):
    """A fact that is words: a window, a late fee, an address."""

    form = "words"


def stated(fact: Fact[Any], figure: Bilingual | None) -> Statement:
    """A fact of another kind as words, which say its figure, as sure as the fact is."""
    rests_on = {"source": fact.source, "law": fact.law, "confirmed": fact.confirmed}
    return Statement(value="none" if fact.is_none else figure, **rests_on)  # type: ignore[arg-type]


class PhoneNumber(Fact[str], frozen=True, kw_only=True, forbid_unknown_fields=True):
    """A hotline: one number for the whole country."""

    form = "number"

    @property
    def is_national(self) -> bool:
        return True

    def __post_init__(self) -> None:
        if self.figure is not None and not re.fullmatch(PHONE, self.figure):
            raise ValueError("a telephone number is written with digits, spaces, + and -")
