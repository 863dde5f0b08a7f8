"""Whose word a page is: the office's only where it has confirmed all that the page says and the law does not."""

from datetime import date

from kiosk.catalogue.authority import Authority
from kiosk.catalogue.catalogue import Catalogue
from kiosk.catalogue.facts import Confirmed, Fee, PhoneNumber, Statement
from kiosk.text.bilingual import same

SPRING, AUTUMN = Confirmed(date(2024, 3, 1), "approver"), Confirmed(date(2024, 10, 12), "approver")
BY_LAW = Statement(value=same("24 h"), law="immigration-act-38")


def test_the_office_speaks_where_it_has_confirmed_all_since_the_oldest_confirmation() -> None:
    authority = Authority.of([Fee(value=1900, confirmed=AUTUMN), Fee(value="none", confirmed=SPRING), BY_LAW, Fee()])
    assert (authority.whose, authority.confirmed_on) == ("office", date(2024, 3, 1))


def test_one_unconfirmed_fact_makes_the_page_general_with_its_sources_each_once() -> None:
    published = [Fee(value=1900, source="betong-fees"), Fee(value=500, source="betong-fees")]
    authority = Authority.of([Fee(value=1900, confirmed=SPRING), *published, BY_LAW])
    assert (authority.whose, authority.sources, authority.confirmed_on) == ("general", ["betong-fees"], None)


def test_what_is_law_or_a_number_of_the_whole_country_needs_no_office() -> None:
    hotline = PhoneNumber(value="1178", source="guide-tm30")
    assert not BY_LAW.awaits_office
    assert not hotline.awaits_office
    assert Authority.of([BY_LAW, hotline]) == Authority("law", laws=["immigration-act-38"])


def test_facts_that_nobody_knows_are_nobodys_word() -> None:
    assert Authority.of([Fee(), Statement()]) == Authority("nobody")


def test_the_shipped_fines_and_the_gift_rule_stand_as_law_with_their_section(catalogue: Catalogue) -> None:
    services = catalogue.services
    overstay = services["extension-retirement"].late
    gifts = next(notice for notice in catalogue.notices if notice.id == "no-gift")
    assert overstay.state == services["residence-notification"].late.state == "national"
    assert catalogue.laws[overstay.law or ""].en == "Immigration Act B.E. 2522, sections 81, 84"
    assert [part.text.state for part in gifts.part] == ["national", "national", "unknown"]
    assert [named.name for named in catalogue.facts() if named.fact.law and named.fact.awaits_office] == []
