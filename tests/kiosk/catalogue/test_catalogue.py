"""The content: complete, in two languages, with a state for every fact, and as the office's plan has it."""

import re
from datetime import date
from pathlib import Path

import pytest
from msgspec.structs import replace

from kiosk.catalogue.catalogue import Catalogue
from kiosk.catalogue.fact_words import clock_words, fee_words, time_words
from kiosk.catalogue.facts import Commitment, Confirmed, Duration, Fee
from kiosk.catalogue.load import load
from kiosk.storage.toml_file import Faulty
from kiosk.text.bilingual import Bilingual

PLAN = {  # the plan's due dates; M1.1 is daily, M9.1 goes with the calendar
    date(2024, 3, 15): ["M1.5", "M1.6", "M3.1"],
    date(2024, 3, 20): ["M2.1"],
    date(2024, 3, 30): [
        "M1.2",
        "M1.3",
        "M1.4",
        "M4.1",
        "M5.1",
        "M5.2",
        "M5.3",
        "M6.1",
        "M6.2",
        "M7.1",
        "M7.2",
        "M7.3",
        "M8.1",
        "M10.1",
    ],
    date(2024, 4, 30): ["M9.1"],
    None: ["M1.1"],
}
CALENDAR = {
    "C1": ("2023-10-01", "2023-12-31"),
    "C2": ("2023-10-01", "2023-12-31"),
    "C3": ("2024-01-01", "2024-01-31"),
    "C4": ("2024-01-01", "2024-07-31"),
    "C5": ("2024-01-01", "2024-07-31"),
    "C6": ("2024-01-01", "2024-07-01"),
    "C7": ("2024-01-01", "2024-04-30"),
    "C8": ("2024-05-01", "2024-06-14"),
    "C9": ("2024-06-17", "2024-06-26"),
    "C10": ("2024-06-27", "2024-07-15"),
    "C11": ("2024-07-16", "2024-07-31"),
    "C12": ("2024-08-01", "2024-08-31"),
    "C13": ("2024-08-01", "2024-08-31"),
}


FAMILIES = {
    "visa": ["S01", "S02", "S03"],
    "notifications": ["S04", "S05", "S06", "S07", "S08"],
    "extension-of-stay": ["S09", "S10", "S11", "S20", "S12", "S13", "S14", "S15", "S15b", "S21", "S22"],
    "permits": ["S16", "S17", "S18", "S19"],
}


def test_all_23_services_are_there_in_their_families_and_in_the_order_of_their_keys(catalogue: Catalogue) -> None:
    assert {
        family.id: [service.code for service in catalogue.of_family(family.id)] for family in catalogue.families
    } == FAMILIES


def test_fee_and_documents_of_every_service_say_a_figure_or_none_or_that_it_is_awaited(catalogue: Catalogue) -> None:
    for service in catalogue.services.values():
        for fact in (service.fee, service.documents):
            assert fact.figure or fact.is_none or fact.state == "unknown", service.id
            assert (fact.source is None) == (fact.value is None), service.id


def test_only_what_the_office_has_to_state_itself_is_awaited(catalogue: Catalogue) -> None:
    awaited = {
        name: [service.code for service in catalogue.services.values() if getattr(service, name).state == "unknown"]
        for name in ("fee", "documents")
    }
    assert awaited == {"fee": ["S06", "S08", "S19"], "documents": ["S03", "S06", "S21", "S22", "S18"]}


def test_the_fee_of_the_residence_letter_is_never_filled_in_beforehand(catalogue: Catalogue) -> None:
    fee = catalogue.services["residence-letter"].fee
    assert (fee.value, fee.source) == (None, None)


def test_what_has_changed_since_the_first_edition_is_as_it_is_now(catalogue: Catalogue) -> None:
    """Sixty days without a visa, the e-Extension of every purpose, and the wrong issuer of an order stood there."""
    services = catalogue.services
    online = {service.code for service in services.values() if service.online == "e-extension"}
    assert online == {"S09", "S13", "S14", "S15b", "S22"}, "among its twelve reasons"
    assert {"S20", "S21", "S22"} <= {service.code for service in services.values()}
    assert "Royal Thai Police Order 327/2557" in catalogue.laws["order-327-2557"].en
    who = services["visa-on-entry-exemption"].who.figure, services["extension-tourism"].who.figure
    assert not re.search("ผ.60|P.60|[^0-9]60 ", str(who))
    assert "7 for some nationalities" in services["extension-tourism"].result.figure.en  # type: ignore[union-attr]
    assert "e-voa" in catalogue.channels.reachable


def test_who_lost_a_passport_brings_what_the_stamp_is_copied_by(catalogue: Catalogue) -> None:
    papers = catalogue.services["lost-passport"].documents.figure or []
    assert [paper.document for paper in papers] == [
        "application-form",
        "police-report",
        "new-passport",
        "old-passport-copy",
        "embassy-letter",
    ]


