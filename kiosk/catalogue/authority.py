"""On whose authority the facts of a page stand: the office's, headquarters', the law's, or unchecked sources'."""

import datetime
from collections.abc import Iterable
from typing import Any, Literal

from msgspec import Struct

from kiosk.catalogue.facts import BureauSource, Fact


class Authority(Struct, frozen=True):
    """Whose word a page is; of nobody where it states no fact.

    One fact that the office has not confirmed makes the page `general`, unless it holds in the whole country.
    `confirmed_on` is the day of the oldest confirmation; `sources` and `laws` are ids, in the order of the facts;
    `bureau` is what headquarters' word rests on, the oldest first.
    """

    whose: Literal["office", "bureau", "law", "general", "nobody"]
    confirmed_on: datetime.date | None = None
    sources: list[str] = []
    laws: list[str] = []
    bureau: list[BureauSource] = []

    @classmethod
    def of(cls, facts: Iterable[Fact[Any]]) -> "Authority":
        """The authority of all these facts together; what is not known states nothing."""
        stated = [fact for fact in facts if fact.value is not None]
        if unchecked := [fact for fact in stated if fact.state == "published"]:
            return cls("general", sources=list(dict.fromkeys(fact.source for fact in unchecked if fact.source)))
        if days := [fact.confirmed.on for fact in stated if fact.confirmed]:
            return cls("office", confirmed_on=min(days))
        if bureau := {fact.bureau.number: fact.bureau for fact in stated if fact.bureau}:
            return cls("bureau", bureau=sorted(bureau.values(), key=lambda source: source.day))
        laws = list(dict.fromkeys(fact.law for fact in stated if fact.law))
        return cls("law", laws=laws) if stated else cls("nobody")
