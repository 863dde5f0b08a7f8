"""The frame of every placard: whose office, what kind it is, whose word it is, where it leads, of what day it is."""

from collections.abc import Iterable
from typing import Any

from kiosk.catalogue.authority import Authority
from kiosk.catalogue.authority_words import authority_words
from kiosk.catalogue.facts import Fact
from kiosk.export.paper.placard import Pairs, code_svg
from kiosk.machine.kiosk import Kiosk
from kiosk.text.bilingual import Bilingual, joined
from kiosk.text.dates import medium_date


class Frame:
    """What a placard of this kiosk is put into; placards are made with it."""

    def __init__(self, kiosk: Kiosk, pairs: Pairs) -> None:
        self.kiosk, self.catalogue, self.pairs = kiosk, kiosk.catalogue, pairs
        self.say = kiosk.catalogue.phrases

    def data(self, kind: str, title: Bilingual, facts: Iterable[Fact[Any]], **foot: Any) -> dict[str, Any]:
        """What every template needs: `kind` is the phrase for it, `facts` what the placard states."""
        facts = list(facts)
        return {
            "name": title.both(" · "),
            "day": [self.kiosk.today.year, self.kiosk.today.month, self.kiosk.today.day],
            "office": self.pairs(self.kiosk.office.name),
            "kind": self.pairs(self.marked(self.say(f"print.{kind}"))),
            "title": self.pairs(title),
            "authority": self._authority(facts),
            "foot": self._foot(**foot),
        }

    def marked(self, words: Bilingual) -> Bilingual:
        """The words, and that it is practice where it is: what hangs must not say what nobody has confirmed."""
        return joined([words, self.say("mode.practice")], " · ") if self.kiosk.practice else words

    def _authority(self, facts: list[Fact[Any]]) -> dict[str, Any]:
        authority = Authority.of(facts)
        return {"state": authority.whose, "words": self.pairs.or_none(authority_words(authority, self.say))}

    def _foot(
        self,
        address: str | None = None,
        shown: str = "",
        lines: Iterable[Bilingual] = (),
        laws: Iterable[Bilingual] = (),
    ) -> dict[str, Any]:
        """`address` is what the code carries, "" while that is not known, `shown` where it leads, in words."""
        hotlines = self.catalogue.channels.hotlines("transparency")
        return {
            "lines": [self.pairs(line) for line in lines],
            "complain": self.pairs(self.say("print.complain")),
            "numbers": " · ".join(hotline.number.figure or "" for hotline in hotlines),
            "address": shown,
            "code": code_svg(address) if address else None,
            "awaited": self.pairs(self.say("print.address_awaited")) if address == "" else None,
            "laws": [self.pairs(law) for law in laws],
            "printed": self.pairs(self.say("print.printed", day=medium_date(self.kiosk.today))),
        }