def test_the_published_times_are_the_only_ones(catalogue: Catalogue) -> None:
    times = {service.code: time_words(service.time, catalogue.phrases).en for service in catalogue.services.values()}
    assert {code: time for code, time in times.items() if time != "Not stated yet: please ask an officer"} == {
        "S17": "30 minutes",
        "S18": "3–15 working days",
    }


def test_a_service_with_a_fee_for_each_form_says_them_all(catalogue: Catalogue) -> None:
    fee = catalogue.services["residence-certificate"].fee
    assert fee_words(fee, catalogue.phrases) == Bilingual(
        "ตม.16 191,400 หรือ 95,700 · ตม.15 19,000 · ตม.17 1,900 บาท",
        "THB 191,400 or 95,700 TM.16 · 19,000 TM.15 · 1,900 TM.17",
    )
    assert isinstance(fee.figure, list)
    assert [(option.label.en, option.baht) for option in fee.figure] == [
        ("TM.16", 191_400),
        ("TM.16", 95_700),
        ("TM.15", 19_000),
        ("TM.17", 1_900),
    ]


def test_nothing_that_has_facts_shares_its_name_with_another(catalogue: Catalogue) -> None:
    channels = catalogue.channels
    names = ["office", "steps", *catalogue.services, *channels.online, *channels.hotline, *channels.complaint]
    names += [notice.id for notice in catalogue.notices]
    assert len(names) == len(set(names))


def test_all_20_measures_are_there_with_the_plans_due_dates(catalogue: Catalogue) -> None:
    measures = catalogue.year_of(date(2024, 3, 1)).measures
    assert len(measures) == 20
    for due, ids in PLAN.items():
        assert [measure.id for measure in measures if measure.due == due] == list(ids)


def test_all_13_calendar_rows_are_there_with_their_dates(catalogue: Catalogue) -> None:
    rows = catalogue.year_of(date(2024, 3, 1)).calendar
    assert {row.id: (row.start.isoformat(), row.end.isoformat()) for row in rows} == CALENDAR


def test_a_fee_is_published_or_law_until_the_office_confirms_it() -> None:
    confirmed = Confirmed(date(2024, 5, 2), "deputy-inspector")
    assert Fee().state == "unknown"
    assert Fee(value=1900).state == "published"
    assert Fee(value=1900, law="cabinet-dtv").state == "national"
    assert Fee(value=1900, law="cabinet-dtv", confirmed=confirmed).state == "confirmed"


def test_none_is_written_out_and_different_from_not_known(catalogue: Catalogue) -> None:
    assert fee_words(Fee(value="none"), catalogue.phrases).en == "No fee"
    assert fee_words(Fee(), catalogue.phrases).en == "Not stated yet: please ask an officer"


def test_a_time_is_said_in_its_unit(catalogue: Catalogue) -> None:
    time = Commitment(value=Duration(working_days=3), starts="documents-complete", set_by="law")
    assert time_words(time, catalogue.phrases).th == "3 วันทำการ"


def test_a_time_is_the_offices_own_only_once_it_says_so(catalogue: Catalogue) -> None:
    """What the Bureau and Division 1 publish was said to be set by the office."""
    time = Commitment(
        value=Duration(minutes=30), source="division-1-endorsement", starts="documents-complete", set_by="office"
    )
    own = replace(time, confirmed=Confirmed(date(2024, 5, 2), "approver"))
    assert "set by the office" not in clock_words(time, catalogue.phrases).en
    assert "set by the office" in clock_words(own, catalogue.phrases).en


def test_every_published_figure_names_a_source_that_is_listed(catalogue: Catalogue) -> None:
    for named in catalogue.facts():
        if named.fact.value is not None:
            assert named.fact.source in catalogue.sources, named.name
            assert named.fact.law is None or named.fact.law in catalogue.laws, named.name


def test_the_offices_own_file_and_its_confirmed_facts_are_laid_over_the_shipped_content(tmp_path: Path) -> None:
    office, facts = tmp_path / "office.toml", tmp_path / "facts.toml"
    office.write_text('short_name = { th = "ตม.จว.ตรัง", en = "Trang Immigration" }\nfamilies = ["permits"]\n', "utf-8")
    facts.write_text('[re-entry-permit.fee]\nconfirmed = { on = 2024-02-01, role = "deputy-inspector" }\n', "utf-8")
    laid = load(office, tmp_path)
    assert laid.office.short_name.en == "Trang Immigration"
    assert [family.id for family in laid.families] == ["permits"]
    fee = laid.services["re-entry-permit"].fee
    assert fee.state == "confirmed"
    assert fee.figure is not None
    assert laid.office.survey.host == "itap.nacc.go.th"


def test_a_fault_in_the_confirmed_facts_is_named(tmp_path: Path) -> None:
    facts = tmp_path / "facts.toml"
    facts.write_text('[re-entry-permit.fee]\nvalue = "much"\n', "utf-8")
    with pytest.raises(Faulty, match=r"facts\.toml: re-entry-permit\.fee\.value"):
        load(None, tmp_path)
