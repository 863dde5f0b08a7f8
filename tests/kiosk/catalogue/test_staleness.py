"""Confirmations grow old one after the other: the office looks at a few pages each month, never at all at once."""

from collections import Counter
from datetime import date, timedelta

import pytest
from msgspec.structs import replace

from kiosk.catalogue.catalogue import Catalogue
from kiosk.catalogue.facts import Confirmed, Law
from kiosk.catalogue.named_facts import NamedFact
from kiosk.catalogue.staleness import HELD, is_stale, stale_from

SIGNED = date(2026, 11, 26)


def confirmed(named: NamedFact, on: date = SIGNED) -> NamedFact:
    return replace(named, fact=replace(named.fact, confirmed=Confirmed(on, "approver")))


@pytest.fixture
def signed(catalogue: Catalogue) -> list[NamedFact]:
    """Every fact that waits for the office, confirmed on one day."""
    return [confirmed(named) for named in catalogue.facts() if named.fact.awaits_office]


def test_what_was_confirmed_on_one_day_is_never_stale_on_one_day(catalogue: Catalogue, signed: list[NamedFact]) -> None:
    begins = Counter(stale_from(named, catalogue.laws) for named in signed)
    assert len(begins) == 12
    assert max(begins.values()) < len(signed) / 5
    for day, new in begins.items():
        assert day is not None
        before, after = (
            sum(is_stale(named, catalogue.laws, on) for named in signed) for on in (day - timedelta(1), day)
        )
        assert after - before == new


def test_a_confirmation_holds_half_a_year_at_least_and_is_looked_at_within_the_next_year(
    catalogue: Catalogue, signed: list[NamedFact]
) -> None:
    for named in signed:
        begins = stale_from(named, catalogue.laws)
        assert begins is not None
        assert HELD <= begins - SIGNED <= HELD + timedelta(366), named.name
        assert not is_stale(confirmed(named, begins), catalogue.laws, begins)


def test_the_facts_of_a_page_are_stale_together(catalogue: Catalogue, signed: list[NamedFact]) -> None:
    months = {(named.owner, stale_from(named, catalogue.laws)) for named in signed}
    assert len(months) == len({named.owner for named in signed})


def test_what_a_law_says_is_stale_from_the_day_on_which_the_law_ends(catalogue: Catalogue) -> None:
    named = next(named for named in catalogue.facts() if named.fact.law)
    assert named.fact.law is not None
    ends = date(2027, 2, 1)
    laws = {**catalogue.laws, named.fact.law: Law("กฎ", "Law", until=ends)}
    assert not is_stale(named, catalogue.laws, date(2100, 1, 1))
    assert not is_stale(named, laws, ends - timedelta(1))
    assert is_stale(named, laws, ends)
    assert is_stale(confirmed(named), laws, ends)
    assert not is_stale(confirmed(named, ends), laws, ends)
