"""Where the shipped figures were read: a visitor is shown a source that may say so, or told that nobody here checked."""

import re
from datetime import date
from pathlib import Path

import pytest

from kiosk.catalogue.catalogue import Catalogue
from kiosk.catalogue.facts import Commitment, Fact, Fee
from kiosk.text.figures import numbers
from kiosk.text.languages import OFFICIAL

AUTHORITIES = r"ตม\.|ตรวจคนเข้าเมือง|รัฐบาล|กรมประชาสัมพันธ์|คณะรัฐมนตรี|ศูนย์บริการประชาชน|กรมการจัดหางาน|thailand\.go\.th"


def test_a_source_that_was_shipped_once_stays_because_records_of_offices_name_it(catalogue: Catalogue) -> None:
    shipped = (Path(__file__).parent / "sources-1.txt").read_text().split()
    assert set(shipped) <= set(catalogue.sources)


def test_what_is_said_by_law_and_what_services_promise_was_read_at_an_authority(catalogue: Catalogue) -> None:
    """A newspaper stood under the overstay fine and the rule of gifts, a club under a time that an office promises."""
    elsewhere = {
        named.name: publisher
        for named in catalogue.facts()
        if _must_be_read_at_an_authority(named.fact)
        if not re.search(AUTHORITIES, publisher := catalogue.sources[named.fact.source or ""].publisher.th)
    }
    assert elsewhere == {}


@pytest.mark.parametrize(
    "name", ["business", "dependant", "education", "illness-embassy", "retirement", "teacher", "thai-family"]
)
def test_no_day_is_named_on_which_an_extension_may_first_be_asked_for_where_offices_differ(
    catalogue: Catalogue, name: str
) -> None:
    """Their pages said 30 days; the list that they named said 45, and of retirement alone."""
    service = catalogue.services[f"extension-{name}"]
    assert service.window == catalogue.services["extension-tourism"].window
    assert service.filing is not None
    assert service.filing.opens is None


def test_who_retires_reads_how_much_stays_in_the_bank_before_and_after(catalogue: Catalogue) -> None:
    """It said 2 months, then 3 when one asks again: the rule before that of 2019."""
    who = catalogue.services["extension-retirement"].who
    assert catalogue.sources[who.source or ""].publisher.en == "thailand.go.th"
    assert who.figure is not None
    for language in OFFICIAL:
        assert {2, 3, 400_000, 800_000} <= numbers(who.figure.words.of(language))


def test_no_code_leads_to_the_police_site_for_lost_documents_as_it_takes_crimes_by_technology_alone(
    catalogue: Catalogue,
) -> None:
    assert "lost-documents" not in catalogue.channels.reachable
    assert catalogue.services["lost-passport"].online is None


def test_workers_of_neighbouring_countries_pay_500_baht_by_a_regulation_that_ends(catalogue: Catalogue) -> None:
    service = catalogue.services["extension-workers"]
    fee, note = service.fee, service.who.figure and service.who.figure.note
    assert (fee.value, fee.state) == (500, "national")
    assert catalogue.laws[fee.law or ""].until == date(2027, 11, 11)
    assert "Cambodian workers pay the same fee" in (note.en if note else "")


def _must_be_read_at_an_authority(fact: Fact[object]) -> bool:
    return fact.law is not None or (isinstance(fact, Commitment | Fee) and fact.value is not None)
