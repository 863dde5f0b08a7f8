"""What the office posts about itself: No Gift Policy, budget, personnel, property, plans, facilities."""

import datetime
from typing import Annotated

from msgspec import Meta, Struct

from kiosk.catalogue.facts import Count, Fact, Statement
from kiosk.text.bilingual import Bilingual


class NoticePart(Struct, frozen=True, forbid_unknown_fields=True):
    """A heading, and what the office says under it."""

    id: str
    title: Bilingual
    text: Statement


class BudgetFigures(Struct, frozen=True, forbid_unknown_fields=True):
    """Whole baht allocated and used, and the day these figures are of."""

    allocated: Count
    used: Count
    as_of: datetime.date

    def __post_init__(self) -> None:
        if self.used > self.allocated:
            raise ValueError("more is used than was allocated")


class Budget(Fact[BudgetFigures], frozen=True, kw_only=True, forbid_unknown_fields=True):
    """The office's budget and its use (measure M2.1)."""

    form = "budget"


class Notice(Struct, frozen=True, forbid_unknown_fields=True, kw_only=True):
    """One notice, part by part. Its id is its file's stem.

    The one that leads stands in short on the page of transparency, besides its key there. `apart` says that each part
    hangs as a sheet of its own too.
    """

    id: str
    order: int
    title: Bilingual
    short_title: Bilingual
    leads: bool = False
    apart: bool = False
    part: Annotated[list[NoticePart], Meta(min_length=1)]
    budget: Annotated[Budget | None, Meta(title="notice.budget")] = None

    @property
    def is_published(self) -> bool:
        """Whether the office has said anything under it: otherwise there is no page to lead to."""
        return any(part.text.value is not None for part in self.part) or bool(self.budget and self.budget.value)
